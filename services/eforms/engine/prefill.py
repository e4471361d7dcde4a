# SPDX-License-Identifier: EUPL-1.2
"""What the city knows already, each value with its source, so that nobody types it again or wonders where it came from.

A definition names a source: {"key": "phone", "type": "phone", "prefill": "person.phone"}. Register data may be locked;
it is, when it really came from a register. Contact data stays the person's own to change.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, Person
from portal.common import clock
from portal.common.rules.expressions import years_between
from services.catalogue.models import Service
from services.eforms.engine.definition import Form, Question
from services.eforms.engine.fields import KINDS, kind_of
from services.eforms.engine.situation import Situation

REGISTER, PROFILE, ORGANISATION, LINK = "register", "profile", "organisation", "link"
SERVICE, EARLIER = "service", "earlier"

# As in "Haettu väestötietojärjestelmästä 24.11.2026".
SOURCE_NAMES = {
    REGISTER: _("väestötietojärjestelmästä"),
    PROFILE: _("omista tiedoistasi"),
    ORGANISATION: _("järjestön tai yrityksen tiedoista"),
    LINK: _("linkistä"),
    SERVICE: _("palvelun tiedoista"),
    EARLIER: _("viime lähetyksestäsi"),
}
EARLIER_NAMES = {
    "application": _("viime hakemuksestasi"),
    "notice": _("viime ilmoituksestasi"),
    "request": _("viime pyynnöstäsi"),
    "order": _("viime tilauksestasi"),
    "registration": _("viime ilmoittautumisestasi"),
    "consent": _("viime suostumuksestasi"),
}
# Whose keepers correct them elsewhere than in the form.
CORRECTABLE = (REGISTER, PROFILE, ORGANISATION)

# Types whose answers are given anew each time: a promise, a signature and a file belong to one sending.
GIVEN_ANEW = {"attachment", "signature", "consent", "explanation", "calculated", "stop"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one question, as it would have been typed, by input. `at`: since when it is known to hold."""

    typed: Mapping[str, Any]
    source: str
    at: dt.datetime | None = None
    is_registered: bool = False  # from a register that only its keeper corrects


def _address(owner: Person | Organisation) -> tuple[str, str, str] | None:
    return (owner.street_address, owner.postal_code, owner.post_office) if owner.street_address else None


def _open_address(person: Person) -> tuple[str, str, str] | None:
    """A forbidden address is never filled in for others to see (act 661/2009 36 §)."""
    return None if person.non_disclosure else _address(person)


def _open_municipality(person: Person) -> str:
    """The home municipality is as secret as the address (act 661/2009 36 §)."""
    return "" if person.non_disclosure else person.municipality_code


def _full_name(person: Person) -> str:
    return f"{person.given_names} {person.surname}".strip()


def _age(person: Person) -> int | None:
    return years_between(person.birth_date, clock.today()) if person.birth_date else None


PERSON_REGISTER: dict[str, Callable[[Person], Any]] = {
    "person.name": _full_name,
    "person.birth_date": lambda person: person.birth_date,
    "person.hetu": lambda person: person.hetu,
    "person.address": _open_address,
    "person.municipality": _open_municipality,
    "person.age": _age,
}
PERSON_CONTACT: dict[str, Callable[[Person], Any]] = {
    "person.email": lambda person: person.email,
    "person.phone": lambda person: person.phone,
}
# From the trade register, with the right to act for it.
ORGANISATION_REGISTER: dict[str, Callable[[Organisation], Any]] = {
    "organisation.name": lambda organisation: organisation.name,
    "organisation.business_id": lambda organisation: organisation.business_id,
}
ORGANISATION_DATA: dict[str, Callable[[Organisation], Any]] = {
    **ORGANISATION_REGISTER,
    "organisation.email": lambda organisation: organisation.email,
    "organisation.phone": lambda organisation: organisation.phone,
    "organisation.address": _address,
    # The answer to "for whom?" of one who already acts for an organisation; an option must have this value.
    "organisation.acting": lambda _organisation: "company",
}
SERVICE_DATA: dict[str, Callable[[Service], Any]] = {
    "service.name": lambda service: str(service.name),
    "service.slug": lambda service: service.slug,
    "service.kind": lambda service: service.kind,
    "service.charge": lambda service: service.charge,
}
FROM_REGISTERS = {*PERSON_REGISTER, *ORGANISATION_REGISTER}
SOURCES = {*PERSON_REGISTER, *PERSON_CONTACT, *ORGANISATION_DATA, *SERVICE_DATA} - {"person.age"}
# What a condition may look at: single values, and never the identity code.
KNOWN = {*SOURCES, "person.age"} - {"person.hetu", "person.address", "organisation.address"}
EARLIER_PREFIX = "earlier."


