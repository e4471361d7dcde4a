# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.hearing import Question, ask_hearing, give_statement, record_statement
from cases.actions.waiting import resume_case
from cases.models import Case, CaseType, Hearing, Party
from cases.tasks import run_daily
from portal.accounts.actors import VISITOR
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DocumentFactory, HearingFactory, PartyFactory


def question(**whom: object) -> Question:
    due_on = clock.today() + dt.timedelta(days=14)
    return Question("Voiko kaivaa?", due_on, "Ratkaisemme ilman vastausta.", **whom)  # type: ignore[arg-type]


@pytest.fixture
def neighbour(cast: Cast, in_progress: Case) -> Party:
    found: Party = PartyFactory(case=in_progress, of=cast.stranger.person, role=Party.Role.HEARD)
    return found


@pytest.fixture
def asked(cast: Cast, in_progress: Case) -> Hearing:
    """An outsider is asked; the token is `secret`."""
    found: Hearing = HearingFactory(
        case=in_progress, token_hash=keyed_hash("secret"), token_until=clock.today() + dt.timedelta(days=30)
    )
    Case.objects.filter(pk=in_progress.pk).update(status="waiting_hearing")
    return found


def status_of(case: Case) -> str:
    case.refresh_from_db()
    return case.status


def test_heard_party_is_told_and_answers_and_the_case_goes_on(cast: Cast, in_progress: Case, neighbour: Party) -> None:
    hearing = ask_hearing(in_progress.pk, actor=cast.handler.actor, question=question(party=neighbour))

    assert status_of(in_progress) == "waiting_hearing"
    told = Notification.objects.get()
    assert (told.event, told.person) == ("case.hearing_asked", cast.stranger.person)
    assert not hearing.token_hash

    give_statement(hearing.pk, actor=cast.stranger.actor, answer="Sopii.")

    hearing.refresh_from_db()
    assert (hearing.answer, hearing.answered_by, hearing.way) == ("Sopii.", "Outi Outonen", "portal")
    assert status_of(in_progress) == "in_progress"
    assert Notification.objects.filter(event="case.statement_received").count() == 1


def test_outsider_gets_a_link_whose_secret_is_kept_as_a_hash(cast: Cast, in_progress: Case) -> None:
    hearing = ask_hearing(
        in_progress.pk, actor=cast.handler.actor, question=question(name="Museo", email="museo@museum.example")
    )

    told = Notification.objects.get()
    token = told.url.rstrip("/").rsplit("/", 1)[-1]
    assert (told.email, told.person) == ("museo@museum.example", None)
    assert hearing.token_hash == keyed_hash(token) != token


def test_case_waits_until_everybody_has_answered(cast: Cast, in_progress: Case, neighbour: Party) -> None:
    actor = cast.handler.actor
    first = ask_hearing(in_progress.pk, actor=actor, question=question(party=neighbour))
    second = ask_hearing(in_progress.pk, actor=actor, question=question(unit=cast.other_unit))

    give_statement(first.pk, actor=cast.stranger.actor, answer="Sopii.")
    assert status_of(in_progress) == "waiting_hearing"
    give_statement(second.pk, actor=cast.other_handler.actor, answer="Ei huomautettavaa.")

    assert status_of(in_progress) == "in_progress"
    verbs = [change.verb for change in in_progress.changes.all()]
    assert verbs == ["hear", "hear", "record_statement", "record_statement", "conclude_hearing"]


def test_hearing_moves_the_promise(cast: Cast, in_progress: Case, freeze: Callable[[str], None]) -> None:
    due_on = in_progress.due_on
    assert due_on
    hearing = ask_hearing(in_progress.pk, actor=cast.handler.actor, question=question(unit=cast.other_unit))
    freeze(f"{clock.today() + dt.timedelta(days=6)} 12:00")

    give_statement(hearing.pk, actor=cast.other_handler.actor, answer="Ei huomautettavaa.")

    in_progress.refresh_from_db()
    assert in_progress.due_on == due_on + dt.timedelta(days=6)


