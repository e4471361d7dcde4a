# SPDX-License-Identifier: EUPL-1.2
"""What the register tells of a case. The public line has no person, no own words of anybody and no reference that a
tracking code would go with; of a secret kind of matter it tells the number alone."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import Case, CaseType
from cases.querysets import CaseQuerySet
from cases.workflow import ENDED, Status
from portal.common import clock
from portal.common.dates import as_day

PUBLIC_COLUMNS = (
    *("reference", "received_at", "status", "closed_at"),
    *("case_type__code", "case_type__name", "case_type__publicity", "unit__code", "unit__name"),
)


class Entry(NamedTuple):
    """A line that everybody may read. A secret one has its number alone."""

    number: str
    subject: str = ""
    received_on: dt.date | None = None
    unit: str = ""
    status: str = ""
    closed_on: dt.date | None = None


class Asked(NamedTuple):
    """What the register is narrowed by. `year` is always there: the register goes by years."""

    year: int
    words: str = ""
    unit: str = ""
    state: str = ""

    @property
    def tells_content(self) -> bool:
        """Narrowed by what a secret line does not tell: then a secret line must not come along."""
        return bool(self.words or self.unit or self.state)


def years() -> list[int]:
    """From the first matter to this year, the newest first."""
    this = clock.today().year
    first = Case.objects.order_by("received_at").values_list("received_at", flat=True).first()
    return list(range(this, (as_day(first).year if first else this) - 1, -1))


def public_cases(asked: Asked) -> CaseQuerySet:
    found = _narrowed(Case.objects.all(), asked, _public_words(asked.words))
    open_kinds = found.exclude(case_type__publicity=CaseType.Publicity.SECRET)
    if asked.tells_content:
        found = open_kinds | _with_number(found, asked) if not (asked.unit or asked.state) else open_kinds
    return found.select_related("case_type", "unit").only(*PUBLIC_COLUMNS)


def staff_cases(asked: Asked, handled: CaseQuerySet) -> CaseQuerySet:
    """The register of what the actor handles, whole."""
    words = _public_words(asked.words) | Q(applicant_name__icontains=asked.words)
    found = _narrowed(handled, asked, words).select_related("case_type", "unit", "handler")
    return found.prefetch_related("decisions")


def _narrowed(cases: CaseQuerySet, asked: Asked, words: Q) -> CaseQuerySet:
    start = clock.local(dt.datetime(asked.year, 1, 1, 12, tzinfo=dt.UTC)).replace(hour=0)
    end = start.replace(year=asked.year + 1)
    found = cases.filter(received_at__gte=start, received_at__lt=end)
    if asked.words:
        found = found.filter(words)
    if asked.unit:
        found = found.filter(unit__code=asked.unit)
    if asked.state:
        found = found.filter(status__in=ENDED) if asked.state == "ended" else found.exclude(status__in=ENDED)
    ordered: CaseQuerySet = found.order_by("-received_at", "-pk")
    return ordered


def _public_words(words: str) -> Q:
    language = (get_language() or "fi").partition("-")[0]
    return Q(**{f"case_type__name__{language}__icontains": words}) | _number(words)


def _number(words: str) -> Q:
    """A register number, which holds the running number of a reference: KAJDno-2026-4312 is KAJ-2026-004312-X."""
    digits = words.rpartition("-")[2].strip()
    return Q(reference__contains=f"-{int(digits):06d}-") if digits.isdecimal() and len(digits) < 10 else Q(pk=None)


def _with_number(found: CaseQuerySet, asked: Asked) -> QuerySet[Case]:
    """Even a secret line is found by its own number."""
    return found.filter(_number(asked.words))


def public_entry(case: Case) -> Entry:
    if case.case_type.publicity == CaseType.Publicity.SECRET:
        return Entry(case.register_number)
    closed_on = as_day(case.closed_at) if case.closed_at else None
    return Entry(
        case.register_number,
        str(case.case_type),
        as_day(case.received_at),
        str(case.unit),
        str(Status(case.status).label),
        closed_on,
    )


def public_table(cases: Iterable[Case]) -> Iterator[list[Any]]:
    """Rows of the public register for a file; the first names the columns."""
    yield [_("Diaarinumero"), _("Asia"), _("Saapunut"), _("Yksikkö"), _("Tila"), _("Päättynyt")]
    for case in cases:
        yield ["" if value is None else str(value) for value in public_entry(case)]


STAFF_HEAD = (
    *("register_number", "reference", "case_type", "applicant", "received_at", "channel", "unit", "handler", "status"),
    *("due_on", "decisions", "publicity", "secrecy_ground", "retention_years", "transferred_to", "closed_at"),
)


def staff_table(cases: Iterable[Case]) -> Iterator[list[Any]]:
    """Rows of the whole register for a file: the metadata of 906/2019 26 §, under names that do not change."""
    yield list(STAFF_HEAD)
    for case in cases:
        kind = case.case_type
        yield [
            *(case.register_number, case.reference, str(kind), case.applicant_name, case.received_at.isoformat()),
            *(case.by_channel, str(case.unit), case.handler.display_name if case.handler else "", case.status),
            *(case.due_on or "", ", ".join(decision.section for decision in case.decisions.all())),
            *(kind.publicity, kind.secrecy_ground, kind.retention_years, case.transferred_to),
            case.closed_at.isoformat() if case.closed_at else "",
        ]