@dataclass(frozen=True, slots=True)
class Earlier:
    """One's own earlier sending of the same form: its questions, what was typed, which of it was sent, and when."""

    form: Form
    answers: Mapping[str, Any]
    sent_keys: frozenset[str]
    sent_at: dt.datetime

    def known(self, key: str, question: Question) -> Known | None:
        """Its answer to the question `key` for `question`; nothing when it was not sent or the type is another now."""
        old = self.form.questions.get(key)
        if old is None or key not in self.sent_keys or old.type != question.type:
            return None
        typed = {
            f"{question.key}{name[len(key) :]}": value
            for name, value in self.answers.items()
            if name == key or name.startswith(f"{key}__")
        }
        return Known(
            {name: value for name, value in typed.items() if not _is_anew(question, name)}, EARLIER, self.sent_at
        )


def _is_anew(question: Question, name: str) -> bool:
    """Whether the input is of a question inside a group's row that is asked anew each time: key__<row>__<sub…>."""
    sub = name.removeprefix(f"{question.key}__").partition("__")[2].partition("__")[0]
    return any(inner.key == sub and not is_carried(inner) for inner in question.fields)


def is_carried(question: Question) -> bool:
    """Whether last time's answer may be offered. Register data never: it is read fresh, or not known now."""
    return question.renew and question.type not in GIVEN_ANEW and question.prefill not in FROM_REGISTERS


@dataclass(frozen=True, slots=True)
class Sources:
    """Whose data fills the form. `earlier` answers only what asks for it by name, or everything when `renews`."""

    applicant: Person | None = None
    organisation: Organisation | None = None
    child: Person | None = None
    service: Service | None = None
    query: Mapping[str, str] | None = None
    earlier: Earlier | None = None
    renews: bool = False
    # What the session may show: register data to the strongly identified and to the clerk who has the person's card
    # open anyway; the identity code to the strongly identified alone.
    is_identified: bool = False
    is_at_desk: bool = False

    def known(self, question: Question, situation: Situation) -> Known | None:
        """The first of: the link, whom one acts for, the named source, last time's answer."""
        for look in (self._linked, self._chosen, partial(self._looked_up, situation=situation), self._carried):
            found = look(question)
            if found and any(found.typed.values()):
                return found
        return None

    def _linked(self, question: Question) -> Known | None:
        value = (self.query or {}).get(question.key) if question.from_query else None
        return Known({question.key: value[:200]}, LINK) if value else None

    def _chosen(self, question: Question) -> Known | None:
        """Whom one acts for is already told, so the form does not ask again."""
        if question.type in ("child", "principal") and self.child:
            return Known({question.key: str(self.child.public_id)}, PROFILE)
        if question.type == "organisation" and self.organisation:
            return Known({question.key: self.organisation.business_id}, ORGANISATION)
        return None

    def _looked_up(self, question: Question, *, situation: Situation) -> Known | None:
        name = question.prefill
        if name.startswith(EARLIER_PREFIX):
            return self.earlier.known(name.removeprefix(EARLIER_PREFIX), question) if self.earlier else None
        value = self.value(name)
        if not value:
            return None
        source, at = self._source_of(name)
        typed = kind_of(question, situation).typed(value)
        is_registered = source == REGISTER or name in ORGANISATION_REGISTER
        return Known(typed, source, at, is_registered)

    def _carried(self, question: Question) -> Known | None:
        if not (self.renews and self.earlier and is_carried(question)):
            return None
        return self.earlier.known(question.key, question)

    def value(self, name: str) -> Any:
        """What the city knows by this name, or nothing: not known, or not to be shown in this session."""
        if self.applicant and name in PERSON_REGISTER:
            return PERSON_REGISTER[name](self.applicant) if self._may_show(name) else None
        if self.applicant and name in PERSON_CONTACT:
            return PERSON_CONTACT[name](self.applicant)
        if self.organisation and name in ORGANISATION_DATA:
            return ORGANISATION_DATA[name](self.organisation)
        return SERVICE_DATA[name](self.service) if self.service and name in SERVICE_DATA else None

    def _source_of(self, name: str) -> tuple[str, dt.datetime | None]:
        if name in PERSON_REGISTER and self.applicant and self.applicant.source == Person.Source.REGISTER:
            return REGISTER, self.applicant.register_checked_at
        return {"organisation": ORGANISATION, "service": SERVICE}.get(name.partition(".")[0], PROFILE), None

    def _may_show(self, name: str) -> bool:
        """A password alone does not open the register; the name stands in the page's header as it is."""
        if name == "person.hetu":
            return self.is_identified
        return self.is_identified or self.is_at_desk or name == "person.name"


