# SPDX-License-Identifier: EUPL-1.2
"""What we tell of how long a matter takes: what really happened of late, or the published promise while that is little.

The published promise is the law's (Hallintolaki 434/2003 23 a §); real times beside it are this house's habit.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Aggregate, Count, DurationField, Exists, ExpressionWrapper, F, OuterRef
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import CaseType, HandlingTime, StatusChange
from cases.workflow import Status, Verb
from portal.common import clock

HISTORY = dt.timedelta(days=90)
ENOUGH = 20
READY = (Status.DECIDED, Status.DISMISSED, Status.CLOSED)


class _Within(Aggregate):
    """The shortest of the times within which this share of the rows is."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def handling_times(today: dt.date) -> list[HandlingTime]:
    """The times of each kind of matter that became ready in the last 90 days, unsaved."""
    ready = StatusChange.objects.filter(target__in=READY).exclude(verb=Verb.MERGE)
    earlier = ready.filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))
    took = ExpressionWrapper(TruncDate("at") - TruncDate("case__received_at"), DurationField())
    rows = (
        ready.filter(~Exists(earlier), at__gte=clock.now() - HISTORY)
        .order_by()
        .values(type_id=F("case__case_type"))
        .annotate(cases=Count("pk"), half=_Within(took, share=0.5), most=_Within(took, share=0.8))
    )
    return [
        HandlingTime(
            case_type_id=row["type_id"],
            cases=row["cases"],
            half_in=row["half"].days,
            most_in=row["most"].days,
            counted_on=today,
        )
        for row in rows
    ]


@transaction.atomic
def count_handling_times() -> int:
    """Count anew for every kind of matter; one without ready matters has no row. Safe to repeat."""
    today = clock.today()
    rows = handling_times(today)
    HandlingTime.objects.exclude(case_type__in=[row.case_type_id for row in rows]).delete()
    HandlingTime.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case_type"],
        update_fields=["cases", "half_in", "most_in", "counted_on"],
    )
    return len(rows)


def promise_text(case_type: CaseType) -> str:
    """One sentence for the customer. Asks nothing when `handling_time` is selected with the case type."""
    time: HandlingTime | None = getattr(case_type, "handling_time", None)
    if time is None or time.cases < ENOUGH:
        return ngettext(
            "Käsittely kestää enintään %(days)s päivän.",
            "Käsittely kestää enintään %(days)s päivää.",
            case_type.promise_days,
        ) % {"days": case_type.promise_days}
    if time.most_in == 0:
        return _("Useimmat asiat valmistuvat samana päivänä.")
    if time.half_in == time.most_in:
        return ngettext(
            "Useimmat asiat valmistuvat %(days)s päivässä.",
            "Useimmat asiat valmistuvat %(days)s päivässä.",
            time.most_in,
        ) % {"days": time.most_in}
    if time.half_in == 0:
        return ngettext(
            "Puolet asioista valmistuu samana päivänä, useimmat %(most)s päivässä.",
            "Puolet asioista valmistuu samana päivänä, useimmat %(most)s päivässä.",
            time.most_in,
        ) % {"most": time.most_in}
    return _("Puolet asioista valmistuu %(half)s päivässä, useimmat %(most)s päivässä.") % {
        "half": time.half_in,
        "most": time.most_in,
    }


def times_of_service(service_id: int) -> list[str]:
    """For the page of a service in the catalogue: one sentence, or one for each kind of matter, told by its name."""
    kinds = list(CaseType.objects.filter(service=service_id, is_active=True).select_related("handling_time"))
    if len(kinds) == 1:
        return [promise_text(kinds[0])]
    return [f"{kind}: {promise_text(kind)}" for kind in kinds]
