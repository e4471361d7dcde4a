# SPDX-License-Identifier: EUPL-1.2
"""The workspace of a case: what is shown to whom, and one address for each button."""

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cases.models import Case, CaseType
from portal.audit.models import AccessEntry
from portal.common import clock
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DocumentFactory, MessageFactory, NoteFactory
from tests.queries import count_queries

DECISION = {
    "outcome": "granted",
    "summary": "Saat luvan kaivaa.",
    "reasons": "Työ ei haittaa liikennettä.",
    "law_sections": "669/1978 14 a §",
}
ANSWERS: dict[str, dict[str, Any]] = {
    "take-up": {},
    "claim": {},
    "request-supplement": {
        "items": "Kartta\n- Urakoitsija",
        "due_on": "1.6.2099",
        "consequence": "Ratkaisemme ilman karttaa.",
    },
    "resume": {"reason": "Määräaika päättyi."},
    "decide": DECISION,
    "serve": {"channel": "electronic"},
    "close": {"reason": "Muutoksenhakuaika on päättynyt."},
    "transfer": {"authority": "Kainuun hyvinvointialue", "reason": "Asia kuuluu sinne."},
}
# (where the case is, button, where it goes)
MOVES = [
    ("received", "take-up", "in_progress"),
    ("received", "claim", "received"),
    ("in_progress", "request-supplement", "waiting_customer"),
    ("waiting", "resume", "in_progress"),
    ("in_progress", "decide", "decided"),
    ("decided", "serve", "served"),
    ("served", "close", "closed"),
    ("in_progress", "transfer", "transferred"),
]


def url(case: Case, page: str = "change", *more: Any) -> str:
    return reverse(f"admin:cases_case_{page}", args=[case.reference, *more])


def a_case(cast: Cast, case_type: CaseType, situation: str, **facts: Any) -> Case:
    traits = {} if situation == "received" else {situation: True, "handler": cast.decision_maker.user}
    found: Case = CaseFactory(case_type=case_type, applicant=cast.resident.person, **traits | facts)
    return found


def press(cast: Cast, case: Case, slug: str, *, who: str = "decision_maker", **answers: Any) -> Any:
    form = {"version": case.version, **ANSWERS.get(slug, {}), **answers}
    return cast.member(who).client().post(url(case, slug), form)


# ---- looking


@pytest.mark.parametrize("page", ["change", "messages", "documents", "earlier", "access_log"])
@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_every_side_of_the_case_opens(cast: Cast, case: Case, page: str, prefix: str) -> None:
    answer = cast.handler.client().get(prefix + url(case, page))

    assert answer.status_code == 200
    assert case.reference in answer.content.decode()


@pytest.mark.parametrize("page", ["change", "messages", "documents", "earlier", "access_log", "decide", "estimate"])
@pytest.mark.parametrize("role", ["clerk", "other_handler", "editor", "main_user", "auditor"])
def test_a_case_of_others_does_not_exist(cast: Cast, case: Case, page: str, role: str) -> None:
    assert cast.member(role).client().get(url(case, page)).status_code == 404


def test_looking_goes_to_the_log_of_the_customer(cast: Cast, case: Case) -> None:
    cast.handler.client().get(url(case))

    entry = AccessEntry.objects.get()
    assert (entry.by_name, entry.person_id, entry.about_label) == (
        "Kari Huotari",
        cast.resident.person and cast.resident.person.pk,
        case.reference,
    )


def test_answers_show_their_source_and_what_was_changed(cast: Cast, case_type: CaseType) -> None:
    label = {"fi": "Osoite", "sv": "Adress"}
    rows = [
        {"key": "name", "label": {"fi": "Nimi"}, "value": "Aino Kemppainen", "source": "register"},
        {"key": "street", "label": label, "value": "Kauppakatu 1", "source": "register", "changed_from": "Koskikatu 2"}
        | {"at": "2026-11-24T09:00:00+02:00"},
        {"key": "place", "label": {"fi": "Paikka"}, "value": "Torikatu 1", "source": "earlier", "changed_from": "Tori"}
        | {"at": "2026-02-03T09:00:00+02:00"},
        {"key": "kind", "label": {"fi": "Laji"}, "value": "A", "source": "earlier", "at": "2026-02-03T09:00:00+02:00"},
        {"key": "phone", "label": {"fi": "Puhelin"}, "value": "040 1", "source": "profile", "remark": "Ei minun."},
    ]
    case = a_case(cast, case_type, "received", content=[{"title": {"fi": "Hakija"}, "rows": rows}])

    page = cast.handler.client().get(url(case)).content.decode()

    assert "väestötietojärjestelmä" in page
    assert "Tarkista: Osoite" in page
    checked = "Hakija ilmoitti: Kauppakatu 1. Aiempi tieto (väestötietojärjestelmä 24.11.2026): Koskikatu 2."
    assert checked in page
    assert "edellinen lähetys 3.2.2026" in page
    assert "Viimeksi: Tori" in page
    assert "Tarkista: Paikka" not in page
    assert "Hakijan huomautus: Ei minun." in page


