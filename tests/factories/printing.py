# SPDX-License-Identifier: EUPL-1.2
"""Letters and receipts, as bare rows."""

import factory
from factory.django import DjangoModelFactory

from cases.models import PrintJob, ServiceReceipt
from portal.common import clock
from tests.factories.cases import ServiceOfDecisionFactory


class PrintJobFactory(DjangoModelFactory[PrintJob]):
    """`service` is a waiting one by letter; `party` is the first of its case, if there is one."""

    class Meta:
        model = PrintJob

    service = factory.SubFactory(ServiceOfDecisionFactory, channel="letter", waits=True, remedy_last_day=None)
    party = factory.LazyAttribute(lambda job: job.service.decision.case.parties.first())
    name = factory.LazyAttribute(lambda job: str(job.party or "Aino Kemppainen"))
    address = "Koivukatu 3\n87100 KAJAANI"
    by_right = "official"
    by_channel = "web"

    class Params:
        printed = factory.Trait(printed_at=factory.LazyFunction(clock.now), print_count=1)
        posted = factory.Trait(printed=True, posted_on=factory.LazyFunction(clock.today))


class ServiceReceiptFactory(DjangoModelFactory[ServiceReceipt]):
    class Meta:
        model = ServiceReceipt

    service = factory.SubFactory(ServiceOfDecisionFactory)
    receiver = "Aino Kemppainen"
    way = ServiceReceipt.Way.SIGNED
    received_on = factory.LazyFunction(clock.today)
    by_right = "official"
    by_channel = "web"
