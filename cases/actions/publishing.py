# SPDX-License-Identifier: EUPL-1.2
"""The public version of a decision and its time on the public list (Kuntalaki 410/2015 140 §)."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.actions.opening import NewDocument, attach
from cases.letters import render_public_version
from cases.locking import lock_case
from cases.models import Case, Decision, Document, Publication, PublicVersion
from cases.models.acted import acted
from cases.permissions import can_handle_case, can_publish_decision
from cases.publishing.redaction import Ground, Mark, found_personal, is_in, marks_of, public_words
from cases.remedies import remedy_last_day
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require
from services.catalogue import stamp

KNOWN_AFTER_DAYS = 7


@transaction.atomic
def make_public_version(decision_id: int, *, actor: Actor, marks: Sequence[Mark]) -> PublicVersion:
    """Keep what everybody may read of the decision, with its PDF. Publishes nothing yet.

    Raises ValidationError when a mark is not in the decision, or what is secret would be shown for a while.
    """
    decision = _decision(decision_id)
    require(condition=can_handle_case(actor, decision.case), verb="make_public_version")
    _check(decision, marks)
    version = _version(decision, marks, shown=[mark for mark in marks if not mark.waits], actor=actor)
    record("case.public_version_made", about=decision.case, by=actor, section=decision.section, marks=len(marks))
    return version


@transaction.atomic
def publish_decision(decision_id: int, *, actor: Actor) -> Publication:
    """Put the latest public version on the public list for the appeal period; another version takes its place.

    The members of the municipality are deemed to know of it on the seventh day. Raises ValidationError when the
    parties have not been served or there is nothing to publish.
    """
    decision = _decision(decision_id)
    require(condition=can_publish_decision(actor, decision.case), verb="publish_decision")
    version = decision.public_versions.last()
    if version is None:
        raise ValidationError(_("Tee ensin päätöksen julkinen versio."))
    if not decision.services.exists():
        raise ValidationError(_("Anna päätös ensin tiedoksi asianosaisille."))
    if Publication.objects.filter(decision=decision, ends_on__lt=clock.today()).exists():
        raise ValidationError(_("Muutoksenhakuaika on päättynyt, joten päätöstä ei voi enää julkaista."))
    publication = _publication(decision, version, actor)
    record("case.published", about=decision.case, by=actor, section=decision.section, ends_on=str(publication.ends_on))
    stamp.bump()
    return publication


@transaction.atomic
def withdraw_publication(decision_id: int, *, actor: Actor, reason: str) -> None:
    """Take the decision off the public list at once. Doing it twice changes nothing."""
    decision = _decision(decision_id)
    require(condition=can_handle_case(actor, decision.case), verb="withdraw_publication")
    changed = Publication.objects.public().filter(decision=decision)
    if changed.update(withdrawn_at=clock.now(), withdrawal_reason=reason):
        record("case.unpublished", about=decision.case, by=actor, section=decision.section)
        stamp.bump()


@transaction.atomic
def clean_publication(publication_id: int, *, actor: Actor) -> bool:
    """When the appeal period is over, leave a version without personal data: the law asks for it (KuntaL 140 §), so
    what the machine finds goes too, whatever the handler chose."""
    publication = Publication.objects.to_clean(clock.today()).locked(publication_id)
    if publication is None:
        return False
    decision = _decision(publication.decision_id)
    marks = [mark._replace(waits=False) for mark in marks_of(publication.version)]
    known = {mark.text for mark in marks}
    marks += [mark for mark in found_personal(decision) if mark.text not in known]
    if marks != marks_of(publication.version):
        publication.version = _version(decision, marks, shown=marks, actor=actor)
    publication.cleaned_at = clock.now()
    publication.save(update_fields=["version", "cleaned_at"])
    record("case.publication_cleaned", about=decision.case, by=actor, section=decision.section)
    stamp.bump()
    return True


def _decision(decision_id: int) -> Decision:
    """The decision; its case is ours until the transaction ends."""
    decision = Decision.objects.select_related("unit", "corrects").get(pk=decision_id)
    decision.case = lock_case(decision.case_id)
    return decision


def _check(decision: Decision, marks: Sequence[Mark]) -> None:
    strange = [mark.text for mark in marks if not is_in(decision, mark.text)]
    if strange:
        raise ValidationError(_("Päätöksessä ei ole kohtaa: %(text)s") % {"text": "; ".join(strange)})
    if any(mark.waits and mark.ground != Ground.NEEDLESS for mark in marks):
        raise ValidationError(_("Salassa pidettävää kohtaa ei voi näyttää muutoksenhakuajanakaan."))


def _version(decision: Decision, marks: Sequence[Mark], *, shown: Sequence[Mark], actor: Actor) -> PublicVersion:
    """`shown`: the marks that hide something now."""
    case = decision.case
    with override(case.language):
        words = public_words(decision, shown)
        name = _("Päätöksen julkinen versio %(reference)s.pdf") % {"reference": case.reference}
    pdf = render_public_version(decision, words, case.language)
    words.pop("correction_reason")
    return PublicVersion.objects.create(
        decision=decision,
        marks=[mark._asdict() for mark in marks],
        document=_kept(case, name, pdf, actor),
        **words,
        **acted(actor),
    )


def _kept(case: Case, name: str, pdf: bytes, actor: Actor) -> Document:
    file = NewDocument(name, ContentFile(pdf), "application/pdf", len(pdf), hashlib.sha256(pdf).hexdigest())
    return attach(case, file, actor=actor, kind=Document.Kind.PUBLIC_VERSION)


def _publication(decision: Decision, version: PublicVersion, actor: Actor) -> Publication:
    """A new version of what is already public keeps the days: the period runs from the first time."""
    known_on = clock.today() + dt.timedelta(days=KNOWN_AFTER_DAYS)
    days = {"known_on": known_on, "ends_on": _last_day(decision, known_on), "published_at": clock.now()}
    again = {"version": version, "withdrawn_at": None, "withdrawal_reason": "", "cleaned_at": None}
    publication, _created = Publication.objects.update_or_create(
        decision=decision, defaults=again, create_defaults={"version": version, **days, **acted(actor)}
    )
    return publication


def _last_day(decision: Decision, known_on: dt.date) -> dt.date:
    """The last day for the members of the municipality or for the party served last, whichever is later."""
    served = decision.services.all()
    days: list[dt.date] = [service.remedy_last_day or service.deemed_on for service in served]
    return max([*days, remedy_last_day(decision.remedy_kind, known_on) or known_on])
