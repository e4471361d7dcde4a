# SPDX-License-Identifier: EUPL-1.2
"""How staff arrange their work, as bare rows."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cases.models import Absence, BulkItem, BulkJob, Following, Label, QueueView, Task
from portal.common import clock
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.cases import CaseFactory


class QueueViewFactory(DjangoModelFactory[QueueView]):
    class Meta:
        model = QueueView

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Näkymä {n}")
    query = "nakyma=unit"


class LabelFactory(DjangoModelFactory[Label]):
    class Meta:
        model = Label

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Tunniste {n}")


class BulkJobFactory(DjangoModelFactory[BulkJob]):
    """Chosen and answered, not yet begun. `cases`: what it is done to."""

    class Meta:
        model = BulkJob
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory)
    kind = BulkJob.Kind.TAKE_UP
    answers = factory.LazyFunction(dict)

    @factory.post_generation
    def cases(self: Any, _create: bool, extracted: Any, **_unused: Any) -> None:
        for case in extracted or []:
            BulkItemFactory(job=self, case=case)


class BulkItemFactory(DjangoModelFactory[BulkItem]):
    class Meta:
        model = BulkItem

    job = factory.SubFactory(BulkJobFactory)
    case = factory.SubFactory(CaseFactory)
    case_version = factory.SelfAttribute("case.version")


class FollowingFactory(DjangoModelFactory[Following]):
    class Meta:
        model = Following

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)


class TaskFactory(DjangoModelFactory[Task]):
    class Meta:
        model = Task

    case = factory.SubFactory(CaseFactory)
    text = "Soita naapurille"
    assignee = factory.SubFactory(UserFactory)
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"


class AbsenceFactory(DjangoModelFactory[Absence]):
    """From today for two weeks; `StandIn` rows come by the actions."""

    class Meta:
        model = Absence

    user = factory.SubFactory(UserFactory)
    substitute = factory.SubFactory(UserFactory)
    starts_on = factory.LazyFunction(clock.today)
    ends_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=13))
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"
