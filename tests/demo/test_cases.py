# SPDX-License-Identifier: EUPL-1.2
import pytest

from cases.models import Case
from cases.workflow import Status
from portal.demo import cases, forms, people
from portal.notifications.models import Delivery

HANDLING = {
    *("kunnallistekniikka", "perusopetus", "osallisuus", "kirjaamo", "hyvinvointi"),
    *("maankaytto", "pysakoinninvalvonta", "tapahtumaturvallisuus"),
}


@pytest.mark.slow
def test_town_has_cases_in_every_status_and_fills_once(db: None) -> None:
    people.fill()
    forms.fill()

    cases.fill()
    filled = Case.objects.count()
    cases.fill()

    assert Case.objects.count() == filled > 60
    assert {Status(status) for status in Case.objects.values_list("status", flat=True)} == set(Status)
    assert Case.objects.overdue().exists()
    assert set(Case.objects.values_list("unit__code", flat=True)) >= HANDLING
    assert not Delivery.objects.due().exists()
    for case in Case.objects.prefetch_related("changes"):
        assert list(case.changes.all())[-1].target == case.status
