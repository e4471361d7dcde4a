# SPDX-License-Identifier: EUPL-1.2
"""Secrecy, register and retention of cases, as bare rows."""

import factory
from factory.django import DjangoModelFactory

from cases.models import DeadlineExtension, Disclosure, Disposal, LegalHold, PastCase
from cases.models.disclosure import OPEN_FOR
from portal.common import clock
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory


class DisclosureFactory(DjangoModelFactory[Disclosure]):
    class Meta:
        model = Disclosure

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)
    reason = "Kirjattu kirje"
    opened_at = factory.LazyFunction(clock.now)
    ends_at = factory.LazyAttribute(lambda one: one.opened_at + OPEN_FOR)
    by_right = "official"
    by_channel = "web"


class LegalHoldFactory(DjangoModelFactory[LegalHold]):
    class Meta:
        model = LegalHold

    case = factory.SubFactory(CaseFactory)
    reason = "Oikeudenkäynti"
    by_right = "official"
    by_channel = "web"


class DisposalFactory(DjangoModelFactory[Disposal]):
    class Meta:
        model = Disposal

    reference = factory.Sequence(lambda n: f"KAJ-2010-{n:06d}-A")
    register_number = factory.Sequence(lambda n: f"KAJDno-2010-{n}")
    case_type = "kaivulupa"
    unit = "kunnallistekniikka"
    rule = "10 v"
    method = Disposal.Method.ERASED
    closed_on = factory.LazyFunction(clock.today)
    by_name = "clock"


class PastCaseFactory(DjangoModelFactory[PastCase]):
    class Meta:
        model = PastCase

    case_type = "kaivulupa"
    unit = "kunnallistekniikka"
    arrived_in = factory.LazyFunction(lambda: clock.today().replace(day=1))
    days = 12
    status = "closed"


class DeadlineExtensionFactory(DjangoModelFactory[DeadlineExtension]):
    class Meta:
        model = DeadlineExtension

    case = factory.SubFactory(CaseFactory)
    ground = DeadlineExtension.Ground.MANY
    reason = "Asiakirjoja on tuhat."
    until = factory.LazyFunction(clock.today)
    by_right = "official"
    by_channel = "web"
