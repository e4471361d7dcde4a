# SPDX-License-Identifier: EUPL-1.2
"""A filing arrives: the case is pending from this moment, and who sent it is told so at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import IntegrityError, transaction

from cases.automation.waking import wake_rules
from cases.models import Case, CaseType, Document, Party, Rule, StatusChange
from cases.models.acted import acted
from cases.notifications import plain_day, tell_parties
from cases.numbering import new_reference
from cases.types.publishing import version_for
from cases.types.routing import receiver_of
from cases.types.terms import Terms
from cases.workflow import Status
from portal.accounts.actors import Actor
from portal.accounts.models import Organisation, Person, Unit
from portal.audit.log import record
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.common.legal_clocks import last_day
from portal.common.prepared import Prepared
from portal.common.references import new_tracking_code
from portal.common.workflow import require

FILED = Prepared(lambda key: Case.objects.filter(key=key).order_by()[:1])


@dataclass(frozen=True, slots=True)
class NewParty:
    """`role` is one of Party.Role. Without person and organisation the party is known by name and address only."""

    role: str
    person: Person | None = None
    organisation: Organisation | None = None
    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_known(self) -> bool:
        return self.person is not None or self.organisation is not None

    @property
    def display_name(self) -> str:
        return self.name or str(self.organisation or self.person or "")


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A file that has passed `portal.common.files.check_upload`."""

    name: str
    file: File[bytes]
    content_type: str
    size: int
    sha256: str


@transaction.atomic
def open_case(  # noqa: PLR0913 a filing is one thing, kept whole
    *,
    actor: Actor,
    case_type: CaseType,
    content: list[dict[str, Any]],
    parties: Sequence[NewParty],
    documents: Sequence[NewDocument],
    key: UUID,
    language: str = "fi",
    contact_email: str = "",
    contact_phone: str = "",
    summary: str = "",
    unit: Unit | None = None,
    acknowledges: bool = True,
) -> Case:
    """Open a case and acknowledge it (13/2003 12 §). Idempotent by `key`: the same filing is one case.

    Who sends several at once is told of them together; then the caller acknowledges.

    Who receives it, by when it is promised and what else holds is told by the newest version of the case type, which
    the case then keeps. A unit that is named receives it instead.

    What another system sends through the interface is followed by it there. A case of nobody we know can be followed
    by `plain_tracking_code`, which is on the returned instance only this once; the database keeps its keyed hash.
    Raises PermissionDenied when the case type does not allow anonymity or the channel.
    """
    version = version_for(case_type)
    terms = version.terms
    _require_channel(terms, actor)
    code = "" if any(party.is_known for party in parties) else _tracking_code(terms, actor)
    arrived_at = clock.now()
    facts = {
        "case_type": case_type,
        "type_version": version,
        "unit": unit or receiver_of(terms, content, case_type.unit),
        "detail": _detail(parties)[:160],
        "summary": summary[:300],
        "content": content,
        "applicant_name": _applicant_name(parties)[:160],
        "contact_email": contact_email,
        "contact_phone": contact_phone,
        "language": language,
        "opened_by_id": actor.external_system,
        "tracking_hash": keyed_hash(code) if code else "",
        "received_at": arrived_at,
        "last_event_at": arrived_at,
        "due_on": last_day(clock.today(), terms.promise_days),
        **acted(actor),
    }
    case, created = _get_or_create(key, facts)
    if not created:
        return case
    case.plain_tracking_code = code
    _write_parties(case, parties)
    for document in documents:
        attach(case, document, actor=actor, kind=Document.Kind.ATTACHMENT)
    StatusChange.objects.create(case=case, verb="open", target=Status.RECEIVED, **acted(actor))
    record("case.received", about=case, by=actor, person=_person_of(parties), case_type=case_type.code)
    if acknowledges:
        tell_parties(case, "case.received", due=plain_day(case.due_on) if case.due_on else "")
    wake_rules(case, Rule.Trigger.OPENED)
    return case


def _require_channel(terms: Terms, actor: Actor) -> None:
    """What the system itself opens comes by no channel."""
    require(condition=actor.is_system or actor.channel in terms.channels, verb="channel")


def _get_or_create(key: UUID, facts: dict[str, Any]) -> tuple[Case, bool]:
    """Of two simultaneous openings the later one waits for the unique key and gets the first one's case."""
    existing = FILED.first(key)
    if existing:
        return existing, False
    try:
        with transaction.atomic():
            return Case.objects.create(key=key, reference=new_reference(clock.today().year), **facts), True
    except IntegrityError:
        faster = FILED.first(key)
        if faster is None:
            raise
        return faster, False


def attach(case: Case, document: NewDocument, *, actor: Actor, kind: Document.Kind, **parents: Any) -> Document:
    """Keep a file with the case, as secret as its kind of case is. Part of an action, never one alone."""
    row = Document(
        case=case,
        kind=kind,
        name=document.name[:160],
        content_type=document.content_type,
        size=document.size,
        sha256=document.sha256,
        publicity=case.case_type.publicity,
        secrecy_ground=case.case_type.secrecy_ground,
        **acted(actor),
        **parents,
    )
    row.file.save(document.name, document.file, save=False)
    row.save()
    return row


def _tracking_code(terms: Terms, actor: Actor) -> str:
    """Another system answers for whose matter it sends, known to us or not."""
    if not terms.allows_anonymous and actor.external_system is None:
        raise PermissionDenied("anonymous")
    return new_tracking_code()


def _write_parties(case: Case, parties: Sequence[NewParty]) -> None:
    Party.objects.bulk_create(
        Party(
            case=case,
            role=party.role,
            person=party.person,
            organisation=party.organisation,
            name=party.display_name[:160],
            email=party.email,
            phone=party.phone,
        )
        for party in parties
    )


def _of_role(parties: Sequence[NewParty], role: str) -> NewParty | None:
    return next((party for party in parties if party.role == role), None)


def _applicant_name(parties: Sequence[NewParty]) -> str:
    applicant = _of_role(parties, Party.Role.APPLICANT)
    return applicant.display_name if applicant else ""


def _detail(parties: Sequence[NewParty]) -> str:
    beneficiary = _of_role(parties, Party.Role.BENEFICIARY)
    return beneficiary.display_name if beneficiary else ""


def _person_of(parties: Sequence[NewParty]) -> Person | None:
    return next((party.person for party in parties if party.person), None)
