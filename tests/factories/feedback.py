# SPDX-License-Identifier: EUPL-1.2
"""Feedback for tests. Traits name situations: `FeedbackFactory(published=True)`."""

import factory
from factory.django import DjangoModelFactory

from feedback.models import Feedback, Routing
from feedback.workflow import Status
from portal.common import clock
from portal.common.references import format_reference
from tests.factories.accounts import PersonFactory, UnitFactory


class RoutingFactory(DjangoModelFactory[Routing]):
    class Meta:
        model = Routing

    code = factory.Sequence(lambda n: f"aihe-{n}")
    name = factory.LazyAttribute(lambda topic: {"fi": topic.code.capitalize(), "sv": "Ämnet", "en": "Topic"})
    unit = factory.SubFactory(UnitFactory)
    keywords = "katuvalo, gatlykt, street light"


class FeedbackFactory(DjangoModelFactory[Feedback]):
    """Received, nobody's yet, with an address for the answer."""

    class Meta:
        model = Feedback

    class Params:
        in_progress = factory.Trait(status=Status.IN_PROGRESS, unit=factory.SubFactory(UnitFactory))
        answered = factory.Trait(status=Status.ANSWERED, answered_at=factory.LazyFunction(clock.now))
        closed = factory.Trait(status=Status.CLOSED)
        of_person = factory.Trait(person=factory.SubFactory(PersonFactory, signed_up=True))
        published = factory.Trait(
            may_publish=True,
            published_at=factory.LazyFunction(clock.now),
            public_title=factory.Sequence(lambda n: f"Katuvalo {n} on pimeä"),
            public_text="Valo ei pala.",
        )

    id = factory.LazyFunction(lambda: Feedback.objects.next_number())
    reference = factory.LazyAttribute(lambda row: format_reference("PAL", clock.today().year, row.id))
    kind = Feedback.Kind.DEFECT
    text = "Katuvalo ei pala Kalliokadulla. Kohta on pimeä."
    place = "Kalliokatu 14"
    contact_email = "antaja@esimerkki.example"
    wants_answer = True
    channel = Feedback.Channel.WEB
