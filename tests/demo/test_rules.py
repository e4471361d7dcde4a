# SPDX-License-Identifier: EUPL-1.2
import pytest

from cases.automation.running import run_automation
from cases.models import AutomationRun, Case, Rule
from portal.common import clock
from portal.demo import cases, forms, people, rules
from portal.demo.case_stories import Story
from portal.demo.case_texts import VETERAN
from portal.demo.cases import Telling


@pytest.mark.slow
def test_town_has_rules_that_were_rehearsed_and_one_grants_a_permit(db: None) -> None:
    people.fill()
    forms.fill()
    cases.fill()

    rules.fill()
    rules.fill()

    assert sorted(Rule.objects.values_list("state", flat=True)) == ["off", "on", "on", "rehearsing"]
    permit = Rule.objects.get(case_type__code=VETERAN)
    assert permit.current
    assert permit.current.rehearsals.get().outcomes == {"decide:granted": 3, "": 1}
    for way, status in (("attach", "served"), ("show", "received")):
        Telling(Story(VETERAN, "veikko", 0, "received", way)).tell()
        case = Case.objects.filter(received_at__lte=clock.now()).latest("pk")
        run_automation(AutomationRun.objects.get(case=case).pk)
        case.refresh_from_db()
        assert case.status == status
