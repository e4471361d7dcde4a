# SPDX-License-Identifier: EUPL-1.2
"""Contact moments for tests. Traits: `ContactMomentFactory(named=True)`, `ended=True`, `expired=True`."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from portal.accounts.models import Role
from portal.common import clock
from portal.frontdesk.models import ContactMoment
from tests.factories.accounts import PersonFactory, UserFactory


class ContactMomentFactory(DjangoModelFactory[ContactMoment]):
    class Meta:
        model = ContactMoment

    class Params:
        named = factory.Trait(
            person=factory.SubFactory(PersonFactory, identified=True),
            identification=ContactMoment.Identification.PASSPORT,
            reason="Asiakas kysyy hakemuksensa tilaa",
        )
        ended = factory.Trait(
            ended_at=factory.LazyFunction(clock.now),
            topic="Venepaikan hinta",
            outcome=ContactMoment.Outcome.SOLVED,
        )
        expired = factory.Trait(open_until=factory.LazyFunction(lambda: clock.now() - dt.timedelta(minutes=1)))

    clerk = factory.SubFactory(UserFactory, roles=[(Role.FRONTDESK, None)])
