# SPDX-License-Identifier: EUPL-1.2
"""How staff arrange their work, as bare rows."""

import factory
from factory.django import DjangoModelFactory

from cases.models import QueueView
from tests.factories.accounts import UserFactory


class QueueViewFactory(DjangoModelFactory[QueueView]):
    class Meta:
        model = QueueView

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Näkymä {n}")
    query = "nakyma=unit"
