# SPDX-License-Identifier: EUPL-1.2
"""What the city knows already, each value with its source, so that nobody types it again or wonders where it came from.

A definition names a source: {"key": "phone", "type": "phone", "prefill": "person.phone"}. Register data may be locked;
it is, when it really came from the register. Contact data stays the person's own to change.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, Person
from portal.common import clock
from services.eforms.engine.definition import Form, Question
from services.eforms.engine.fields import KINDS, kind_of
from services.eforms.engine.situation import Situation

REGISTER, PROFILE, ORGANISATION, LINK = "register", "profile", "organisation", "link"

# As in "Haettu väestötietojärjestelmästä".
SOURCE_NAMES = {
    REGISTER: _("väestötietojärjestelmästä"),
    PROFILE: _("omista tiedoistasi"),
    ORGANISATION: _("järjestön tai yrityksen tiedoista"),
    LINK: _("linkistä"),
}


@dataclass(frozen=True, slots=True)
class Known:
    value: Any
    source: str


def _address(owner: Person | Organisation) -> tuple[str, str, str] | None:
    return (owner.street_address, owner.postal_code, owner.post_office) if owner.street_address else None


def _open_address(person: Person) -> tuple[str, str, str] | None:
    """A forbidden address is never filled in for others to see (act 661/2009 36 §)."""
    return None if person.non_disclosure else _address(person)


def _full_name(person: Person) -> str:
    return f"{person.given_names} {person.surname}".strip()


PERSON_REGISTER: dict[str, Callable[[Person], Any]] = {
    "person.name": _full_name,
    "person.birth_date": lambda person: person.birth_date,
    "person.hetu": lambda person: person.hetu,
    "person.address": _open_address,
}
PERSON_CONTACT: dict[str, Callable[[Person], Any]] = {
    "person.email": lambda person: person.email,
    "person.phone": lambda person: person.phone,
}
ORGANISATION_DATA: dict[str, Callable[[Organisation], Any]] = {
    "organisation.name": lambda organisation: organisation.name,
    "organisation.business_id": lambda organisation: organisation.business_id,
    "organisation.email": lambda organisation: organisation.email,
    "organisation.address": _address,
    # The answer to "for whom?" of one who already acts for an organisation; an option must have this value.
    "organisation.acting": lambda _organisation: "company",
}
SOURCES = {*PERSON_REGISTER, *PERSON_CONTACT, *ORGANISATION_DATA}


@dataclass(frozen=True, slots=True)
class Sources:
    """Whose data fills the form."""

    applicant: Person | None = None
    organisation: Organisation | None = None
    child: Person | None = None
    query: Mapping[str, str] | None = None
    # What the session may show: register data to the strongly identified and to the clerk who has the person's card
    # open anyway; the identity code to the strongly identified alone.
    is_identified: bool = False
    is_at_desk: bool = False

    def known(self, question: Question) -> Known | None:
        found = self._linked(question) or self._chosen(question) or self._looked_up(question.prefill)
        return found if found and found.value else None

    def _linked(self, question: Question) -> Known | None:
        value = (self.query or {}).get(question.key) if question.from_query else None
        return Known(value[:200], LINK) if value else None

    def _chosen(self, question: Question) -> Known | None:
        """Whom one acts for is already told, so the form does not ask again."""
        if question.type == "child" and self.child:
            return Known(str(self.child.public_id), PROFILE)
        if question.type == "organisation" and self.organisation:
            return Known(self.organisation.business_id, ORGANISATION)
        return None

    def _looked_up(self, name: str) -> Known | None:
        if self.applicant and name in PERSON_REGISTER:
            if not self._may_show(name):
                return None
            is_register = self.applicant.source == Person.Source.REGISTER
            return Known(PERSON_REGISTER[name](self.applicant), REGISTER if is_register else PROFILE)
        if self.applicant and name in PERSON_CONTACT:
            return Known(PERSON_CONTACT[name](self.applicant), PROFILE)
        if self.organisation and name in ORGANISATION_DATA:
            return Known(ORGANISATION_DATA[name](self.organisation), ORGANISATION)
        return None

    def _may_show(self, name: str) -> bool:
        """A password alone does not open the register; the name stands in the page's header as it is."""
        if name == "person.hetu":
            return self.is_identified
        return self.is_identified or self.is_at_desk or name == "person.name"


def prefill(form: Form, sources: Sources) -> tuple[dict[str, Any], dict[str, Any]]:
    """(answers, provenance) to begin with. Provenance by input: source, time, the value as it was, locked or not."""
    answers: dict[str, Any] = {}
    provenance: dict[str, Any] = {}
    at = clock.now().isoformat(timespec="seconds")
    situation = Situation(applicant=sources.applicant)
    for question in form.questions.values():
        if known := sources.known(question):
            locked = question.locked and known.source == REGISTER
            for name, text in kind_of(question, situation).typed(known.value).items():
                answers[name] = text
                provenance[name] = {"source": known.source, "at": at, "original": text, "locked": locked}
    return answers, provenance


def source_problem(name: str, kind: str) -> str:
    """Why a definition may not prefill a question of this type from this source, or nothing."""
    if name not in SOURCES:
        return f"must be one of {', '.join(sorted(SOURCES))}"
    is_address = name.endswith(".address")
    if is_address != (kind == "address"):
        return "an address fills a question of the type address, and nothing else does"
    return "" if kind in KINDS else "unknown type"


def changed(answers: Mapping[str, Any], provenance: Mapping[str, Any], names: Iterator[str]) -> str:
    """What the prefilled answer was before the person changed it, or nothing."""
    known = [(name, provenance[name]) for name in names if name in provenance]
    if all(answers.get(name) == entry["original"] for name, entry in known):
        return ""
    return ", ".join(str(entry["original"]) for _name, entry in known)
