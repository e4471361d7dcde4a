# SPDX-License-Identifier: EUPL-1.2
"""A clerk who also acts for somebody in private: nothing of that follows to the desk."""

import pytest

from portal.accounts.actors import Assurance, Channel
from portal.accounts.models import Mandate
from portal.frontdesk.models import ContactMoment
from portal.frontdesk.session import actor_at_desk
from tests.cast import Cast
from tests.factories.accounts import PersonFactory


@pytest.mark.parametrize("principal", ["child", "association"])
@pytest.mark.parametrize("is_named", [True, False], ids=["named customer", "unnamed customer"])
def test_whom_the_clerk_acts_for_is_not_the_customer(cast: Cast, principal: str, is_named: bool) -> None:
    whom = {"person": cast.child} if principal == "child" else {"organisation": cast.association}
    person = PersonFactory(user=cast.clerk.user)
    clerk = cast.clerk.actor.on_behalf_of(Mandate.objects.create(delegate=person, kind=Mandate.Kind.MANDATE, **whom))
    customer = cast.resident.person if is_named else None

    actor = actor_at_desk(clerk, ContactMoment(clerk=cast.clerk.user, person=customer))

    assert (actor.subject, actor.organisation) == (customer, None)


def test_customer_at_the_desk_is_no_organisation(cast: Cast) -> None:
    agent = cast.agent.actor.on_behalf_of(cast.agent.person.mandates.get())

    actor = agent.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    assert actor.organisation is None
