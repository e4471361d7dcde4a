# SPDX-License-Identifier: EUPL-1.2
import logging
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from feedback.models import Feedback
from portal.accounts.models import Person
from portal.audit.models import AccessEntry
from portal.frontdesk.models import ContactMoment
from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.cases import CaseFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.frontdesk import ContactMomentFactory
from tests.queries import count_queries

URL = "/neuvonta/"
HOW = {"channel": "visit", "identification": "passport", "reason": "Kysyy kaivuluvasta"}
ENDING = {"close-topic": "Kaivulupa", "close-note": "Neuvottu.", "close-outcome": "solved"}


def serve(client: Client, person: Person) -> str:
    """Open the customer; the address of their page."""
    return client.post(f"{URL}avaa/{person.public_id}/", HOW).headers["Location"]


def test_clerk_searches_opens_and_ends(cast: Cast) -> None:
    client, person = cast.clerk.client(), cast.resident.person
    assert person

    hits = client.post(URL, {"q": "Kempainen Aino"})
    page = client.get(serve(client, person))
    moment = ContactMoment.objects.get()
    ended = client.post(f"{URL}yhteydenotto/{moment.public_id}/paata/", ENDING, follow=True)

    assert f"/neuvonta/avaa/{person.public_id}/" in hits.text
    assert "Kalliokatu 14 A 3" not in hits.text
    assert "Kalliokatu 14 A 3" in page.text
    assert "Palvelet asiakasta" in page.text
    assert "Yhteydenotto on tallennettu" in ended.text
    assert "Palvelet asiakasta" not in ended.text


@pytest.mark.parametrize("role", ["resident", "handler", "editor", "main_user", "auditor"])
@pytest.mark.parametrize("path", ["", "uusi-asiakas/", "avaa/{id}/", "asiakas/{id}/", "yhteydenotto/{id}/"])
def test_the_desk_is_for_clerks_only(cast: Cast, role: str, path: str) -> None:
    assert cast.member(role).client().get(URL + path.format(id=uuid.uuid4())).status_code == 403


def test_visitor_is_asked_to_log_in(db: None) -> None:
    assert Client().get(URL).headers["Location"].startswith("/kirjaudu/")


def test_search_words_stay_out_of_address_and_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        response = cast.clerk.client().post(URL, {"q": "140891-912C"})

    assert response.status_code == 200
    assert "140891" not in "".join(str(record.__dict__) for record in caplog.records if "sql" not in record.__dict__)
    assert "no-store" in response.headers["Cache-Control"]
    assert cast.clerk.client().get(URL, {"q": "Aino"}).context["found"] is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reason", "", "Kirjoita syy"),
        ("reason", "x", "Kirjoita syy muutamalla sanalla."),
        ("identification", "", "Valitse, miten tunnistit asiakkaan."),
        ("channel", "phone", "Puhelimessa et voi nähdä asiakirjaa."),
    ],
)
def test_opening_wants_a_reason_and_how_identified(cast: Cast, field: str, value: str, words: str) -> None:
    assert cast.resident.person
    response = cast.clerk.client().post(f"{URL}avaa/{cast.resident.person.public_id}/", HOW | {field: value})

    assert words in response.text
    assert not AccessEntry.objects.exists()


def test_customer_page_without_a_session_asks_for_the_reason(cast: Cast) -> None:
    assert cast.resident.person
    public_id = cast.resident.person.public_id

    response = cast.clerk.client().get(f"{URL}asiakas/{public_id}/")

    assert response.headers["Location"] == f"/neuvonta/avaa/{public_id}/"


def test_session_of_one_customer_does_not_open_another(cast: Cast) -> None:
    client = cast.clerk.client()
    assert cast.resident.person
    assert cast.stranger.person
    serve(client, cast.resident.person)

    assert client.get(f"{URL}asiakas/{cast.stranger.person.public_id}/").status_code == 302


def test_contact_of_a_colleague_is_not_found(cast: Cast) -> None:
    moment = ContactMomentFactory(named=True)
    client = cast.clerk.client()

    for rest in ("", "jatka/", "paata/"):
        send = client.post if rest else client.get
        assert send(f"{URL}yhteydenotto/{moment.public_id}/{rest}").status_code == 404


def test_glance_tells_states_and_no_content(cast: Cast) -> None:
    client, person = cast.clerk.client(), cast.resident.person
    assert person
    CaseFactory(applicant=person, summary="Salainen sisältö")
    FeedbackFactory(person=person, text="Palautteen teksti")
    ContactMomentFactory(person=person, named=True, ended=True)

    page = client.get(serve(client, person))

    assert "Kaivulupa" in page.text
    assert "Venepaikan hinta" in page.text
    assert "Salainen sisältö" not in page.text
    assert "Kauppakatu 1" not in page.text
    assert "Palautteen teksti" not in page.text


def test_protected_address_is_not_shown(cast: Cast) -> None:
    client, person = cast.clerk.client(), PersonFactory(protected=True)

    page = client.get(serve(client, person))

    assert "Turvakielto" in page.text
    assert "Kalliokatu" not in page.text


