# SPDX-License-Identifier: EUPL-1.2
"""Notifications and their deliveries. Traits: `sent`, `failed`."""

import factory
from factory.django import DjangoModelFactory

from portal.common import clock
from portal.notifications.models import Delivery, Notification
from tests.factories.accounts import PersonFactory


class NotificationFactory(DjangoModelFactory[Notification]):
    class Meta:
        model = Notification

    event = "case.received"
    person = factory.SubFactory(PersonFactory, signed_up=True)
    email = factory.SelfAttribute("person.email")
    title = factory.Sequence(lambda n: f"Saimme asiasi {n}")
    body = "Kerromme, kun asia etenee."
    url = "/oma/asiat/"
    about_type = "accounts.person"
    about_id = 1
    context = {"reference": "KAJ-2026-000001-A"}


class DeliveryFactory(DjangoModelFactory[Delivery]):
    class Meta:
        model = Delivery

    class Params:
        sent = factory.Trait(state=Delivery.State.SENT, sent_at=factory.LazyFunction(clock.now), tries_count=1)
        failed = factory.Trait(state=Delivery.State.FAILED, last_error="recipient refused", tries_count=9)

    notification = factory.SubFactory(NotificationFactory)
    channel = "email"
