# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.catalogue import hours
from services.catalogue.models import OpeningHours

HELSINKI = ZoneInfo("Europe/Helsinki")
KIND = OpeningHours.Kind


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


def row(weekday: int | None, opens: str, closes: str, **more: Any) -> OpeningHours:
    times = {"opens_at": dt.time.fromisoformat(opens), "closes_at": dt.time.fromisoformat(closes)}
    return OpeningHours(weekday=weekday, **times, **more)


WEEK = [row(day, "09:00", "16:00") for day in range(5)]
CHRISTMAS = OpeningHours(kind=KIND.EXCEPTIONAL, first_on=dt.date(2026, 12, 24), is_closed=True)
EVE = row(2, "09:00", "12:00", kind=KIND.EXCEPTIONAL, first_on=dt.date(2026, 12, 23), last_on=dt.date(2026, 12, 23))
YOUTH = [row(4, "17:00", "00:30", kind=KIND.OVER_MIDNIGHT, last_weekday=5)]
VET = [row(4, "16:00", "08:00", kind=KIND.OVER_MIDNIGHT, last_weekday=0)]
ALWAYS = [OpeningHours(is_always_open=True)]


@pytest.mark.parametrize(
    ("rows", "moment", "said"),
    [
        pytest.param(WEEK, "2026-11-24 12:00", "Avoinna klo 16 asti", id="open on a weekday"),
        pytest.param(WEEK, "2026-11-24 08:59", "Suljettu, aukeaa klo 9", id="opens later today"),
        pytest.param(WEEK, "2026-11-24 16:00", "Suljettu, aukeaa ke klo 9", id="closing time is closed"),
        pytest.param(WEEK, "2026-11-27 18:00", "Suljettu, aukeaa ma klo 9", id="over the weekend"),
        pytest.param([*WEEK, CHRISTMAS], "2026-12-24 12:00", "Suljettu, aukeaa pe klo 9", id="closed day wins"),
        pytest.param([*WEEK, EVE], "2026-12-23 11:00", "Avoinna klo 12 asti", id="short day wins"),
        pytest.param([*WEEK, EVE], "2026-12-23 13:00", "Suljettu, aukeaa to klo 9", id="after a short day"),
        pytest.param(YOUTH, "2026-11-28 00:15", "Avoinna klo 0.30 asti", id="after midnight"),
        pytest.param(VET, "2026-11-28 12:00", "Avoinna ma klo 8 asti", id="whole weekend"),
        pytest.param(ALWAYS, "2026-11-28 03:00", "Avoinna aina", id="always"),
        pytest.param([*ALWAYS, CHRISTMAS], "2026-12-24 03:00", "Suljettu", id="always but closed today"),
        pytest.param([], "2026-11-24 12:00", "Suljettu", id="no rows"),
    ],
)
def test_words_tell_whether_a_place_is_open(rows: list[OpeningHours], moment: str, said: str) -> None:
    assert hours.words(hours.state(rows, at(moment)), at(moment)) == said


def test_change_of_clock_keeps_the_wall_time() -> None:
    found = hours.state([row(6, "02:00", "05:00")], at("2026-10-25 04:30"))

    assert found.until == at("2026-10-25 05:00")


def test_days_with_the_same_times_stand_together() -> None:
    rows = [*WEEK[:4], row(4, "09:00", "15:30"), row(5, "10:00", "14:00")]

    assert hours.week_text(rows, dt.date(2026, 11, 24)) == "ma–to 9–16, pe 9–15.30, la 10–14"


def test_hours_of_another_season_do_not_count() -> None:
    rows = [row(1, "09:00", "16:00", first_on=dt.date(2027, 6, 1))]

    assert not hours.is_open(rows, at("2026-11-24 12:00"))
    assert hours.week_text(rows, dt.date(2026, 11, 24)) == ""


def test_coming_exceptions_are_listed_the_nearest_first() -> None:
    assert hours.exceptions([CHRISTMAS, EVE, *WEEK], dt.date(2026, 12, 1)) == [EVE, CHRISTMAS]
