# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.accounts.actors import SYSTEM_CLOCK
from portal.audit.models import AccessEntry, AuditEntry
from portal.common import clock
from services.eforms.actions.designing import change_version, start_version
from services.eforms.actions.rehearsing import continue_rehearsal, start_rehearsal
from services.eforms.models import FormDefinition, FormVersion, Rehearsal, Submission
from services.eforms.reviewing.rehearsal import summary_of
from services.eforms.tasks import rehearse, rehearse_waiting
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, field, form_of
from tests.queries import count_queries

Json = dict[str, Any]
FEE = {
    "key": "fee",
    "gives": "fee",
    "label": {"fi": "Maksu"},
    "rows": [{"if": {"field": "area", "more": 10}, "value": 90}],
    "default": 50,
}
ROUTE = FEE | {"key": "to", "gives": "unit", "label": {"fi": "Yksikkö"}, "default": "liikunta"}
ROUTE |= {"rows": [{"if": {"field": "urgent", "is": "no"}, "value": "kirjaamo"}]}
ASKED = (
    field("name"),
    field("urgent", "yes_no"),
    field("area", "number"),
    field("starts_on", "date", min={"today": 0}),
)
ANSWERS = {"name": "Aino Kemppainen", "urgent": "yes", "area": "20", "starts_on": "1.6.2026"}


def sent(definition: FormDefinition, cast: Cast, **changed: Any) -> Submission:
    """Sent last summer, when its day was still to come."""
    draft = DraftFactory(version=definition.current_version, person=cast.resident.person, answers=ANSWERS | changed)
    case = CaseFactory(case_type=definition.case_type, applicant=cast.resident.person)
    return Submission.objects.create(
        draft=draft,
        case=case,
        content=[],
        answers=draft.answers,
        sent_at=dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC),
    )


@pytest.fixture
def definition(cast: Cast) -> FormDefinition:
    found: FormDefinition = FormDefinitionFactory(
        slug="kaivulupa", case_type=CaseTypeFactory(unit=cast.unit), content=form_of(*ASKED, tables=[FEE])
    )
    return found


def working(cast: Cast, definition: FormDefinition, content: Json) -> FormVersion:
    version = start_version(definition.pk, actor=cast.editor.actor)
    return change_version(version.pk, actor=cast.editor.actor, revision=0, change=lambda _old: content)


def rehearsed(cast: Cast, version: FormVersion, wanted: int = 20) -> Rehearsal:
    rehearsal = start_rehearsal(version.pk, actor=cast.editor.actor, wanted=wanted)
    while continue_rehearsal(rehearsal.pk, actor=SYSTEM_CLOCK):
        pass
    rehearsal.refresh_from_db()
    return rehearsal


def with_field(new: Json) -> Json:
    return form_of(*(new if old["key"] == new["key"] else old for old in ASKED), tables=[FEE])


