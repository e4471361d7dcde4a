# SPDX-License-Identifier: EUPL-1.2
"""Send a draft: the whole is checked again, and a case is open when this returns."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from cases.actions.linking import link_renewed
from cases.actions.opening import NewDocument, open_case
from cases.models import Case
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require
from portal.notifications.tasks import enqueue
from services.eforms.engine.content import digest_of, summary_of, unit_code
from services.eforms.engine.steps import Filling
from services.eforms.filling import acting, contact_of, filling_of, parties_of, shown_content
from services.eforms.models import Draft, FormDefinition, Submission
from services.eforms.permissions import can_own_draft
from services.eforms.rules import FormRefused, form_refusal
from services.eforms.sharing import tell_those_along
from services.eforms.signatures import require_signatures
from services.eforms.tasks import make_copy
from services.eforms.trail import keep_figures


class NotComplete(Exception):
    """Something is missing or wrong; the review page tells what."""


class ChangedSinceShown(Exception):
    """The answers are not those that the person looked over: another window has changed them."""


@transaction.atomic
def submit(key: UUID, *, actor: Actor, shown_digest: str, acknowledges: bool = True) -> Submission:
    """Open a case from the draft. Idempotent: a second click, the Back button and another window get the first sending.

    Without `acknowledges` the caller tells the sender that it arrived.

    Raises FormRefused (closed meanwhile, right ended), NotComplete, NotSigned, SignedSomethingElse, ChangedSinceShown.
    """
    draft: Draft = Draft.objects.locked(key)
    require(condition=can_own_draft(actor, draft), verb="submit_draft")
    if draft.submitted_at:
        return draft.submission
    # A form that closes while it is being filled is closed: the window is that of the newest version.
    newest = draft.definition.current_version.form
    if newest.quota is not None:
        _wait_in_line(draft.definition)
    if refusal := form_refusal(draft.definition, newest, actor=actor):
        raise FormRefused(refusal)
    by, filling = acting(draft, actor), filling_of(draft)
    if filling.first_incomplete:
        raise NotComplete
    require_signatures(draft, filling)
    content = shown_content(draft, filling)
    if digest_of(content) != shown_digest:
        raise ChangedSinceShown
    case = _open_case(draft, filling, content, actor=by, acknowledges=acknowledges)
    return _write_submission(draft, case, content, actor=by)


def _wait_in_line(definition: FormDefinition) -> None:
    """The last place goes to one of two who send at the same moment: the second counts after the first has sent."""
    FormDefinition.objects.select_for_update().get(pk=definition.pk)


def _open_case(
    draft: Draft, filling: Filling, content: list[dict[str, object]], *, actor: Actor, acknowledges: bool
) -> Case:
    contact = contact_of(filling)
    shown = {question.key for _step, question, _kind, _value in filling.answered()}
    return open_case(
        actor=actor,
        case_type=draft.definition.case_type,
        content=content,
        parties=parties_of(draft, filling, contact),
        documents=[
            NewDocument(upload.name, upload.file, upload.content_type, upload.size, upload.sha256)
            for upload in draft.uploads.all()
            if upload.field in shown
        ],
        key=draft.key,
        language=draft.language,
        contact_email=contact.email,
        contact_phone=contact.phone,
        summary=summary_of(filling),
        # A unit that has been closed since the form was published receives nothing: then it is the case type's.
        unit=Unit.objects.filter(code=unit_code(filling)).first(),
        acknowledges=acknowledges,
    )


def _write_submission(draft: Draft, case: Case, content: list[dict[str, object]], *, actor: Actor) -> Submission:
    now = clock.now()
    submission = Submission.objects.create(
        draft=draft,
        content=content,
        answers=draft.answers,
        language=get_language() or draft.language,
        digest=digest_of(content),
        sent_at=now,
        case=case,
        tracking_code=case.plain_tracking_code or None,
    )
    if draft.renewed_from and draft.renewed_from.case:
        link_renewed(case, actor=actor, earlier=draft.renewed_from.case)
    draft.submitted_at = now
    draft.save(update_fields=["submitted_at"])
    keep_figures(draft, sent=True)
    tell_those_along(draft)
    transaction.on_commit(lambda: enqueue(make_copy, submission.pk))
    record("draft.submitted", about=draft, by=actor, person=draft.customer, reference=case.reference)
    return submission
