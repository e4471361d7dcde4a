# SPDX-License-Identifier: EUPL-1.2
"""When a known answer is wrong: tell the handler of it, or fetch it again after it was corrected where it is kept."""

from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from services.eforms.actions.signing import let_signatures_fall
from services.eforms.drafts import open_for_change, require_step
from services.eforms.engine.prefill import known_answer
from services.eforms.engine.situation import Situation
from services.eforms.filling import applicant_of, sources_for
from services.eforms.models import Draft

LONGEST_REMARK = 500


@transaction.atomic
def remark_on(key: UUID, question: str, *, actor: Actor, text: str) -> Draft:
    """Keep what is wrong in the answer to the question; an empty text takes the remark away. Raises AlreadySent."""
    draft = open_for_change(key, actor)
    require_step(draft, actor, question)
    let_signatures_fall(draft, actor=actor)
    rest = {name: remark for name, remark in draft.remarks.items() if name != question}
    draft.remarks = rest | ({question: text.strip()[:LONGEST_REMARK]} if text.strip() else {})
    draft.saved_at = clock.now()
    draft.save(update_fields=["remarks", "saved_at"])
    record("draft.remarked", about=draft, by=actor, person=draft.customer, question=question)
    return draft


@transaction.atomic
def fetch_again(key: UUID, question: str, *, actor: Actor) -> Draft:
    """The answer as the city knows it now. Nothing happens when it is not known any more. Raises AlreadySent."""
    draft = open_for_change(key, actor)
    require_step(draft, actor, question)
    let_signatures_fall(draft, actor=actor)
    asked = draft.version.form.questions[question]
    answers, provenance = known_answer(asked, sources_for(draft, actor), Situation(applicant=applicant_of(draft)))
    draft.answers, draft.provenance = draft.answers | answers, draft.provenance | provenance
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "provenance", "revision", "saved_at"])
    record("draft.fetched_again", about=draft, by=actor, person=draft.customer, question=question)
    return draft