@pytest.mark.parametrize(("situation", "slug", "_target"), MOVES)
def test_buttons_are_those_of_the_workflow(
    cast: Cast, case_type: CaseType, situation: str, slug: str, _target: str
) -> None:
    case = a_case(cast, case_type, situation)

    shown = [step.slug for step in cast.decision_maker.client().get(url(case)).context["buttons"]]

    assert slug in shown
    assert ("decide" in shown) == (situation == "in_progress")


def test_handler_without_the_right_sees_no_decide_button(cast: Cast, in_progress: Case) -> None:
    shown = [step.slug for step in cast.handler.client().get(url(in_progress)).context["buttons"]]

    assert "decide" not in shown
    assert "request-supplement" in shown


def test_opening_the_thread_marks_the_customers_messages_seen(cast: Cast, case: Case) -> None:
    message = MessageFactory(case=case)

    cast.handler.client().get(url(case, "messages"))

    message.refresh_from_db()
    assert message.seen_at


def test_other_cases_of_the_same_people_are_shown_within_the_unit(cast: Cast, case: Case, case_type: CaseType) -> None:
    other = a_case(cast, case_type, "closed")
    CaseFactory(case_type=case_type, applicant=cast.stranger.person)
    CaseFactory(applicant=cast.resident.person)  # another unit's

    shown = cast.handler.client().get(url(case, "earlier")).context["earlier"]

    assert list(shown) == [other]


def test_workspace_asks_as_much_for_twenty_as_for_one(cast: Cast, case: Case) -> None:
    client = cast.handler.client()

    def fill(count: int) -> None:
        for factory in (MessageFactory, NoteFactory, DocumentFactory):
            factory.create_batch(count, case=case)

    fill(1)
    client.get(url(case))
    one = count_queries(lambda: client.get(url(case)))
    fill(19)

    assert count_queries(lambda: client.get(url(case))) == one


@pytest.mark.parametrize("page", ["change", "messages", "documents"])
@pytest.mark.parametrize("situation", ["in_progress", "served"])
def test_workspace_asks_at_most_twelve_queries(cast: Cast, case_type: CaseType, situation: str, page: str) -> None:
    mine = CaseFactory(case_type=case_type, handler=cast.handler.user, **{situation: True})
    MessageFactory.create_batch(3, case=mine)
    NoteFactory.create_batch(3, case=mine)
    client = cast.handler.client()
    client.get(url(mine, page))

    assert count_queries(lambda: client.get(url(mine, page))) <= 12


def test_each_document_stands_with_what_it_was_sent_with(cast: Cast, case: Case) -> None:
    message, other = MessageFactory.create_batch(2, case=case)
    attached, apart = DocumentFactory(case=case, message=message), DocumentFactory(case=case)

    shown = cast.handler.client().get(url(case, "messages")).context["thread"]

    assert shown == [(message, [attached]), (other, [])]
    assert apart.message_id is None


# ---- documents


def test_document_is_a_logged_download(cast: Cast, case: Case) -> None:
    document = DocumentFactory(case=case, name="kartta.pdf")

    answer = cast.handler.client().get(url(case, "document", document.public_id))

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kartta.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert AccessEntry.objects.get().reason == "Asiakirja: liite"  # its name may tell about the person


def test_document_is_found_through_its_own_case_only(cast: Cast, case: Case, case_type: CaseType) -> None:
    document = DocumentFactory(case=a_case(cast, case_type, "received"))
    client = cast.handler.client()

    assert client.get(url(case, "document", document.public_id)).status_code == 404
    assert client.get(url(case, "document", uuid.uuid4())).status_code == 404


# ---- buttons


@pytest.mark.parametrize(("situation", "slug", "target"), MOVES)
def test_button_does_its_one_thing(cast: Cast, case_type: CaseType, situation: str, slug: str, target: str) -> None:
    case = a_case(cast, case_type, situation)

    answer = press(cast, case, slug)

    case.refresh_from_db()
    assert answer.status_code == 302
    assert case.status == target


@pytest.mark.parametrize("slug", sorted(ANSWERS))
def test_button_of_an_ended_case_tells_that_it_is_too_late(cast: Cast, case_type: CaseType, slug: str) -> None:
    case = a_case(cast, case_type, "withdrawn", handler=None)

    answer = press(cast, case, slug)

    case.refresh_from_db()
    assert answer.status_code in (403, 409)
    assert case.status == "withdrawn"


@pytest.mark.parametrize("slug", [*sorted(ANSWERS), "assign", "hand-over", "estimate", "message", "note"])
def test_buttons_of_others_cases_do_not_exist(cast: Cast, case: Case, slug: str) -> None:
    assert press(cast, case, slug, who="other_handler").status_code == 404


def test_handler_without_the_right_cannot_decide(cast: Cast, in_progress: Case) -> None:
    assert cast.handler.client().get(url(in_progress, "decide")).status_code == 403
    assert press(cast, in_progress, "decide", who="handler").status_code == 403


