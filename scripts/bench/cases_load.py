# SPDX-License-Identifier: EUPL-1.2
"""A city of any number of cases, all invented: people, units, handlers, and cases with what belongs to them.

Each unit has at most 250 open cases, whatever the size: a handler does not get more to do at once because the archive
grows. With the number of cases grow the units (13, 25 and 48 for 10 000, 100 000 and 1 000 000), the people (one for
four cases) and the years of history (one for 50 000). The same size gives the same city each time.
"""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.handling import claim_case, take_up_case
from cases.actions.messaging import send_message
from cases.actions.opening import NewParty, open_case
from cases.actions.supplementing import Missing, request_supplement
from cases.models import (
    Case,
    CaseType,
    Decision,
    Document,
    Message,
    Party,
    ServiceOfDecision,
    StatusChange,
    SupplementRequest,
)
from cases.numbering import new_reference
from cases.workflow import Status
from portal.accounts.actors import Assurance, actor_for
from portal.accounts.models import Person, Role, RoleGrant, Unit, User
from portal.common import clock
from portal.common.references import format_reference
from scripts.bench.cases_copy import Copied, keep_numbering, without_indexes

OPEN_IN_UNIT = 250
HANDLERS_IN_UNIT = 8
TYPES_OF_UNIT = 3
CASES_OF_RESIDENT = 40
CHUNK = 10_000
HANDLER, RESIDENT = "jonottaja", "asukas"

_FIRST = [
    "Aino", "Eino", "Helmi", "Oiva", "Saima", "Toivo", "Lempi", "Urho", "Impi", "Väinö", "Sylvi", "Armas", "Hilja",
    "Kauko", "Martta", "Reino", "Tyyne", "Veikko", "Elsa", "Onni", "Vieno", "Arvo", "Kerttu", "Ilmari", "Siiri",
]  # fmt: skip
_START = [
    "Harju", "Hieta", "Honka", "Joki", "Kallio", "Kanta", "Kari", "Kivi", "Korpi", "Koski", "Kuusi", "Lahti", "Lehto",
    "Louhi", "Mänty", "Niitty", "Pelto", "Ranta", "Saari", "Salmi", "Suo", "Tammi", "Tuomi", "Vaara", "Vuori",
]  # fmt: skip
_END = ["nen", "la", "mäki", "niemi", "aho", "kangas", "lampi", "salo", "virta", "vainio"]

_OPEN_STATUSES = (
    (Status.RECEIVED, Status.IN_PROGRESS, Status.WAITING_CUSTOMER, Status.SUSPENDED, Status.DECIDED, Status.SERVED),
    (25, 40, 12, 3, 5, 15),
)
_ENDED_STATUSES = ((Status.CLOSED, Status.WITHDRAWN, Status.TRANSFERRED), (87, 10, 3))
_DECIDED = (Status.DECIDED, Status.SERVED)
_TEXT = DecisionText("granted", "Saat luvan.", "Työ ei haittaa liikennettä.", "669/1978 14 a §")


@dataclass(frozen=True, slots=True)
class Samples:
    """One row of each kind, made by the actions; what differs from case to case is changed in the copies."""

    cases: dict[int, list[str]]
    party: list[str]
    change: list[str]
    message: list[str]
    supplement: list[str]
    document: list[str]
    decision: list[str]
    service: list[str]
    person: list[str]