def prefill(form: Form, sources: Sources, situation: Situation | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """(answers, provenance) to begin with. Provenance by input: source, time, the value as it was, locked or not."""
    answers: dict[str, Any] = {}
    provenance: dict[str, Any] = {}
    situation = situation or Situation(applicant=sources.applicant)
    for question in form.questions.values():
        typed, origins = known_answer(question, sources, situation)
        answers |= typed
        provenance |= origins
    return answers, provenance


def known_answer(
    question: Question, sources: Sources, situation: Situation
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The same of one question; nothing when its answer is not known."""
    known = sources.known(question, situation)
    if known is None:
        return {}, {}
    at = (known.at or clock.now()).isoformat(timespec="seconds")
    origin = {"source": known.source, "at": at, "locked": question.locked and known.is_registered}
    return dict(known.typed), {name: origin | {"original": text} for name, text in known.typed.items()}


def source_text(source: str, at: str, form: Form) -> str:
    """`väestötietojärjestelmästä 24.11.2026`, to follow "Haettu". `at` as provenance keeps it, or nothing."""
    names = {**SOURCE_NAMES, EARLIER: EARLIER_NAMES.get(form.kind, SOURCE_NAMES[EARLIER])}
    day = f"{clock.local(dt.datetime.fromisoformat(at)):%-d.%-m.%Y}" if at and source != LINK else ""
    return f"{names.get(source, '')} {day}".strip()


def known_values(sources: Sources) -> dict[str, Any]:
    """What conditions may ask the city: {"known": "person.municipality", "is": "205"}. Only what is known is there."""
    values = {name: sources.value(name) for name in KNOWN}
    return {name: value for name, value in values.items() if value not in (None, "")}


def source_problem(name: str, kind: str) -> str:
    """Why a definition may not prefill a question of this type from this source, or nothing."""
    if kind not in KINDS or kind in GIVEN_ANEW:
        return "this type is never filled in beforehand"
    if name.startswith(EARLIER_PREFIX):
        return ""
    if name not in SOURCES:
        return f"must be {EARLIER_PREFIX}<key> or one of {', '.join(sorted(SOURCES))}"
    is_address = name.endswith(".address")
    if is_address != (kind == "address"):
        return "an address fills a question of the type address, and nothing else does"
    return ""


def changed(answers: Mapping[str, Any], provenance: Mapping[str, Any], names: Iterator[str]) -> str:
    """What the prefilled answer was before the person changed it, or nothing."""
    known = [(name, provenance[name]) for name in names if name in provenance]
    if all(answers.get(name) == entry["original"] for name, entry in known):
        return ""
    return ", ".join(str(entry["original"]) for _name, entry in known)