def test_page_asks_as_much_for_one_as_for_many(cast: Cast) -> None:
    client, person = cast.clerk.client(), cast.resident.person
    assert person
    url = serve(client, person)

    def fill(count: int) -> None:
        CaseFactory.create_batch(count, applicant=person)
        FeedbackFactory.create_batch(count, person=person)
        ContactMomentFactory.create_batch(count, person=person, named=True, ended=True)

    fill(1)
    one = count_queries(lambda: client.get(url))
    fill(19)

    assert count_queries(lambda: client.get(url)) == one


def test_feedback_written_at_the_desk_is_the_customers(cast: Cast) -> None:
    client, person = cast.clerk.client(), cast.resident.person
    assert person
    serve(client, person)
    answers = {"kind": "question", "text": "Milloin?", "wants_answer": "yes", "contact": "0401234567"}

    page = client.post("/palaute/", answers | {"key": str(uuid.uuid4())}, follow=True)

    feedback = Feedback.objects.get()
    assert (feedback.person, feedback.written_by, feedback.channel) == (person, cast.clerk.user, "desk")
    assert "Palvelet asiakasta" in page.text
    assert feedback in Feedback.objects.visible_to(cast.resident.actor)


def test_time_out_shows_a_clear_page_and_keeps_what_was_typed(cast: Cast, freeze: Callable[[str], None]) -> None:
    freeze("2026-11-23 10:00")
    client, person = cast.clerk.client(), cast.resident.person
    assert person
    url = serve(client, person)
    moment = ContactMoment.objects.get()
    freeze("2026-11-23 10:31")
    answers = {"kind": "question", "text": "Milloin?", "wants_answer": "no", "key": str(uuid.uuid4())}

    stopped = client.get("/palaute/")
    page = client.get(url, follow=True)
    sent = client.post("/palaute/", answers)

    assert stopped.headers["Location"] == f"/neuvonta/yhteydenotto/{moment.public_id}/"
    assert "Aika on päättynyt" in page.text
    assert "Kalliokatu" not in page.text
    assert sent.status_code == 302
    assert Feedback.objects.get().written_by == cast.clerk.user


def test_same_customer_continues_after_the_time_out(cast: Cast, freeze: Callable[[str], None]) -> None:
    freeze("2026-11-23 10:00")
    client, person = cast.clerk.client(), cast.resident.person
    assert person
    url = serve(client, person)
    moment = ContactMoment.objects.get()
    freeze("2026-11-23 11:31")

    client.post(f"{URL}yhteydenotto/{moment.public_id}/jatka/")

    assert client.get(url).status_code == 200


def test_unfinished_ending_keeps_the_note(cast: Cast) -> None:
    client, person = cast.clerk.client(), cast.resident.person
    assert person
    serve(client, person)
    moment = ContactMoment.objects.get()

    page = client.post(f"{URL}yhteydenotto/{moment.public_id}/paata/", ENDING | {"close-outcome": ""})

    assert "Valitse lopputulos." in page.text
    assert "Neuvottu." in page.text
    assert not ContactMoment.objects.get().is_over


def test_advice_without_a_name(cast: Cast) -> None:
    client = cast.clerk.client()

    page = client.post(f"{URL}yhteydenotto/aloita/", {"channel": "phone"}, follow=True)

    assert "Asiakas ilman nimeä" in page.text
    assert ContactMoment.objects.get().channel == "phone"


def test_new_customer_leads_to_opening(cast: Cast) -> None:
    client = cast.clerk.client()
    new = {"given_names": "Matti", "surname": "Meikäläinen", "hetu": "131052-308T", "language": "fi"}

    response = client.post(f"{URL}uusi-asiakas/", new)
    again = client.post(f"{URL}uusi-asiakas/", new)

    person = Person.objects.get(surname="Meikäläinen")
    assert response.headers["Location"] == f"/neuvonta/avaa/{person.public_id}/"
    assert f"/neuvonta/avaa/{person.public_id}/" in again.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hetu", "131052-308X", "Tarkista henkilötunnus"),
        ("birth_date", "1.1.2090", "tulevaisuudessa"),
        ("hetu", "", "Kirjoita henkilötunnus tai syntymäaika."),
        ("postal_code", "871", "Postinumerossa on viisi numeroa."),
    ],
)
def test_mistake_in_a_new_customer_is_told(cast: Cast, field: str, value: str, words: str) -> None:
    new = {"given_names": "Matti", "surname": "Meikäläinen", "hetu": "131052-308T", "language": "fi", field: value}

    response = cast.clerk.client().post(f"{URL}uusi-asiakas/", new)

    assert words in response.text
    assert not Person.objects.filter(surname="Meikäläinen").exists()


def test_clerk_in_the_admin_is_just_a_clerk(cast: Cast) -> None:
    client = cast.clerk.client()
    assert cast.resident.person
    serve(client, cast.resident.person)

    page = client.get("/admin/feedback/feedback/")

    assert page.status_code == 200
    assert not page.context["request"].actor.at_desk


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_desk_speaks_each_language(cast: Cast, language: str) -> None:
    assert cast.clerk.client().get(f"{language}{URL}").status_code == 200
