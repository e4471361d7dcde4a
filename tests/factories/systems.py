# SPDX-License-Identifier: EUPL-1.2
"""Other systems, as bare rows. `token_of(key)` is what the key opens with."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cases.models import ApiCall, ExternalSystem, SystemKey, WebhookDelivery
from portal.common import clock
from portal.common.crypto import keyed_hash
from tests.factories.cases import CaseFactory

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def token_of(key: SystemKey) -> str:
    return f"{key.prefix}_salainen"


class ExternalSystemFactory(DjangoModelFactory[ExternalSystem]):
    class Meta:
        model = ExternalSystem
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Lupaportti {n}")
    contact = "yllapito@lupaportti.example"

    @factory.post_generation
    def case_types(self: Any, _create: bool, extracted: Any, **_unused: Any) -> None:
        self.case_types.set(extracted or [])


class SystemKeyFactory(DjangoModelFactory[SystemKey]):
    class Meta:
        model = SystemKey

    system = factory.SubFactory(ExternalSystemFactory)
    prefix = factory.Sequence(lambda n: f"omk_{n:08x}")
    key_hash = factory.LazyAttribute(lambda key: keyed_hash(token_of(key)))
    expires_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=30))


class ApiCallFactory(DjangoModelFactory[ApiCall]):
    class Meta:
        model = ApiCall

    system = factory.SubFactory(ExternalSystemFactory)
    key = factory.Sequence(lambda n: f"kutsu-{n}")
    fingerprint = "0" * 64
    answer = "{}"


class WebhookDeliveryFactory(DjangoModelFactory[WebhookDelivery]):
    class Meta:
        model = WebhookDelivery

    system = factory.SubFactory(ExternalSystemFactory, webhook_url="https://lupaportti.example/hook")
    case = factory.SubFactory(CaseFactory, opened_by=factory.SelfAttribute("..system"))
    event = "case.served"
