# SPDX-License-Identifier: EUPL-1.2
"""What of a decision is hidden from the public: found by itself as far as words tell it, the rest marked by a person.

Pure: works on the words of the decision and the parties that are at hand.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberMatcher

from cases.models import Case, Decision, PublicVersion
from portal.accounts.models import Person

Ground = PublicVersion.Ground

PARTS = ("summary", "reasons", "law_sections", "contact", "correction_reason")
SCANNED = ("summary", "reasons", "correction_reason")
SHORTEST_BEGINNING, LONGEST_ENDING, CHANGING_LETTERS = 3, 5, 3

_HETU = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STREETS = (
    "kat|kad|tie|polku|polu|kuja|raitti|raiti|väylä|kaari|kaare|tori|aukio|rinne|rintee|mäki|mäe|ranta|ranna|"
    "gatan|vägen|gränd|stigen"
)
_ADDRESS = re.compile(
    rf"\b[A-ZÅÄÖ][\w-]*(?:{_STREETS})\w*\s+\d+\w?(?:[–-]\d+)?"  # Kauppakatu 12 b–14
    r"(?:\s+[A-Z]{1,2}\b(?:\s?\d{1,3}\b)?)?"  # A 5
    r"(?:,?\s+\d{5}\s+[A-ZÅÄÖ][\w-]+)?"  # 87100 Kajaani
)
_CAPITALISED = re.compile(r"\b[A-ZÅÄÖ][\w-]+")
# Consonants that change when a Finnish name is inflected: Virta, Virran; Satu, Sadun; Pekka, Pekan.
_GRADES = (("kk", "k"), ("pp", "p"), ("tt", "t"), ("d", "t"), ("nn", "nt"), ("ll", "lt"), ("rr", "rt"), ("mm", "mp"))


class Mark(NamedTuple):
    """`text`: what is hidden, as it stands. `waits`: shown until the appeal period is over."""

    text: str
    ground: str = Ground.NEEDLESS
    waits: bool = False


def marks_of(version: PublicVersion) -> list[Mark]:
    return [Mark(**mark) for mark in version.marks]


def hidden(text: str, marks: Iterable[Mark]) -> str:
    """The text without what is marked, in any case of letters and across line breaks. Longer marks go first."""
    for mark in sorted(marks, key=lambda one: -len(one.text)):
        text = _place_of(mark.text).sub(_("[poistettu]"), text)
    return text


def public_words(decision: Decision, marks: Iterable[Mark]) -> dict[str, str]:
    """The parts of the decision as the public reads them."""
    chosen = list(marks)
    return {part: hidden(getattr(decision, part), chosen) for part in PARTS}


def is_in(decision: Decision, text: str) -> bool:
    return any(_place_of(text).search(getattr(decision, part)) for part in PARTS)


def found_personal(decision: Decision) -> list[Mark]:
    """Names of the parties in any form, identity codes, addresses, phones and e-mails, as they come in the text.

    Officials do their work in public: their names and contacts, as the decision itself tells them, are not found.
    """
    people = _people(decision.case)
    contact_ground = Ground.CONTACT if any(one.non_disclosure for one in people) else Ground.NEEDLESS
    grounds = {
        mark: ground
        for part in SCANNED
        for mark, ground in _fragments(getattr(decision, part), decision.case, people, contact_ground)
    }
    return [Mark(text, ground) for text, ground in grounds.items() if text not in decision.contact]


def _place_of(text: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _people(case: Case) -> list[Person]:
    return [party.person for party in case.parties.all() if party.person]


def _fragments(text: str, case: Case, people: list[Person], contact_ground: str) -> Iterator[tuple[str, str]]:
    yield from ((code, Ground.IDENTITY_CODE) for code in _HETU.findall(text))
    yield from ((email, contact_ground) for email in _EMAIL.findall(text))
    yield from ((match.raw_string, contact_ground) for match in PhoneNumberMatcher(text, "FI"))
    yield from ((address, contact_ground) for address in _ADDRESS.findall(text))
    for fact in _register_facts(people):
        yield from ((place[0], contact_ground) for place in _place_of(fact).finditer(text))
    yield from ((name, Ground.NEEDLESS) for name in _names_in(text, _names(case, people)))


def _register_facts(people: list[Person]) -> Iterator[str]:
    for person in people:
        if person.street_address:
            yield person.street_address
        if born := person.birth_date:
            yield f"{born.day}.{born.month}.{born.year}"


def _names(case: Case, people: list[Person]) -> set[str]:
    """Each name of each person, without organisations."""
    full = [f"{person.given_names} {person.call_name} {person.surname}" for person in people]
    full += [party.name for party in case.parties.all() if party.organisation_id is None]
    return {name for text in full for name in re.findall(r"\w{2,}", text)}


def _names_in(text: str, names: set[str]) -> Iterator[str]:
    """Names of the parties; those that follow each other are one fragment."""
    start = end = -1
    for word in _CAPITALISED.finditer(text):
        if not any(_is_form_of(part, name) for part in word[0].split("-") for name in names):
            continue
        if start >= 0 and not text[end : word.start()].strip(" "):
            end = word.end()
            continue
        if start >= 0:
            yield text[start:end]
        start, end = word.span()
    if start >= 0:
        yield text[start:end]


def _is_form_of(word: str, name: str) -> bool:
    """Finnish inflects the end (Kemppainen: Kemppaisen), so the beginning tells. Rather one too many than one missed:
    what is found is only offered."""
    word, name = _graded(word), _graded(name)
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
    needed = min(len(name), max(SHORTEST_BEGINNING, len(name) - CHANGING_LETTERS))
    return same >= needed and len(word) - same <= LONGEST_ENDING


def _graded(word: str) -> str:
    word = word.casefold()
    for strong, weak in _GRADES:
        word = word.replace(strong, weak)
    return word
