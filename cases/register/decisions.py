# SPDX-License-Identifier: EUPL-1.2
"""The register of decisions of office-holders: the running § of each unit and year, for those who handle its cases."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from cases.models import Case, CaseType, Decision, Party
from cases.permissions import STAFF_ROLES
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.common import clock
from portal.common.dates import as_day


class AskedDecisions(NamedTuple):
    """What the register is narrowed by. `year` is always there: the numbers begin anew each year."""

    year: int
    unit: str = ""
    case_type: str = ""
    outcome: str = ""


def decisions_of(asked: AskedDecisions, actor: Actor) -> QuerySet[Decision]:
    """Those of the cases that the actor handles, the newest first, with what a line tells."""
    found = Decision.objects.filter(year=asked.year, case__in=Case.objects.handled_by(actor))
    if asked.unit:
        found = found.filter(unit__code=asked.unit)
    if asked.case_type:
        found = found.filter(case__case_type__code=asked.case_type)
    if asked.outcome:
        found = found.filter(outcome=asked.outcome)
    parties = Party.objects.select_related("person", "organisation")
    return (
        found.select_related("unit", "case__case_type", "corrects")
        .prefetch_related("services", Prefetch("case__parties", parties))
        .order_by("-decided_at", "-pk")
    )


def parties_in_words(decision: Decision) -> str:
    """Whom it concerns. Of a secret kind of matter even that somebody is a customer is secret (JulkL 24 §)."""
    if decision.case.case_type.publicity == CaseType.Publicity.SECRET:
        return _("Salassa pidettävä")
    named = [one.display_name for one in decision.case.parties.all() if one.is_principal and one.role != "heard"]
    return ", ".join(named) or decision.case.applicant_name or _("Nimetön asiakas")


def years_of_decisions() -> list[int]:
    """From the first decision to this year, the newest first."""
    this = clock.today().year
    first = Decision.objects.order_by("year").values_list("year", flat=True).first() or this
    return list(range(this, min(first, this) - 1, -1))


def units_of(actor: Actor) -> QuerySet[Unit]:
    units = actor.units_with(*STAFF_ROLES)
    return Unit.objects.all() if units is None else Unit.objects.filter(pk__in=units)


HEAD = (
    *("section", "unit", "decided_on", "register_number", "reference", "case_type", "parties", "outcome"),
    *("decided_by", "title", "corrects", "served_on", "remedy_last_day"),
)


def decision_table(decisions: Iterable[Decision]) -> Iterator[list[Any]]:
    """Rows for a file, under names that do not change."""
    yield list(HEAD)
    for decision in decisions:
        case, services = decision.case, list(decision.services.all())
        last_days = [one.remedy_last_day for one in services if one.remedy_last_day]
        yield [
            *(decision.section, str(decision.unit), as_day(decision.decided_at), case.register_number, case.reference),
            *(str(case.case_type), parties_in_words(decision), decision.outcome, decision.by_name, decision.by_title),
            decision.corrects.section if decision.corrects else "",
            as_day(services[0].sent_at) if services else "",
            max(last_days, default=""),
        ]
