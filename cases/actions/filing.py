# SPDX-License-Identifier: EUPL-1.2
"""Another system sends a matter of its own customer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases.actions.opening import NewDocument, NewParty, open_case
from cases.models import Case, CaseType, CaseTypeVersion, ExternalSystem, Party
from cases.types.publishing import version_for
from cases.types.terms import Terms
from portal.accounts.actors import Actor
from portal.accounts.models import Organisation, Person
from portal.audit.log import record
from portal.common.hetu import birth_date, clean_hetu
from portal.common.workflow import require


@dataclass(frozen=True, slots=True)
class FiledParty:
    """As the system tells of it. `hetu` and `business_id` only of a system that identifies its customers."""

    role: str
    name: str
    hetu: str = ""
    business_id: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """`meets`: the Finnish name of the document that the case type requires, when this is it."""

    document: NewDocument
    meets: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    case_type: str
    parties: Sequence[FiledParty]
    content: list[dict[str, Any]]
    documents: Sequence[FiledDocument] = ()
    language: str = "fi"
    summary: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def file_case(filing: Filing, *, actor: Actor, key: str) -> Case:
    """Open a case for the customer of the system. Idempotent by the system's own key of the filing.

    Raises PermissionDenied for a case type that the system, or this way, may not open, and for identity codes of a
    system that does not identify people; ValidationError, by JSON Pointer, for what is missing.
    """
    system = ExternalSystem.objects.filter(pk=actor.external_system or 0, is_active=True).first()
    case_type = system.case_types.filter(code=filing.case_type, is_active=True).first() if system else None
    if system is None or case_type is None:
        raise PermissionDenied("file_case")
    _require_complete(filing, version_for(case_type).terms)
    return open_case(
        actor=actor,
        case_type=case_type,
        content=filing.content,
        parties=[_party(party, place, system, actor=actor) for place, party in enumerate(filing.parties)],
        documents=[one.document for one in filing.documents],
        key=uuid.uuid5(system.public_id, key),
        language=filing.language,
        contact_email=filing.email,
        contact_phone=filing.phone,
        summary=filing.summary,
    )


def openable(*, actor: Actor) -> list[CaseTypeVersion]:
    """The kinds of matter that the system may open now, each by its newest version. Two queries, however many."""
    published = CaseTypeVersion.objects.filter(published_at__isnull=False).order_by("published_at", "number")
    mine = CaseType.objects.filter(systems=actor.external_system, is_active=True).select_related("unit")
    versions = [_newest(one) for one in mine.prefetch_related(Prefetch("versions", published))]
    return [version for version in versions if actor.channel in version.terms.channels]


def _newest(case_type: CaseType) -> CaseTypeVersion:
    """A type that was made before types had versions gets its first one."""
    published = list(case_type.versions.all())
    return published[-1] if published else version_for(case_type)


def _require_complete(filing: Filing, terms: Terms) -> None:
    errors = {}
    if not terms.allows_anonymous and not any(party.role == Party.Role.APPLICANT for party in filing.parties):
        errors["/parties"] = _("Kerro hakija.")
    given = {one.meets for one in filing.documents}
    missing = [one.name for one in terms.documents if one.is_required and one.name["fi"] not in given]
    if missing:
        errors["/documents"] = _("Puuttuu: %(names)s.") % {"names": ", ".join(map(str, missing))}
    if errors:
        raise ValidationError(errors)


def _party(told: FiledParty, place: int, system: ExternalSystem, *, actor: Actor) -> NewParty:
    """Shown to us under the name that the system gave: it learns nothing of whom it names."""
    require(condition=system.vouches_for_people or not (told.hetu or told.business_id), verb="vouch")
    try:
        person = _person(told, actor=actor) if told.hetu else None
    except ValidationError as error:
        raise ValidationError({f"/parties/{place}/personal_identity_code": error.messages}) from error
    known = Organisation.objects.filter(business_id=told.business_id).first() if told.business_id else None
    return NewParty(
        role=told.role,
        person=person,
        organisation=None if person else known,
        name=told.name,
        email=told.email,
        phone=told.phone,
    )


def _person(told: FiledParty, *, actor: Actor) -> Person:
    """Whom the code names; somebody new to us finds the matter when they sign in for the first time."""
    code = clean_hetu(told.hetu)
    known: Person | None = Person.objects.with_hetu(code).first()
    if known:
        return known
    given, _space, surname = told.name.rpartition(" ")
    person = Person(given_names=given, call_name=given.split(" ")[0], surname=surname, birth_date=birth_date(code))
    person.set_hetu(code)
    person.save()
    record("customer.registered", about=person, by=actor, person=person, has_hetu=True)
    return person
