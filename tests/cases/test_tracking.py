# SPDX-License-Identifier: EUPL-1.2
"""The page of a case for who came by its tracking code: what the owner may, and no more."""

import datetime as dt

import pytest
from django.test import Client

from cases.actions.messaging import send_message
from cases.models import Case
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.common.references import normalise_tracking_code
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory, DocumentFactory, PartyFactory, SupplementRequestFactory

CODE = "7K3M-9QRT-2WXY"


def anonymous(cast: Cast, **situation: object) -> Case:
    found: Case = CaseFactory(
        case_type=CaseTypeFactory(unit=cast.unit, anonymous=True),
        applicant="Nimetön Ilmoittaja",
        tracking_hash=keyed_hash(normalise_tracking_code(CODE)),
        **situation,
    )
    return found


def followed(case: Case, code: str = CODE) -> Client:
    client = Client()
    client.post("/seuraa/", {"reference": case.reference, "code": code})
    return client


def test_code_opens_the_page_of_the_owner(cast: Cast) -> None:
    case = anonymous(cast)

    page = followed(case).get(case.get_absolute_url())

    assert page.status_code == 200
    shown = page.content.decode()
    assert "Kauppakatu 1" in shown
    assert "Lähetä viesti" in shown
    assert "Peru asia" in shown


def test_follower_answers_a_supplement(cast: Cast) -> None:
    case = anonymous(cast, waiting=True, handler=cast.handler.user)
    client = followed(case)
    assert "Kartta kaivupaikasta" in client.get(case.get_absolute_url()).content.decode()

    sent = client.post(f"{case.get_absolute_url()}taydennys/", {"taydennys-answer": "Kartta on ohessa."})

    assert sent.status_code == 302
    case.refresh_from_db()
    assert case.status == "in_progress"
    assert case.supplement_requests.get().answer == "Kartta on ohessa."


def test_supplement_by_code_in_the_calendar_too(cast: Cast) -> None:
    case = anonymous(cast, status="waiting_customer")
    SupplementRequestFactory(case=case, due_on=clock.today() + dt.timedelta(days=3))

    calendar = followed(case).get(f"{case.get_absolute_url()}paivat.ics")

    assert "BEGIN:VEVENT" in calendar.content.decode()


def test_follower_and_office_write_to_each_other(cast: Cast) -> None:
    case = anonymous(cast)
    client, page = followed(case), case.get_absolute_url()

    assert client.post(f"{page}viesti/", {"viesti-text": "Milloin?"}).status_code == 302
    answer = send_message(case.pk, actor=cast.handler.actor, text="Huomenna.")

    shown = client.get(page).content.decode()
    assert "Milloin?" in shown
    assert "Huomenna." in shown
    answer.refresh_from_db()
    assert answer.seen_at
    assert case.messages.earliest("pk").from_party


def test_follower_withdraws(cast: Cast) -> None:
    case = anonymous(cast)

    assert followed(case).post(f"{case.get_absolute_url()}peru/").status_code == 302

    case.refresh_from_db()
    assert case.status == "withdrawn"


def test_follower_opens_the_own_document_and_not_an_internal_one(cast: Cast) -> None:
    case = anonymous(cast)
    own, internal = DocumentFactory(case=case), DocumentFactory(case=case, kind="internal")
    client = followed(case)

    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(internal.get_absolute_url()).status_code == 404


def test_follower_does_not_read_the_thread_of_another_party(cast: Cast) -> None:
    case = anonymous(cast)
    PartyFactory(case=case, of=cast.stranger.person, role="other")
    send_message(case.pk, actor=cast.stranger.actor, text="Naapurin viesti")

    assert "Naapurin viesti" not in followed(case).get(case.get_absolute_url()).content.decode()


def test_follower_gives_no_right_to_anybody(cast: Cast) -> None:
    case = anonymous(cast)
    client = followed(case)

    assert client.get(f"{case.get_absolute_url()}asiamies/").status_code == 403
    assert "Anna toiselle oikeus" not in client.get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("situation", ["closed", "withdrawn", "served"])
def test_after_the_end_the_page_stays_and_only_words_are_taken(cast: Cast, situation: str) -> None:
    case = anonymous(cast, **{situation: True})
    client, page = followed(case), case.get_absolute_url()

    assert "Peru asia" not in client.get(page).content.decode()
    assert client.post(f"{page}peru/").status_code == 409
    assert client.post(f"{page}taydennys/", {"taydennys-answer": "x"}).status_code == 409
    assert client.post(f"{page}viesti/", {"viesti-text": "Kiitos"}).status_code == 302
    case.refresh_from_db()
    assert case.status == situation


@pytest.mark.parametrize("code", ["7K3M-9QRT-2WXX", "", "7K3M"])
def test_wrong_code_opens_nothing_and_tells_nothing(cast: Cast, code: str) -> None:
    case = anonymous(cast)
    client = followed(case, code)

    assert client.get(case.get_absolute_url()).headers["Location"].startswith("/kirjaudu/login/")
    assert client.post(f"{case.get_absolute_url()}peru/").status_code == 403
    case.refresh_from_db()
    assert case.status == "received"


def test_wrong_reference_and_wrong_code_get_the_same_words(cast: Cast) -> None:
    case, other = anonymous(cast), CaseFactory(case_type=CaseTypeFactory(unit=cast.unit), applicant="Muu")
    words = "Asiaa ei löytynyt"

    wrong_code = Client().post("/seuraa/", {"reference": case.reference, "code": "2222-2222-2222"})
    wrong_case = Client().post("/seuraa/", {"reference": other.reference, "code": CODE})

    assert words in wrong_code.content.decode()
    assert words in wrong_case.content.decode()
    assert case.reference not in wrong_case.content.decode()


def test_code_of_one_case_opens_no_other(cast: Cast) -> None:
    case = anonymous(cast)
    other = CaseFactory(case_type=case.case_type, applicant="Muu", tracking_hash=keyed_hash("ABCDEFGHJKLM"))

    assert followed(case).get(other.get_absolute_url()).status_code == 302


def test_code_is_guessed_ten_times_in_a_quarter_of_an_hour_and_no_more(cast: Cast) -> None:
    case, client = anonymous(cast), Client()
    for _try in range(10):
        assert client.post("/seuraa/", {"reference": case.reference, "code": "2222-2222-2222"}).status_code == 200

    refused = client.post("/seuraa/", {"reference": case.reference, "code": CODE})

    assert refused.status_code == 429
    assert client.get(case.get_absolute_url()).status_code == 302


def test_code_is_never_in_an_address(cast: Cast) -> None:
    case, client = anonymous(cast), Client()

    response = client.post("/seuraa/", {"reference": case.reference, "code": CODE})

    assert response.headers["Location"] == case.get_absolute_url()
    assert client.get(f"/seuraa/?reference={case.reference}&code={CODE}").status_code == 200
    assert Client().get(case.get_absolute_url()).status_code == 302
