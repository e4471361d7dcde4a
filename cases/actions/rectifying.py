# SPDX-License-Identifier: EUPL-1.2
"""Asking for rectification of a decision: a case of its own, linked to the first (Hallintolaki 49 a-g §, Kuntalaki
410/2015 134-140 §)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from cases.actions.opening import NewDocument, NewParty, open_case
from cases.locking import lock_case
from cases.models import Case, CaseLink, CaseType, Decision, Party
from cases.models.acted import acted
from cases.notifications import tell_office, tell_others
from cases.permissions import can_contest_decision
from cases.remedies import REMEDIES, RemedyKind, is_timely
from cases.workflow import Status, Verb
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed, move, require

# After the appeal period too: then the rectification is late, and it is decided that it is.
MAY_BE_CONTESTED = (Status.SERVED, Status.RECTIFICATION_PENDING, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is demanded and why. Of a paper that staff write down: whose it is (a party, or a name) and its arrival."""

    demand: str
    grounds: str
    documents: Sequence[NewDocument] = ()
    party: Party | None = None
    name: str = ""
    arrived_at: dt.datetime | None = None


@transaction.atomic
def contest_decision(case_id: int, *, actor: Actor, claim: Claim) -> Case:
    """Open a rectification of the newest served decision. Idempotent: one of each decision for each who asks.

    In time, it takes the first case to rectification_pending; a late one is opened too, as the authority must decide
    that it came late. Raises ValidationError when the decision has no such remedy.
    """
    case = lock_case(case_id)
    require(condition=can_contest_decision(actor, case), verb=Verb.CONTEST)
    if case.status not in MAY_BE_CONTESTED:
        raise TransitionNotAllowed(case, Verb.CONTEST)
    decision = _decision_of(case)
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"rectification:{decision.pk}:{_who(actor, claim)}")
    earlier: Case | None = Case.objects.filter(key=key).first()
    if earlier:
        return earlier
    arrived_at = claim.arrived_at or clock.now()
    timely = is_timely(arrived_at, [one.remedy_last_day for one in decision.services.filter(lapsed_at=None)])
    if timely and case.status == Status.SERVED:
        move(case, Verb.CONTEST, actor=actor)
    asked = _open(case, decision, claim, actor=actor, key=key)
    asked.received_at = arrived_at
    asked.save(update_fields=["received_at"])
    CaseLink.objects.create(
        case=asked,
        target=case,
        kind=CaseLink.Kind.RECTIFIES,
        decision=decision,
        is_timely=timely,
        **acted(actor),
    )
    record("case.contested", about=case, by=actor, rectification=asked.reference, timely=timely)
    tell_office(asked, "case.contested_office")
    tell_others(case, "case.contested")
    return asked


def _decision_of(case: Case) -> Decision:
    decision: Decision | None = case.decisions.filter(services__isnull=False).order_by("pk").last()
    if decision is None or not REMEDIES[RemedyKind(decision.remedy_kind)].is_rectification:
        raise ValidationError(_("Tästä päätöksestä ei voi vaatia oikaisua. Lue ohje päätöksen lopusta."))
    return decision


def _who(actor: Actor, claim: Claim) -> str:
    if claim.party:
        return f"party:{claim.party.pk}"
    if claim.name:
        return f"name:{claim.name.casefold()}"
    if actor.organisation:
        return f"organisation:{actor.organisation.pk}"
    return f"person:{actor.customer.pk}" if actor.customer else "tracked"


def _open(case: Case, decision: Decision, claim: Claim, *, actor: Actor, key: uuid.UUID) -> Case:
    return open_case(
        actor=actor,
        case_type=_case_type(case.case_type, decision),
        content=_content(case, decision, claim),
        parties=[_party(case, claim, actor)],
        documents=claim.documents,
        key=key,
        language=case.language,
        contact_email="" if claim.name else case.contact_email,
        summary=claim.demand[:300],
        unit=decision.unit,
    )


def _party(case: Case, claim: Claim, actor: Actor) -> NewParty:
    if claim.party:
        known = {name: getattr(claim.party, name) for name in ("person", "organisation", "name", "email", "phone")}
        return NewParty(Party.Role.APPLICANT, **known)
    if claim.name:
        return NewParty(Party.Role.APPLICANT, name=claim.name)
    if actor.organisation:
        return NewParty(Party.Role.APPLICANT, organisation=actor.organisation)
    if actor.customer:
        return NewParty(Party.Role.APPLICANT, person=actor.customer)
    return NewParty(Party.Role.APPLICANT, name=case.applicant_name, email=case.contact_email)


def _content(case: Case, decision: Decision, claim: Claim) -> list[dict[str, Any]]:
    rows = (
        ("decision", noop("Päätös, josta vaaditaan oikaisua"), f"{decision.section}, {case.reference}"),
        ("demand", noop("Mitä pitäisi muuttaa"), claim.demand),
        ("grounds", noop("Perustelut"), claim.grounds),
    )
    return [
        {
            "title": _in_all_languages(noop("Oikaisuvaatimus")),
            "rows": [
                {"key": key, "label": _in_all_languages(label), "value": value, "source": ""}
                for key, label, value in rows
            ],
        }
    ]


def _case_type(first: CaseType, decision: Decision) -> CaseType:
    """The kind of case for rectifications of such matters, made when first needed: as secret as the first, and kept as
    long. The main user edits it as any other."""
    remedy = RemedyKind(decision.remedy_kind)
    next_remedy = (
        RemedyKind.MUNICIPAL_APPEAL
        if remedy == RemedyKind.RECTIFICATION_MUNICIPAL
        else RemedyKind.ADMINISTRATIVE_APPEAL
    )
    words = _in_all_languages(noop("Oikaisuvaatimus"))
    facts = {
        "name": {code: f"{word}: {_named(first, code)}" for code, word in words.items()},
        "unit": first.unit,
        "icon": "ArrowUndo",
        "remedy_kind": next_remedy,
        "law_sections": REMEDIES[remedy].law,
        "publicity": first.publicity,
        "secrecy_ground": first.secrecy_ground,
        "retention_years": first.retention_years,
        # A claim on paper may be of somebody whom the registers do not know.
        "allows_anonymous": True,
    }
    return CaseType.objects.get_or_create(code=f"oikaisu-{first.code}"[:80], defaults=facts)[0]


def _named(case_type: CaseType, language: str) -> str:
    with override(language):
        return str(case_type)


def _in(language: str, msgid: str) -> str:
    with override(language):
        return _(msgid)


def _in_all_languages(msgid: str) -> dict[str, str]:
    return {code: _in(code, msgid) for code, _name in settings.LANGUAGES}
