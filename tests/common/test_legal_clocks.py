# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.legal_clocks import (
    ServiceChannelKind,
    add_working_days,
    deemed_served_on,
    is_working_day,
    last_day,
    next_working_day,
)

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        pytest.param("2026-12-10", 14, "2026-12-28", id="Christmas Eve, Christmas and the weekend after"),
        pytest.param("2026-06-05", 14, "2026-06-22", id="Midsummer Eve"),
        pytest.param("2026-04-17", 14, "2026-05-04", id="May Day and the weekend after"),
        pytest.param("2026-03-02", 14, "2026-03-16", id="an ordinary Monday"),
        pytest.param("2026-11-22", 14, "2026-12-07", id="Independence Day on a Sunday"),
        pytest.param("2026-12-23", 14, "2027-01-07", id="Epiphany"),
        pytest.param("2026-03-20", 14, "2026-04-07", id="Good Friday to Easter Monday"),
    ],
)
def test_period_ends_on_the_day_the_act_says(start: str, days: int, expected: str) -> None:
    assert last_day(dt.date.fromisoformat(start), days) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (ServiceChannelKind.ELECTRONIC, "2026-12-06"),
        (ServiceChannelKind.LETTER, "2026-12-10"),
        (ServiceChannelKind.IN_PERSON, "2026-12-03"),
    ],
)
def test_deemed_service_is_not_moved_by_days_off(channel: ServiceChannelKind, expected: str) -> None:
    assert deemed_served_on(dt.date(2026, 12, 3), channel) == dt.date.fromisoformat(expected)


def test_working_days_skip_weekends_and_holidays() -> None:
    assert add_working_days(dt.date(2026, 12, 23), 2) == dt.date(2026, 12, 29)


@given(start=DAYS, days=st.integers(1, 90))
def test_last_day_is_the_first_working_day_on_or_after_the_nth(start: dt.date, days: int) -> None:
    end, nth = last_day(start, days), start + dt.timedelta(days=days)

    assert is_working_day(end)
    assert end >= nth
    assert not any(is_working_day(nth + dt.timedelta(days=n)) for n in range((end - nth).days))


@given(day=DAYS)
def test_days_off_of_ten_years_never_last_more_than_five_days(day: dt.date) -> None:
    assert (next_working_day(day) - day).days <= 5


@given(first=DAYS, second=DAYS, days=st.integers(1, 60))
def test_later_start_never_ends_earlier(first: dt.date, second: dt.date, days: int) -> None:
    earlier, later = sorted((first, second))

    assert last_day(earlier, days) <= last_day(later, days)
