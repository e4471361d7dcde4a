# SPDX-License-Identifier: EUPL-1.2
"""What the handler sees of what was asked and what came."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile

from cases.checklist import Checklist, State, checklist_of
from cases.models import Case
from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from services.eforms.actions.ending import forget_sent_draft
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, Upload
from tests.cast import Cast
from tests.factories.cases import CaseFactory
from tests.factories.eforms import PDF, DraftFactory, FormDefinitionFactory, field, form_of

pytestmark = pytest.mark.django_db

FIELDS = (
    field("name"),
    field("more", optional=True),
    field("company", "yes_no"),
    field("plan", "attachment", optional=True),
    field("drawing", "attachment", optional=True),
    field("number", show_if={"field": "company", "is": "yes"}),
)


def sent(cast: Cast, *fields: dict[str, Any], files: tuple[str, ...] = (), **answers: str) -> Case:
    version = FormDefinitionFactory(content=form_of(*fields)).current_version
    draft = DraftFactory(version=version, person=cast.resident.person, answers=answers)
    for name in files:
        upload = Upload(draft=draft, field=name, name=f"{name}.pdf", size=len(PDF), content_type="application/pdf")
        upload.file.save(str(upload.key), ContentFile(PDF))
    digest = digest_of(shown_content(draft, filling_of(draft)))
    return submit(draft.key, actor=cast.resident.actor, shown_digest=digest).case


def told(checklist: Checklist | None) -> list[tuple[str, str]]:
    assert checklist
    return [
        (str(line.label), f"{line.answered}/{line.asked}" if line.state == State.ANSWERED else line.state)
        for line in checklist.lines
    ]


def test_steps_attachments_and_what_is_missing_are_told(cast: Cast) -> None:
    case = sent(cast, *FIELDS, files=("plan",), name="Aino", company="no")

    assert told(checklist_of(case)) == [
        ("Eka", "2/3"),
        ("Plan", "attached"),
        ("Drawing", "missing"),
        ("More", "missing"),
    ]


def test_what_the_answers_brought_was_asked_too(cast: Cast) -> None:
    case = sent(cast, *FIELDS, name="Aino", company="yes", number="7", more="-")

    assert told(checklist_of(case))[0] == ("Eka", "4/4")


def test_checklist_stays_when_the_draft_has_been_forgotten(cast: Cast) -> None:
    case = sent(cast, *FIELDS, files=("plan",), name="Aino", company="no")
    Draft.objects.update(expires_at=clock.now() - dt.timedelta(days=1))

    forgotten = forget_sent_draft(case.submission.draft.key, actor=SYSTEM_CLOCK)

    assert forgotten
    assert ("Plan", "attached") in told(checklist_of(Case.objects.get(pk=case.pk)))


def test_case_that_no_form_opened_has_none() -> None:
    assert checklist_of(CaseFactory()) is None


def test_association_of_no_registered_right_is_told(cast: Cast) -> None:
    association = field("association", "organisation", other=True)

    case = sent(cast, association, association="other")

    checklist = checklist_of(case)
    assert checklist
    assert [str(label) for label in checklist.unchecked] == ["Association"]


def test_association_of_a_registered_right_is_not_told(cast: Cast) -> None:
    association = field("association", "organisation", other=True)
    version = FormDefinitionFactory(content=form_of(association)).current_version
    answers = {"association": cast.association.business_id}
    draft = DraftFactory(version=version, person=cast.agent.person, answers=answers)
    digest = digest_of(shown_content(draft, filling_of(draft)))

    case = submit(draft.key, actor=cast.agent.actor, shown_digest=digest).case

    checklist = checklist_of(case)
    assert checklist
    assert not checklist.unchecked


def test_handler_sees_both_in_the_workspace(cast: Cast) -> None:
    association = field("association", "organisation", other=True)
    case = sent(cast, association, *FIELDS, association="other", name="Aino", company="no")
    Case.objects.filter(pk=case.pk).update(unit=cast.unit)

    page = cast.handler.client().get(f"/admin/cases/case/{case.reference}/").content.decode()

    assert "Edustusoikeutta ei ole tarkistettu" in page
    assert "Vastaukset ja liitteet" in page
    assert "3/4 vastattu" in page
