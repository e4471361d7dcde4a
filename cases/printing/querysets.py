# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from portal.common import clock

if TYPE_CHECKING:
    from portal.accounts.actors import Actor

# To be retrieved in seven days, otherwise it goes by another way (act 13/2003 18 §).
RETRIEVED_IN = dt.timedelta(days=7)


class ServiceOfDecisionQuerySet(models.QuerySet[Any]):
    def to_lapse(self, today: dt.date) -> "ServiceOfDecisionQuerySet":
        """Not retrieved in seven days."""
        # The day of Finland that has begun when the seventh day after sending is over.
        over = clock.local(dt.datetime.combine(today - RETRIEVED_IN, dt.time(12), dt.UTC)).replace(hour=0)
        return self.filter(channel="retrieval", waits=True, sent_at__lt=over)

    def running(self, today: dt.date) -> "ServiceOfDecisionQuerySet":
        """The remedy may still be sought, or its period has not even begun."""
        return self.filter(Q(waits=True) | Q(remedy_last_day__gte=today))

    def told(self) -> "ServiceOfDecisionQuerySet":
        """With `letter_facts` and `receipt_facts`: what a page of the case tells of them, in the query of the services
        itself, as most have none."""
        from cases.models import PrintJob, ServiceReceipt

        receipts = ServiceReceipt.objects.filter(service=OuterRef("pk")).order_by("pk")
        letters = PrintJob.objects.filter(service=OuterRef("pk")).order_by("pk")
        told: ServiceOfDecisionQuerySet = self.annotate(
            receipt_facts=ArraySubquery(
                receipts.values(facts=JSONObject(receiver="receiver", way="way", on="received_on", at="at"))
            ),
            letter_facts=ArraySubquery(letters.values(facts=JSONObject(key="key", name="name", on="posted_on"))),
        )
        return told

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))


class PrintJobQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: "Actor") -> "PrintJobQuerySet":
        """Letters of the cases that the actor handles."""
        from cases.models import Case

        return self.filter(service__decision__case__in=Case.objects.handled_by(actor))

    def waiting(self) -> "PrintJobQuerySet":
        """Neither posted nor handed over."""
        return self.filter(posted_on=None, handed_on=None)

    def for_queue(self) -> "PrintJobQuerySet":
        """With what a line tells, the addresses among it."""
        return self.select_related(
            "party__person", "party__organisation", "service__decision__case__case_type", "service__decision__unit"
        ).order_by("queued_at", "pk")

    def locked(self, keys: Any) -> Any:
        """These letters, ours until the transaction ends; always in the same order, so that two never wait for each
        other."""
        found = self.select_for_update(of=("self",)).filter(key__in=keys).order_by("pk")
        return found.select_related("service__decision", "party__person", "party__organisation")