DIFFERENCES: dict[str, tuple[Callable[[], Json], list[list[str]]]] = {
    "the same": (lambda: form_of(*ASKED, tables=[FEE]), []),
    "a tighter limit": (lambda: with_field(field("area", "number", max=10)), [["fails", "area"]]),
    "a new question": (lambda: form_of(*ASKED, field("why"), tables=[FEE]), [["missing", "why"]]),
    "a new optional question": (lambda: form_of(*ASKED, field("why", optional=True), tables=[FEE]), [["asked", "why"]]),
    "a question less": (lambda: form_of(*ASKED[1:], tables=[FEE]), [["dropped", "name"]]),
    "a question that is not shown any more": (
        lambda: with_field(field("area", "number", show_if={"field": "urgent", "is": "no"})),
        [["dropped", "area"], ["fee", ""]],
    ),
    "another fee": (lambda: form_of(*ASKED, tables=[FEE | {"rows": [FEE["rows"][0] | {"value": 120}]}]), [["fee", ""]]),  # type: ignore[index]
    "routing": (
        lambda: form_of(*ASKED, tables=[FEE, ROUTE]),
        [["unit", ""]],
    ),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_the_difference_is_found(cast: Cast, definition: FormDefinition, name: str) -> None:
    content, expected = DIFFERENCES[name]
    submission = sent(definition, cast)

    rehearsal = rehearsed(cast, working(cast, definition, content()))

    assert rehearsal.done == 1
    assert rehearsal.result == ([{"case": submission.case_id, "differences": expected}] if expected else [])


def test_the_result_holds_no_answer(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast)

    rehearsal = rehearsed(cast, working(cast, definition, form_of(field("other"))))

    assert rehearsal.result
    assert not any(answer in str(rehearsal.result) for answer in ANSWERS.values() if answer != "yes" and answer != "20")


def test_the_look_is_logged_once_for_all(cast: Cast, definition: FormDefinition) -> None:
    for _number in range(3):
        sent(definition, cast)

    rehearsed(cast, working(cast, definition, form_of(*ASKED)))

    assert AuditEntry.objects.get(event="form.rehearsed").facts == {"number": 2, "sendings": 3}
    assert AccessEntry.objects.get().reason == "kokeilu, 3 lähetystä"


def test_more_than_twenty_go_in_rounds_and_a_second_run_changes_nothing(cast: Cast, definition: FormDefinition) -> None:
    for _number in range(23):
        sent(definition, cast)
    version = working(cast, definition, form_of(*ASKED[1:]))
    rehearsal = start_rehearsal(version.pk, actor=cast.editor.actor, wanted=50)

    assert continue_rehearsal(rehearsal.pk, actor=SYSTEM_CLOCK)
    rehearse(rehearsal.pk)
    rehearse(rehearsal.pk)

    rehearsal.refresh_from_db()
    assert (rehearsal.done, len(rehearsal.result)) == (23, 23)
    assert summary_of(rehearsal.result) == [("dropped", "name", 23), ("fee", "", 23)]


def test_a_rehearsal_that_nobody_was_called_for_is_swept_up(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast)
    version = working(cast, definition, form_of(*ASKED[1:]))
    old, fresh = (start_rehearsal(version.pk, actor=cast.editor.actor) for _number in range(2))
    Rehearsal.objects.filter(pk=old.pk).update(started_at=clock.now() - dt.timedelta(minutes=5))

    assert rehearse_waiting() == 1

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (bool(old.finished_at), fresh.finished_at) == (True, None)


def test_never_more_than_two_hundred(cast: Cast, definition: FormDefinition) -> None:
    version = working(cast, definition, form_of(*ASKED[1:]))

    assert start_rehearsal(version.pk, actor=cast.editor.actor, wanted=5000).wanted == 200


def test_what_is_sent_after_the_start_is_left_out(cast: Cast, definition: FormDefinition) -> None:
    version = working(cast, definition, form_of(*ASKED[1:]))
    rehearsal = start_rehearsal(version.pk, actor=cast.editor.actor)
    Submission.objects.filter(pk=sent(definition, cast).pk).update(sent_at=clock.now() + dt.timedelta(hours=1))

    continue_rehearsal(rehearsal.pk, actor=SYSTEM_CLOCK)

    rehearsal.refresh_from_db()
    assert rehearsal.done == 0


@pytest.mark.parametrize("role", ["visitor", "resident", "handler", "auditor", "clerk"])
def test_others_cannot_rehearse(cast: Cast, definition: FormDefinition, role: str) -> None:
    version = working(cast, definition, form_of(*ASKED[1:]))

    with pytest.raises(PermissionDenied):
        start_rehearsal(version.pk, actor=cast.member(role).actor)


# ---- the page


def begin(cast: Cast, wanted: int = 20) -> str:
    url = reverse("admin:eforms_formdefinition_trial", args=["kaivulupa"])
    return str(cast.editor.client().post(url, {"wanted": wanted}).headers["Location"])


def test_editor_sees_counts_but_no_references(cast: Cast, definition: FormDefinition) -> None:
    reference = sent(definition, cast).case.reference
    working(cast, definition, form_of(*ASKED[1:]))

    page = cast.editor.client().get(begin(cast)).content.decode()

    assert "vastausta ei enää kysyttäisi" in page
    assert "Vaihe Eka, kysymys ”Name”" in page
    assert "Lisäksi 1 asia, jota et käsittele." in page
    assert reference not in page


def test_who_handles_the_case_sees_its_reference(cast: Cast, definition: FormDefinition) -> None:
    assert cast.editor.user
    reference = sent(definition, cast).case.reference
    cast.editor.user.role_grants.create(role="handler", unit=cast.unit)
    working(cast, definition, form_of(*ASKED[1:]))

    assert reference in cast.editor.client().get(begin(cast)).content.decode()


def test_result_of_an_older_revision_says_so(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast)
    version = working(cast, definition, form_of(*ASKED[1:]))
    address = begin(cast)
    change_version(version.pk, actor=cast.editor.actor, revision=1, change=lambda old: old | {"minutes": 4})

    assert "muutettu tämän kokeilun jälkeen" in cast.editor.client().get(address).content.decode()


def test_page_asks_as_much_for_twenty_as_for_one(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast)
    working(cast, definition, form_of(*ASKED[1:]))
    client, one = cast.editor.client(), begin(cast)
    client.get(one)
    few = count_queries(lambda: client.get(one))
    for _number in range(19):
        sent(definition, cast)
    many = begin(cast)

    assert count_queries(lambda: client.get(many)) == few