class City:
    """Fills the database; `told` hears the part that is done, from 0 to 1."""

    def __init__(self, size: int, told: Callable[[float], None] = lambda _part: None) -> None:
        self.size = size
        self.told = told
        self.chance = random.Random(size)  # noqa: S311 the same city each time, no secret
        self.now = clock.now()
        self.days = 365 * max(1, size // 50_000)
        self.numbers: defaultdict[int, int] = defaultdict(int)
        self.sections: defaultdict[tuple[int, int], int] = defaultdict(int)

    def fill(self) -> None:
        with transaction.atomic():
            self._people_of_the_city()
            self.samples = self._samples()
            models = (Person, Case, Party, StatusChange, Message, SupplementRequest, Document, Decision)
            self.tables = {model: Copied(model) for model in (*models, ServiceOfDecision)}
        with without_indexes(self.tables.values()):
            self._residents()
            for start in range(0, self.size, CHUNK):
                for number in range(start, min(start + CHUNK, self.size)):
                    self._case(number)
                for table in self.tables.values():
                    table.write()
                # The indexes are a third of the work.
                self.told(min(1.0, (start + CHUNK) / self.size) * 2 / 3)
        self.told(1.0)
        keep_numbering(*self.tables.values())
        self._keep_references()

    # ---- who

    def _people_of_the_city(self) -> None:
        wanted = max(4, int(self.size**0.28))
        self.units = Unit.objects.bulk_create(
            Unit(code=f"yksikko-{n}", name={"fi": f"Yksikkö {n}"}, email=f"yksikko-{n}@city.example")
            for n in range(1, wanted + 1)
        )
        self.types = {
            unit.pk: [self._type(f"asia-{number}-{n}", unit) for n in range(TYPES_OF_UNIT)]
            for number, unit in enumerate(self.units, 1)
        }
        handlers = User.objects.bulk_create(
            User(username=f"kasittelija-{n}", first_name=self._first(), last_name=self._last())
            for n in range(wanted * HANDLERS_IN_UNIT)
        )
        self.handlers = {
            unit.pk: handlers[n * HANDLERS_IN_UNIT : (n + 1) * HANDLERS_IN_UNIT] for n, unit in enumerate(self.units)
        }
        RoleGrant.objects.bulk_create(
            RoleGrant(user=user, role=Role.HANDLER, unit_id=unit)
            for unit, users in self.handlers.items()
            for user in users
        )
        self._measured_people()

    def _type(self, code: str, unit: Unit) -> CaseType:
        name = {"fi": f"Lupa {code}", "sv": f"Tillstånd {code}", "en": f"Permit {code}"}
        return CaseType.objects.create(code=code, name=name, unit=unit, law_sections="669/1978 14 a §")

    def _measured_people(self) -> None:
        """A handler of the first three units who is a resident too, and a resident with forty cases at any size."""
        self.handler = User.objects.create(
            username=HANDLER, first_name="Jonna", last_name="Jonottaja", email="jonna@city.example"
        )
        Person.objects.create(user=self.handler, call_name="Jonna", surname="Jonottaja")
        for unit in self.units[:3]:
            for role in (Role.HANDLER, Role.DECISION_MAKER):
                RoleGrant.objects.create(user=self.handler, role=role, unit=unit)
            self.handlers[unit.pk][0] = self.handler
        self.citizen = User.objects.create(username=RESIDENT, first_name="Asta", last_name="Asukas")
        self.resident = Person.objects.create(user=self.citizen, call_name="Asta", surname="Asukas")

    def _residents(self) -> None:
        table = self.tables[Person]
        self.residents = [
            (table.add(self.samples.person, public_id=self._uuid(), call_name=first, surname=last), f"{first} {last}")
            for first, last in ((self._first(), self._last()) for _n in range(self.size // 4))
        ] or [(self.resident.pk, str(self.resident))]
        table.write()

    # ---- samples

    def _samples(self) -> Samples:
        opened = {kind.pk: self._open(kind) for kinds in self.types.values() for kind in kinds}
        case = next(iter(opened.values()))
        case_row = {pk: Copied(Case).template(one) for pk, one in opened.items()}
        citizen = actor_for(self.citizen, assurance=Assurance.STRONG)
        official = actor_for(self.handler, assurance=Assurance.STRONG)
        message = send_message(case.pk, actor=citizen, text="Milloin lupa tulee?")
        claim_case(case.pk, actor=official)
        take_up_case(case.pk, actor=official)
        other = list(opened.values())[1]
        take_up_case(other.pk, actor=official)
        missing = Missing(["Kartta"], clock.today() + dt.timedelta(days=10), "Ratkaisemme asian ilman karttaa.")
        supplement = request_supplement(other.pk, actor=official, missing=missing)
        decision = decide_case(case.pk, actor=official, text=_TEXT)
        self.sections[decision.unit_id, decision.year] = decision.number
        service = serve_decision(case.pk, actor=official, channel="electronic")
        return Samples(
            cases=case_row,
            party=self._row(case.parties.get()),
            change=self._row(case.changes.first()),
            message=self._row(message),
            supplement=self._row(supplement),
            document=self._row(decision.document),
            decision=self._row(decision),
            service=self._row(service),
            person=Copied(Person).template(Person(given_names="")),
        )

    def _open(self, kind: CaseType) -> Case:
        return open_case(
            actor=actor_for(self.citizen, assurance=Assurance.STRONG),
            case_type=kind,
            content=[{"title": {"fi": "Kaivutyö"}, "rows": [_answer(n) for n in range(6)]}],
            parties=[NewParty("applicant", person=self.resident)],
            documents=[],
            key=uuid4(),
            summary="Kaivan kaapelin kadun ali.",
            acknowledges=False,
        )

    def _row(self, row: Any) -> list[str]:
        return Copied(type(row)).template(row)

    # ---- cases

    def _case(self, number: int) -> None:
        chance, unit = self.chance, self.units[number % len(self.units)]
        place = number // len(self.units)
        # The newest of each unit are open.
        is_open = place >= self.size // len(self.units) - min(OPEN_IN_UNIT, self.size // len(self.units) // 3)
        received = self.now - dt.timedelta(days=chance.uniform(0, 45) if is_open else chance.uniform(61, self.days))
        status = _chosen(chance, *(_OPEN_STATUSES if is_open else _ENDED_STATUSES))
        closed_at = None if is_open else received + dt.timedelta(days=chance.uniform(5, 60))
        handler = self._handler(unit, status)
        is_measured = number % max(1, self.size // CASES_OF_RESIDENT) == 0
        person, name = (self.resident.pk, str(self.resident)) if is_measured else chance.choice(self.residents)
        kind = chance.choice(self.types[unit.pk])
        case = self.tables[Case].add(
            self.samples.cases[kind.pk],
            reference=self._reference(received.year),
            key=self._uuid(),
            status=status.value,
            handler_id=handler.pk if handler else None,
            detail=f"Kohde {number}",
            applicant_name=name,
            language="sv" if number % 20 == 0 else "fi",
            received_at=received,
            due_on=(received + dt.timedelta(days=21)).date(),
            suspended_until=(self.now + dt.timedelta(days=30)).date() if status == Status.SUSPENDED else None,
            transferred_to="Lupa- ja valvontavirasto" if status == Status.TRANSFERRED else "",
            closed_at=closed_at,
            last_event_at=closed_at or received,
        )
        self._parties(case, person, name)
        self._changes(case, status, received, closed_at, handler)
        self._rest(case, number, unit, status, closed_at or received)

    def _handler(self, unit: Unit, status: Status) -> User | None:
        if status == Status.RECEIVED and self.chance.random() < 0.8:
            return None
        return self.chance.choice(self.handlers[unit.pk])

    def _parties(self, case: int, person: int, name: str) -> None:
        table = self.tables[Party]
        table.add(self.samples.party, case_id=case, person_id=person, name=name)
        if self.chance.random() < 0.15:
            other, its_name = self.chance.choice(self.residents)
            table.add(self.samples.party, case_id=case, role="beneficiary", person_id=other, name=its_name)

    def _changes(
        self, case: int, status: Status, received: dt.datetime, closed: dt.datetime | None, handler: User | None
    ) -> None:
        table, sample = self.tables[StatusChange], self.samples.change
        table.add(sample, case_id=case, at=received)
        if status == Status.RECEIVED:
            return
        by = {"by_user_id": handler.pk if handler else None, "by_right": "official"}
        begun = received + dt.timedelta(hours=1)
        table.add(sample, case_id=case, at=begun, verb="take_up", source="received", target="in_progress", **by)
        if status != Status.IN_PROGRESS:
            verb = {Status.CLOSED: "close", Status.WITHDRAWN: "withdraw", Status.TRANSFERRED: "transfer"}
            moved = {"verb": verb.get(status, "decide"), "source": "in_progress", "target": status.value}
            table.add(sample, case_id=case, at=closed or begun, **moved, **by)

    def _rest(self, case: int, number: int, unit: Unit, status: Status, at: dt.datetime) -> None:
        if status == Status.WAITING_CUSTOMER:
            self.tables[SupplementRequest].add(self.samples.supplement, case_id=case)
        if number % 3 == 0:
            seen_at = None if self.chance.random() < (0.002 if status in _ENDED_STATUSES[0] else 0.15) else at
            self.tables[Message].add(self.samples.message, case_id=case, sent_at=at, seen_at=seen_at)
        if status in _DECIDED or (status == Status.CLOSED and number % 3):
            self._decision(case, unit, at, is_served=status != Status.DECIDED)

    def _decision(self, case: int, unit: Unit, at: dt.datetime, *, is_served: bool) -> None:
        document = self.tables[Document].add(
            self.samples.document, case_id=case, public_id=self._uuid(), received_at=at
        )
        self.sections[unit.pk, at.year] += 1
        decision = self.tables[Decision].add(
            self.samples.decision,
            case_id=case,
            unit_id=unit.pk,
            year=at.year,
            number=self.sections[unit.pk, at.year],
            decided_at=at,
            document_id=document,
        )
        if is_served:
            day = (at + dt.timedelta(days=3)).date()
            last_day = day + dt.timedelta(days=30)
            table = self.tables[ServiceOfDecision]
            table.add(self.samples.service, decision_id=decision, sent_at=at, deemed_on=day, remedy_last_day=last_day)

    # ---- numbers and names

    def _reference(self, year: int) -> str:
        self.numbers[year] += 1
        return format_reference(settings.REFERENCE_PREFIX, year, self.numbers[year] + 1000)

    def _keep_references(self) -> None:
        year = clock.today().year
        new_reference(year)
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(%s, %s)", [f"cases_reference_{year}", self.numbers[year] + 1001])

    def _uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _first(self) -> str:
        return self.chance.choice(_FIRST)

    def _last(self) -> str:
        return self.chance.choice(_START) + self.chance.choice(_END)


def _chosen(chance: random.Random, statuses: tuple[Status, ...], weights: tuple[int, ...]) -> Status:
    return chance.choices(statuses, weights)[0]


def _answer(number: int) -> dict[str, Any]:
    label = {"fi": f"Kysymys {number}", "sv": f"Fråga {number}", "en": f"Question {number}"}
    return {"key": f"q{number}", "label": label, "value": "Kauppakatu 1, kaivu ja päällystys", "source": ""}
