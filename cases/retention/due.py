# SPDX-License-Identifier: EUPL-1.2
"""Which cases have been kept for their time, and which of these stay and why. Reads only: the dry run is this."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import DateTimeField, Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext as _

from cases.models import Case, CaseLink, LegalHold
from cases.querysets import CaseQuerySet
from cases.workflow import ENDED
from portal.common import clock
from portal.common.dates import as_day

AT_MOST = 500


class Keeps(Func):
    """Years added to a moment: keeps(closed_at, retention_years)."""

    template = "(%(expressions)s)"
    arg_joiner = " + make_interval(years => "
    output_field = DateTimeField()

    def as_sql(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        sql, params = super().as_sql(*args, **kwargs)  # type: ignore[arg-type]
        return f"{sql[:-1]}))", params


class Candidate(NamedTuple):
    """A line of the dry run. `kept_because` is empty for what would go."""

    case: Case
    ended_on: dt.date
    rule: str
    kept_because: str = ""


def over_age(day: dt.date | None = None) -> CaseQuerySet:
    """Ended, and the retention time of the type is over on that day. Nought years means for good."""
    end = clock.local(dt.datetime.combine(day or clock.today(), dt.time(12), dt.UTC)).replace(hour=0)
    over: CaseQuerySet = (
        Case.objects.filter(status__in=ENDED, case_type__retention_years__gt=0)
        .alias(kept_until=Keeps(F("closed_at"), F("case_type__retention_years")))
        .filter(kept_until__lt=end)
        .order_by("closed_at", "pk")
    )
    return over


def disposable(day: dt.date | None = None) -> CaseQuerySet:
    """What goes: nobody holds it, and no case that it belongs with is still needed."""
    found: CaseQuerySet = over_age(day).exclude(_is_held()).exclude(_is_needed(day))
    return found


def dry_run(day: dt.date | None = None) -> Iterator[Candidate]:
    """What would go on that day, and what of its age would stay, the oldest first."""
    found = over_age(day).annotate(is_held=_is_held(), is_needed=_is_needed(day)).select_related("case_type", "unit")
    for case in found[:AT_MOST]:
        yield Candidate(case, as_day(case.closed_at), rule_of(case), _why_kept(case))


def rule_of(case: Case) -> str:
    years = case.case_type.retention_years
    return _("%(type)s: %(years)s vuotta päättymisestä") % {"type": case.case_type.code, "years": years}


def _why_kept(case: Case) -> str:
    if case.is_held:  # type: ignore[attr-defined]
        hold = case.legal_holds.in_force().first()
        return _("Hävittämiskielto: %(reason)s") % {"reason": hold.reason if hold else ""}
    return _("Siihen liittyvää asiaa tarvitaan vielä") if case.is_needed else ""  # type: ignore[attr-defined]


def _is_held() -> Exists:
    return Exists(LegalHold.objects.in_force().filter(case=OuterRef("pk")))


def _is_needed(day: dt.date | None) -> Exists:
    """A case that it is linked with, either way, is open or younger: a decision and its rectification go together."""
    over = over_age(day).order_by().values("pk")
    linked = CaseLink.objects.filter(Q(case=OuterRef("pk")) | Q(target=OuterRef("pk")))
    return Exists(linked.exclude(case__in=over, target__in=over))
