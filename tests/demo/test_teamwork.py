# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.test import Client

from cases.models import Case, Publication, QueueView, Representation, Task, TextModule
from portal.accounts.actors import Assurance, actor_for
from portal.accounts.models import User
from portal.common import clock
from portal.demo import cases, forms, people, teamwork


@pytest.mark.slow
def test_town_works_together_and_fills_once(db: None) -> None:
    people.fill()
    forms.fill()
    cases.fill()

    teamwork.fill()
    teamwork.fill()

    publication = Publication.objects.public().get()
    listed, page = (Client().get(place).text for place in ("/paatokset/", publication.get_absolute_url()))
    assert publication.get_absolute_url() in listed
    assert "[poistettu]" in page
    assert publication.decision.decided_at > clock.now() - dt.timedelta(days=31)
    veikko = actor_for(User.objects.get(username="veikko"), assurance=Assurance.STRONG)
    right = Representation.objects.get()
    assert right.is_current
    assert right.case in Case.objects.visible_to(veikko)
    assert right.case.case_type.is_information_request
    assert Task.objects.open().get().case.labels.exists()
    assert QueueView.objects.get().unit == TextModule.objects.first().unit  # type: ignore[union-attr]
    assert all(set(module.text) == {"fi", "sv", "en"} for module in TextModule.objects.all())
