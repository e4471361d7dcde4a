# SPDX-License-Identifier: EUPL-1.2
"""A permit that a rule grants: the veteran reads what decided, everybody how the rule works, a main user stops it."""

import pytest
from playwright.sync_api import Page, expect

from cases.automation.running import run_automation
from cases.models import AutomationRun, Rule
from portal.demo import rules
from portal.demo.case_stories import Story
from portal.demo.case_texts import VETERAN
from portal.demo.cases import Telling
from tests.browser.driving import Visitors, axe, scrolls_sideways


def apply() -> str:
    """Veikko applies with a picture of the badge; the worker runs the rule. Returns the address of his matter."""
    telling = Telling(Story(VETERAN, "veikko", 0, "received", "attach"))
    telling.tell()
    run_automation(AutomationRun.objects.get(case=telling.case).pk)
    return telling.case.get_absolute_url()


def fits(page: Page, url: str) -> None:
    page.goto(url)
    assert not axe(page)
    assert not scrolls_sideways(page)


@pytest.mark.usefixtures("town")
def test_rule_grants_a_permit_tells_so_and_is_stopped(visitors: Visitors) -> None:
    rules.fill()
    matter = apply()
    rule = Rule.objects.get(case_type__code=VETERAN)

    veikko = visitors.open("veikko")
    fits(veikko, matter)
    expect(veikko.get_by_text("Automaattinen päätös")).to_be_visible()
    expect(veikko.get_by_text("Kysy lisää: Kari Huotari")).to_be_visible()
    veikko.get_by_role("link", name="Lue, miten sääntö toimii").click()
    expect(veikko.get_by_role("heading", name="Veteraanin pysäköintilupa")).to_be_visible()
    for width in (390, 1280):
        fits(visitors.open(width=width), "/automaatio/")

    table = f"/admin/cases/rule/{rule.pk}/table/"
    fits(visitors.open("paavo", width=390), table)
    paavo = visitors.open("paavo")
    fits(paavo, table)
    expect(paavo.get_by_text("Menee läpi")).to_have_count(3)
    paavo.get_by_role("button", name="Pane pois käytöstä").click()
    expect(paavo.get_by_text("Sääntö on pois käytöstä. Asiat jäävät ihmisille.")).to_be_visible()
    paavo.goto("/automaatio/")
    expect(paavo.get_by_role("heading", name="Veteraanin pysäköintilupa")).to_have_count(0)
