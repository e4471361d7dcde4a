# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from cases.models import Case, CaseType
from portal.audit.models import AccessEntry
from portal.common import clock
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DecisionFactory, HearingFactory, PartyFactory


def events(client: Client, case: Case) -> list[tuple[str, dt.date]]:
    page = client.get(f"{case.get_absolute_url()}paivat.ics")
    assert page.status_code == 200
    assert page["Content-Type"] == "text/calendar; charset=utf-8"
    assert page["Content-Disposition"] == f'attachment; filename="{case.reference}.ics"'
    calendar: Any = Calendar.from_ical(page.content)
    return [(str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]


def test_supplement_is_on_top_and_in_the_calendar(cast: Cast, waiting: Case) -> None:
    client, day = cast.resident.client(), clock.today() + dt.timedelta(days=10)

    text = client.get(waiting.get_absolute_url()).content.decode()

    assert 0 < text.index("Muista nämä päivät") < text.index("Lisää päivät kalenteriisi") < text.index("Tarvitsemme:")
    assert events(client, waiting) == [(f"Lähetä lisätiedot, asia {waiting.reference}", day)]


def test_last_day_of_the_remedy_is_there_until_it_has_passed(
    cast: Cast, case_type: CaseType, freeze: Callable[[str], None]
) -> None:
    freeze("2026-11-24 12:00")
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    case.decisions.get().services.update(remedy_last_day=dt.date(2026, 12, 8))
    title = f"Viimeinen päivä hakea muutosta päätökseen, asia {case.reference}"
    assert events(cast.resident.client(), case) == [(title, dt.date(2026, 12, 8))]

    freeze("2026-12-09 00:30")
    client = cast.resident.client()
    assert client.get(f"{case.get_absolute_url()}paivat.ics").status_code == 404
    assert "Muista nämä päivät" not in client.get(case.get_absolute_url()).content.decode()


def test_corrected_decision_has_no_day_of_its_own(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    DecisionFactory(
        case=case, served=True, corrects=case.decisions.get(), error="typo", correction_reason="Kirjoitusvirhe"
    )

    assert len(events(cast.resident.client(), case)) == 1


def test_heard_gets_what_is_asked_of_them_and_not_the_owners_days(cast: Cast, waiting: Case) -> None:
    party = PartyFactory(case=waiting, of=cast.stranger.person, role="heard")
    hearing = HearingFactory(case=waiting, party=party)

    assert events(cast.stranger.client(), waiting) == [
        (f"Kerro oma näkemyksesi, asia {waiting.reference}", hearing.due_on)
    ]


def test_calendar_tells_no_content_and_reminds_before(cast: Cast, waiting: Case) -> None:
    file = cast.resident.client().get(f"{waiting.get_absolute_url()}paivat.ics").content.decode()

    assert "Kaivulupa" not in file
    assert "Kartta" not in file
    assert "TRIGGER:-P3D" in file
    assert f"{waiting.get_absolute_url()}#lisatiedot" in file.replace("\r\n ", "")


def test_fetching_again_replaces_the_same_event(cast: Cast, waiting: Case) -> None:
    client = cast.resident.client()
    first, second = (
        Calendar.from_ical(client.get(f"{waiting.get_absolute_url()}paivat.ics").content).walk("VEVENT")[0]["uid"]
        for _ in range(2)
    )

    assert first == second


@pytest.mark.parametrize("role", ["stranger", "handler", "clerk", "main_user"])
def test_calendar_is_as_closed_as_the_page(cast: Cast, waiting: Case, role: str) -> None:
    assert cast.member(role).client().get(f"{waiting.get_absolute_url()}paivat.ics").status_code == 404


def test_fetching_is_a_look(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.association, waiting=True)

    cast.agent.client().get(f"{case.get_absolute_url()}paivat.ics")

    assert AccessEntry.objects.get().reason == "kalenteri"