def test_page_of_a_verb_that_is_not_possible_now_says_so(cast: Cast, case: Case) -> None:
    assert cast.decision_maker.client().get(url(case, "decide")).status_code == 409


def test_supplement_keeps_each_item_and_day(cast: Cast, in_progress: Case) -> None:
    press(cast, in_progress, "request-supplement")

    request = in_progress.supplement_requests.get()
    assert request.items == ["Kartta", "Urakoitsija"]
    assert request.due_on > clock.today()


def test_supplement_of_yesterday_is_asked_again(cast: Cast, in_progress: Case) -> None:
    answer = press(cast, in_progress, "request-supplement", due_on="1.1.2020")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Päivä on jo mennyt" in page
    assert "Ratkaisemme ilman karttaa." in page
    assert not in_progress.supplement_requests.exists()


def test_case_is_given_to_a_colleague(cast: Cast, in_progress: Case) -> None:
    colleague = cast.decision_maker.user
    assert colleague

    answer = press(cast, in_progress, "assign", who="handler", handler=colleague.pk)

    in_progress.refresh_from_db()
    assert answer.status_code == 302
    assert in_progress.handler == colleague


def test_case_handed_to_another_unit_leaves_the_queue(cast: Cast, in_progress: Case) -> None:
    answer = press(cast, in_progress, "hand-over", who="handler", unit=cast.other_unit.pk, reason="Koulun piha.")

    in_progress.refresh_from_db()
    assert answer.url == reverse("admin:cases_case_changelist")
    assert in_progress.unit == cast.other_unit


def test_new_estimate_is_told_to_the_customer(cast: Cast, in_progress: Case) -> None:
    day = clock.today() + dt.timedelta(days=40)

    press(cast, in_progress, "estimate", who="handler", ready_on=day.strftime("%d.%m.%Y"))

    in_progress.refresh_from_db()
    assert in_progress.estimate_on == day


def test_message_goes_to_the_customer_and_note_does_not(cast: Cast, case: Case) -> None:
    client = cast.handler.client()

    client.post(url(case, "message"), {"message-version": case.version, "message-text": "Hei Aino"})
    client.post(url(case, "note"), {"note-version": case.version, "note-text": "Soitettu"})

    assert [message.text for message in case.messages.all()] == ["Hei Aino"]
    assert [note.text for note in case.notes.all()] == ["Soitettu"]


@pytest.mark.parametrize("page", ["message", "note"])
def test_empty_text_is_asked_again(cast: Cast, case: Case, page: str) -> None:
    answer = cast.handler.client().post(url(case, page), {f"{page}-version": case.version, f"{page}-text": ""})

    assert answer.status_code == 200
    assert "Korjaa 1 kohta" in answer.content.decode()


@pytest.mark.parametrize("page", ["message", "note", "decide_check", "decide_edit", "decide_preview", "next"])
def test_what_writes_is_posted_only(cast: Cast, case: Case, page: str) -> None:
    place = reverse("admin:cases_case_next") if page == "next" else url(case, page)

    assert cast.decision_maker.client().get(place).status_code == 405


# ---- deciding


def test_decision_is_checked_before_it_is_made(cast: Cast, in_progress: Case) -> None:
    client = cast.decision_maker.client()
    form = {"version": in_progress.version, **DECISION}

    check = client.post(url(in_progress, "decide_check"), form)
    edit = client.post(url(in_progress, "decide_edit"), form)
    letter = client.post(url(in_progress, "decide_preview"), form)

    assert "Saat luvan kaivaa." in check.content.decode()
    assert "Saat luvan kaivaa." in edit.content.decode()
    assert "Luonnos, jota ei ole allekirjoitettu" in PdfReader(io.BytesIO(letter.content)).pages[0].extract_text()
    assert not in_progress.decisions.exists()


def test_decision_without_reasons_is_asked_again(cast: Cast, in_progress: Case) -> None:
    form = {"version": in_progress.version, **DECISION, "reasons": ""}

    answer = cast.decision_maker.client().post(url(in_progress, "decide_check"), form)

    assert "Perustelut" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"reasons"}


def test_decision_begins_from_the_ready_texts_of_its_kind(cast: Cast, in_progress: Case) -> None:
    case_type = in_progress.case_type
    case_type.decision_texts = {
        "granted": {"summary": {"fi": "Saat luvan."}, "reasons": {"fi": "Edellytykset täyttyvät."}}
    }
    case_type.save()

    page = cast.decision_maker.client().get(url(in_progress, "decide") + "?model=granted").content.decode()

    assert "Saat luvan.</textarea>" in page
    assert "Edellytykset täyttyvät.</textarea>" in page


def test_decision_cannot_be_served_electronically_on_who_cannot_sign_in(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, decided=True, applicant="Vieras Asukas")

    answer = press(cast, case, "serve")

    case.refresh_from_db()
    assert answer.status_code == 200
    assert "Lähetä päätös kirjeellä" in answer.content.decode()
    assert case.status == "decided"
