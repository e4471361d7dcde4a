# SPDX-License-Identifier: EUPL-1.2
"""axe finds nothing on the staff's pages: daily and configuration, wide and narrow, light and dark."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from cases.models import Case
from portal.accounts.models import Mandate
from tests.cast import Cast, Member
from tests.conftest import CHROMIUM
from tests.factories.cases import CaseFactory, CaseTypeFactory, DocumentFactory, MessageFactory, NoteFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SWITCHES += ["--disable-component-update", "--disable-sync"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


def faults(browser: Browser, server: LiveServer, session: str, places: list[str]) -> list[str]:
    """What axe says of each page, light and dark, wide and narrow."""
    found: list[str] = []
    schemes: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
    for scheme in schemes:
        context = browser.new_context(color_scheme=scheme)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])
        page = context.new_page()
        for place in places:
            answer = page.goto(server.url + place, wait_until="networkidle")
            assert answer
            assert answer.status in (200, 409), place
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{place} {width} {scheme}: {fault}" for fault in _violations(page)]
        context.close()
    return found


def _violations(page: Any) -> list[str]:
    result = Axe().run(page, options=RULES).response
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in result["violations"]]


def session_of(member: Member) -> str:
    return member.client().cookies[settings.SESSION_COOKIE_NAME].value


def filled(cast: Cast, **traits: Any) -> Case:
    case: Case = CaseFactory(
        case_type=CaseTypeFactory(code="kaivulupa", unit=cast.unit), applicant=cast.resident.person, **traits
    )
    for factory in (MessageFactory, NoteFactory, DocumentFactory):
        factory(case=case)
    return case


def test_daily_pages(cast: Cast, live_server: LiveServer, request: pytest.FixtureRequest) -> None:
    case = filled(cast, in_progress=True, overdue=True, handler=cast.decision_maker.user)
    decided, waiting = filled(cast, decided=True), filled(cast, waiting=True)
    queue = reverse("admin:cases_case_changelist")
    sides = [f"{queue}{case.reference}/{side}" for side in ("", "messages/", "documents/", "earlier/", "access-log/")]
    verbs = ("decide", "request-supplement", "assign", "hand-over", "transfer", "estimate")
    forms = [f"{queue}{case.reference}/{verb}/" for verb in verbs]
    others = [
        f"{queue}{decided.reference}/serve/",
        f"{queue}{waiting.reference}/",
        f"{queue}{waiting.reference}/decide/",
    ]
    places = [queue, f"{queue}?nakyma=unit", f"{queue}?q=ei-ole", *sides, *forms, *others]
    session = session_of(cast.decision_maker)

    found = faults(request.getfixturevalue("browser"), live_server, session, places)

    assert not found


def test_configuration_pages(cast: Cast, live_server: LiveServer, request: pytest.FixtureRequest) -> None:
    case = filled(cast)
    assert cast.guardian.person
    handler, mandate = cast.handler.user, Mandate.objects.get()
    assert handler
    changed = [
        reverse("admin:cases_casetype_change", args=[case.case_type.pk]),
        reverse("admin:accounts_user_change", args=[handler.pk]),
        reverse("admin:accounts_mandate_delete", args=[mandate.pk]),
        reverse("admin:accounts_unit_history", args=[cast.unit.pk]),
    ]
    lists = [reverse(f"admin:{name}_changelist") for name in ("cases_casetype", "accounts_user", "accounts_unit")]
    places = ["/admin/", *lists, *changed, reverse("admin:accounts_mandate_add")]
    session = session_of(cast.main_user)

    found = faults(request.getfixturevalue("browser"), live_server, session, places)

    assert not found