def test_handler_writes_down_what_came_by_phone(cast: Cast, in_progress: Case, asked: Hearing) -> None:
    record_statement(asked.pk, actor=cast.handler.actor, answer="Sopii.", way="phone", name="Maija Museo")

    asked.refresh_from_db()
    assert (asked.way, asked.answered_by, asked.token_hash) == ("phone", "Maija Museo", "")
    assert status_of(in_progress) == "in_progress"


def test_going_on_without_ends_the_hearing_and_its_link(cast: Cast, in_progress: Case, asked: Hearing) -> None:
    resume_case(in_progress.pk, actor=cast.handler.actor, reason="Määräaika päättyi.")

    asked.refresh_from_db()
    assert asked.ended_at
    assert asked.answered_at is None
    assert not Hearing.objects.of_token("secret").exists()


@pytest.mark.parametrize("role", ["resident", "stranger", "other_handler", "main_user", "clerk"])
def test_others_cannot_ask(cast: Cast, in_progress: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        ask_hearing(in_progress.pk, actor=cast.member(role).actor, question=question(unit=cast.other_unit))


@pytest.mark.parametrize("role", ["visitor", "stranger", "resident", "handler", "other_handler"])
def test_only_who_was_asked_answers(cast: Cast, asked: Hearing, role: str) -> None:
    with pytest.raises(PermissionDenied):
        give_statement(asked.pk, actor=cast.member(role).actor, answer="Minä vastaan")


def test_link_of_one_hearing_does_not_answer_another(cast: Cast, asked: Hearing) -> None:
    with pytest.raises(PermissionDenied):
        give_statement(asked.pk, actor=VISITOR.asked_in(asked.pk + 1, name="Joku"), answer="Minä vastaan")


def test_nobody_or_two_cannot_be_asked(cast: Cast, in_progress: Case, neighbour: Party) -> None:
    for whom in ({}, {"party": neighbour, "unit": cast.other_unit}):
        with pytest.raises(ValidationError):
            ask_hearing(in_progress.pk, actor=cast.handler.actor, question=question(**whom))

    assert status_of(in_progress) == "in_progress"


def test_secret_document_is_not_shown_by_a_link(cast: Cast, in_progress: Case) -> None:
    secret = DocumentFactory(case=in_progress, publicity="secret", secrecy_ground="JulkL 24 §")
    outside = question(name="Museo", email="museo@museum.example", documents=[secret])

    with pytest.raises(ValidationError):
        ask_hearing(in_progress.pk, actor=cast.handler.actor, question=outside)


def test_answer_is_taken_once(cast: Cast, asked: Hearing) -> None:
    giver = VISITOR.asked_in(asked.pk, name="Museo")
    give_statement(asked.pk, actor=giver, answer="Sopii.")

    with pytest.raises(TransitionNotAllowed):
        give_statement(asked.pk, actor=giver, answer="Ei sovikaan.")


def test_reminder_renews_the_link_and_the_office_hears_of_silence_once(
    cast: Cast, asked: Hearing, freeze: Callable[[str], None]
) -> None:
    freeze(f"{asked.due_on - dt.timedelta(days=2)} 07:00")
    assert [run_daily()["hearings_reminded"], run_daily()["hearings_reminded"]] == [1, 0]
    token = Notification.objects.get(event="case.hearing_reminder").url.rstrip("/").rsplit("/", 1)[-1]
    assert Hearing.objects.of_token(token).get() == asked
    assert not Hearing.objects.of_token("secret").exists()

    freeze(f"{asked.due_on + dt.timedelta(days=1)} 07:00")
    assert [run_daily()["hearings_unanswered"], run_daily()["hearings_unanswered"]] == [1, 0]
    assert Notification.objects.filter(event="case.hearing_overdue").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answers_by_one_link_at_once_are_one(cast: Cast, asked: Hearing) -> None:
    giver = VISITOR.asked_in(asked.pk, name="Museo")

    results = race(
        lambda: give_statement(asked.pk, actor=giver, answer="yksi"),
        lambda: give_statement(asked.pk, actor=giver, answer="kaksi"),
    )

    assert sorted(type(result).__name__ for result in results) == ["Hearing", "TransitionNotAllowed"]


# ---- pages


def test_heard_party_sees_the_question_and_the_chosen_document_only(
    cast: Cast, in_progress: Case, neighbour: Party
) -> None:
    chosen, other = DocumentFactory(case=in_progress), DocumentFactory(case=in_progress)
    hearing = ask_hearing(
        in_progress.pk, actor=cast.handler.actor, question=question(party=neighbour, documents=[chosen])
    )
    client = cast.stranger.client()
    base = f"/oma/asiat/{in_progress.reference}"

    page = client.get(f"{base}/").content.decode()
    assert "Kerro oma näkemyksesi" in page
    assert "Kauppakatu 1" not in page
    assert client.get(f"{base}/asiakirjat/{other.public_id}/").status_code == 404
    assert client.get(f"{base}/kuuleminen/{hearing.key}/{chosen.public_id}/").status_code == 200
    assert client.get(f"{base}/kuuleminen/{hearing.key}/{other.public_id}/").status_code == 404
    assert client.post(f"{base}/peru/").status_code == 403

    answered = client.post(f"{base}/kuuleminen/{hearing.key}/", {"lausunto-answer": "Sopii."})
    assert answered.status_code == 302
    assert status_of(in_progress) == "in_progress"
    # The owner neither sees nor answers what somebody else is asked.
    assert cast.resident.client().get(f"{base}/kuuleminen/{hearing.key}/").status_code == 404


def test_link_shows_the_question_takes_one_answer_and_dies(cast: Cast, client: object, asked: Hearing) -> None:
    visitor = cast.visitor.client()
    chosen, other = DocumentFactory(case=asked.case), DocumentFactory(case=asked.case)
    asked.documents.add(chosen)

    assert "Voiko kaivaa?" in visitor.get("/lausunto/secret/").content.decode()
    assert visitor.get(f"/lausunto/secret/{chosen.public_id}/").status_code == 200
    assert visitor.get(f"/lausunto/secret/{other.public_id}/").status_code == 404
    assert visitor.post("/lausunto/secret/", {"lausunto-answer": "Sopii."}).status_code == 200
    assert visitor.get("/lausunto/secret/").status_code == 404
    assert visitor.get("/lausunto/toinen/").status_code == 404
    asked.refresh_from_db()
    assert (asked.answer, asked.way, asked.answered_by) == ("Sopii.", "link", "Kainuun museo")


def test_old_link_leads_nowhere(cast: Cast, asked: Hearing, freeze: Callable[[str], None]) -> None:
    freeze(f"{asked.token_until} 12:00")
    freeze(f"{clock.today() + dt.timedelta(days=1)} 12:00")

    assert cast.visitor.client().get("/lausunto/secret/").status_code == 404


def test_another_unit_answers_on_its_own_page(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, status="waiting_hearing")
    hearing = HearingFactory(case=case, unit=cast.other_unit)
    client = cast.other_handler.client()

    assert case.reference in client.get("/admin/cases/case/hearings/").content.decode()
    done = client.post(f"/admin/cases/case/hearings/{hearing.key}/", {"lausunto-answer": "Ei huomautettavaa."})

    assert done.status_code == 302
    hearing.refresh_from_db()
    assert hearing.answered_by == "Sanna Toinen"
    assert cast.handler.client().get(f"/admin/cases/case/hearings/{hearing.key}/").status_code == 404


def test_handler_asks_an_outsider_from_the_workspace(cast: Cast, in_progress: Case) -> None:
    client = cast.handler.client()
    answers = {
        "version": 1,
        "whom": "outside",
        "text": "Voiko kaivaa?",
        "due_on": "1.6.2099",
        "consequence": "Ei mitään",
    }
    url = f"/admin/cases/case/{in_progress.reference}/hear/"

    refused = client.post(url, answers)
    assert "Kirjoita ulkopuolisen nimi ja sähköposti." in refused.content.decode()
    sent = client.post(url, answers | {"name": "Museo", "email": "museo@museum.example"})

    assert sent.status_code == 302
    assert "Lausunto: Museo" in client.get(f"/admin/cases/case/{in_progress.reference}/").content.decode()
