# SPDX-License-Identifier: EUPL-1.2
"""Find a customer by what they say: name (also misspelt), birth date, phone, identity code or a reference.

Name and birth date may stand together. Nothing of the search is kept; it comes by POST, so no address or log has it.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db.models import F, FloatField, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from cases.models import Case
from feedback.models import Feedback
from portal.accounts.models import Person
from portal.common.hetu import clean_hetu
from portal.common.phones import keep_phone, read_phone
from portal.common.references import normalise_reference

LIMIT = 20
# One wrong or missing letter in a short name still passes; two different names do not.
_ALIKE = 0.42
_HETU = re.compile(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]", re.IGNORECASE)
_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_PHONE = re.compile(r"(?:\+|0)[\d\s-]{5,}\d")


class Kind(StrEnum):
    HETU = "hetu"
    REFERENCE = "reference"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    NOTHING = "nothing"


@dataclass
class Found:
    """What came out. A hit shows no more than is needed to choose: name, birth year, street."""

    kind: Kind
    people: list[Person] = field(default_factory=list)
    # The search was for an identity code or reference that has a slip of the pen in it.
    is_mistyped: bool = False

    @property
    def hits(self) -> list[tuple[Person, str]]:
        """Each person with the street, if it may be disclosed; the number and the flat come after the opening."""
        return [(person, re.split(r"\s*\d", person.postal_address, maxsplit=1)[0]) for person in self.people]


def find_customers(text: str) -> Found:
    text = " ".join(text.split())
    for pattern, find in _BY_PATTERN:
        if pattern.search(text):
            return find(text)
    return _by_name(text)


def _by_hetu(text: str) -> Found:
    match = _HETU.search(text)
    assert match
    try:
        code = clean_hetu(match.group())
    except ValidationError:
        return Found(Kind.HETU, is_mistyped=True)
    return Found(Kind.HETU, list(Person.objects.with_hetu(code)))


def _by_reference(text: str) -> Found:
    reference = normalise_reference(text)
    if reference is None:
        return Found(Kind.REFERENCE, is_mistyped=True)
    parties = Case.objects.filter(reference=reference).values("parties__person")
    givers = Feedback.objects.filter(reference=reference).values("person")
    return Found(Kind.REFERENCE, list(Person.objects.filter(Q(pk__in=parties) | Q(pk__in=givers))[:LIMIT]))


def _by_email(text: str) -> Found:
    return Found(Kind.EMAIL, list(Person.objects.filter(email__iexact=text)[:LIMIT]))


def _by_phone(text: str) -> Found:
    match = _PHONE.search(text)
    assert match
    number = read_phone(match.group())
    if number is None:
        return Found(Kind.PHONE, is_mistyped=True)
    return Found(Kind.PHONE, list(Person.objects.filter(phone=keep_phone(number))[:LIMIT]))


def _by_name(text: str) -> Found:
    people: QuerySet[Person] = Person.objects.all()
    if match := _DATE.search(text):
        day, month, year = map(int, match.groups())
        try:
            people = people.filter(birth_date=dt.date(year, month, day))
        except ValueError:
            return Found(Kind.NAME, is_mistyped=True)
    names = [word for word in re.findall(r"[^\W\d_]+", _DATE.sub(" ", text)) if len(word) > 1]
    if not names and not match:
        return Found(Kind.NOTHING)
    return Found(Kind.NAME, list(_alike(people, names)[:LIMIT]))


def _alike(people: QuerySet[Person], names: list[str]) -> QuerySet[Person]:
    """Every name given is alike some name of the person, whatever their order; the most alike first."""
    whole_name = Concat("call_name", Value(" "), "given_names", Value(" "), "surname", output_field=TextField())
    people = people.annotate(folded=_folded(whole_name))
    likeness = Value(0.0) + Value(0.0)
    for number, name in enumerate(names[:4]):
        alias = f"alike_{number}"
        people = people.annotate(**{alias: _likeness(name)})
        people = people.filter(**{f"{alias}__gte": _ALIKE})
        likeness = likeness + F(alias)
    return people.annotate(likeness=likeness).order_by("-likeness", "surname", "call_name", "pk")


def _likeness(name: str) -> Func:
    return Func(_folded(Value(name)), F("folded"), function="word_similarity", output_field=FloatField())


def _folded(text: object) -> Func:
    """Small letters without dots and accents: Määttä and Maatta are the same to somebody who listens."""
    return Func(Lower(text), function="unaccent", output_field=TextField())


_BY_PATTERN: list[tuple[re.Pattern[str], Callable[[str], Found]]] = [
    (_HETU, _by_hetu),
    (re.compile(r"^(?:KAJ|PAL)-?\s?\d", re.IGNORECASE), _by_reference),
    (re.compile("@"), _by_email),
    (_PHONE, _by_phone),
]
