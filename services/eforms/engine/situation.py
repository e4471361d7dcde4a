# SPDX-License-Identifier: EUPL-1.2
"""What a form may ask about while it is filled: today, for whom one may act, which files have been added."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from portal.accounts.models import Mandate, Organisation, Person, Unit
from portal.common import clock
from portal.common.prepared import Prepared
from services.catalogue.models import ServicePoint
from services.eforms.engine.definition import Option
from services.eforms.lists import options_of

MANDATES = Prepared(lambda person: Mandate.objects.of(person))


class File(Protocol):
    name: str
    size: int


@dataclass
class Situation:
    """Queries run when a question first needs them, and once."""

    applicant: Person | None = None
    files: Mapping[str, Sequence[File]] = field(default_factory=dict)
    today: dt.date = field(default_factory=clock.today)
    # What the city knows of the applicant, by the names of prefill.py; for conditions alone.
    known: Mapping[str, Any] = field(default_factory=dict)
    mandates_of: Callable[[Person], Sequence[Mandate]] = MANDATES
    list_of: Callable[[str], tuple[Option, ...]] = options_of
    _lists: dict[str, tuple[Option, ...]] = field(default_factory=dict, init=False)

    def data_list(self, code: str) -> tuple[Option, ...]:
        if code not in self._lists:
            self._lists[code] = self.list_of(code)
        return self._lists[code]

    @cached_property
    def _mandates(self) -> Sequence[Mandate]:
        return self.mandates_of(self.applicant) if self.applicant else ()

    @cached_property
    def children(self) -> dict[str, Person]:
        kept = (mandate.person for mandate in self._mandates if mandate.kind == Mandate.Kind.GUARDIAN)
        return {str(person.public_id): person for person in kept if person}

    @cached_property
    def principals(self) -> dict[str, Person]:
        """Everybody whose errands the applicant may run: children, and adults by mandate."""
        kinds = (Mandate.Kind.GUARDIAN, Mandate.Kind.MANDATE)
        kept = (mandate.person for mandate in self._mandates if mandate.kind in kinds)
        return {str(person.public_id): person for person in kept if person}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        kept = (mandate.organisation for mandate in self._mandates if mandate.kind == Mandate.Kind.COMPANY)
        return {organisation.business_id: organisation for organisation in kept if organisation}

    @cached_property
    def service_points(self) -> dict[str, str]:
        return {point.slug: str(point.name) for point in ServicePoint.objects.published().only("slug", "name")}

    @cached_property
    def unit_names(self) -> dict[str, str]:
        return {unit.code: str(unit.name) for unit in Unit.objects.only("code", "name")}
