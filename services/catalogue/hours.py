# SPDX-License-Identifier: EUPL-1.2
"""When a place is open: pure functions of the rows of opening hours and a moment.

A row of one day wins over the weekly rows: Christmas Eve closes whatever the week says. A row over midnight belongs to
the day on which it opens.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from portal.common import clock
from services.catalogue.models import OpeningHours

Kind = OpeningHours.Kind
LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Span:
    opens_at: dt.datetime
    closes_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OpenState:
    is_open: bool
    is_always: bool = False
    until: dt.datetime | None = None
    opens_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """Days in a row with the same times: `ma–to`, `8–16`."""

    days: str
    times: str


def is_open(rows: Iterable[OpeningHours], at: dt.datetime) -> bool:
    return state(rows, at).is_open


def state(rows: Iterable[OpeningHours], at: dt.datetime) -> OpenState:
    """Open or closed at the moment, and until when."""
    rows, wall = list(rows), clock.local(at)
    if _is_always_open(rows, wall.date()):
        return OpenState(is_open=True, is_always=True)
    # Spans of the days before may still be going on: a veterinary telephone answers from Friday to Monday.
    days = (wall.date() + dt.timedelta(days=offset) for offset in range(-6, LOOK_AHEAD_DAYS))
    spans = sorted((span for day in days for span in spans_of(rows, day)), key=lambda span: span.opens_at)
    until = max((span.closes_at for span in spans if span.opens_at <= at < span.closes_at), default=None)
    upcoming = next((span.opens_at for span in spans if span.opens_at > at), None)
    return OpenState(is_open=until is not None, until=until, opens_at=upcoming)


def spans_of(rows: list[OpeningHours], day: dt.date) -> Iterator[Span]:
    """The spans that open on the day."""
    exceptions = [row for row in rows if row.kind == Kind.EXCEPTIONAL and _is_exception_of(row, day)]
    chosen = exceptions or [row for row in rows if row.kind != Kind.EXCEPTIONAL and _is_valid(row, day)]
    for row in chosen:
        if row.is_closed or row.opens_at is None or row.closes_at is None:
            continue
        if row.kind == Kind.EXCEPTIONAL or row.weekday in (None, day.weekday()):
            yield Span(_moment(day, row.opens_at), _moment(day + dt.timedelta(days=_days_over(row)), row.closes_at))


def _is_exception_of(row: OpeningHours, day: dt.date) -> bool:
    """An exception without a last day is that of one day; inside a longer one, its weekday chooses the days."""
    if row.first_on is None:
        return False
    in_time = row.first_on <= day <= (row.last_on or row.first_on)
    return in_time and (row.weekday in (None, day.weekday()) or row.first_on == (row.last_on or row.first_on))


def _is_valid(row: OpeningHours, day: dt.date) -> bool:
    return (row.first_on is None or row.first_on <= day) and (row.last_on is None or day <= row.last_on)


def _is_always_open(rows: list[OpeningHours], day: dt.date) -> bool:
    closed_today = any(row.kind == Kind.EXCEPTIONAL and row.is_closed and _is_exception_of(row, day) for row in rows)
    return not closed_today and any(row.is_always_open and _is_valid(row, day) for row in rows)


def _days_over(row: OpeningHours) -> int:
    if row.last_weekday is not None and row.weekday is not None:
        return (row.last_weekday - row.weekday) % 7
    assert row.opens_at
    assert row.closes_at
    return 1 if row.closes_at <= row.opens_at else 0


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=clock.local(clock.now()).tzinfo)


# ---- words


def clock_text(time: dt.time | dt.datetime) -> str:
    """`9` or `9.30`"""
    return f"{time.hour}.{time.minute:02}" if time.minute else str(time.hour)


def words(found: OpenState, at: dt.datetime) -> str:
    """`Avoinna klo 16 asti`, `Suljettu, aukeaa ma klo 8`."""
    if found.is_always:
        return _("Avoinna aina")
    if found.until:
        until = clock.local(found.until)
        if (found.until - at) > dt.timedelta(hours=23):
            return _("Avoinna %(day)s klo %(time)s asti") % {"day": weekday(until), "time": clock_text(until)}
        return _("Avoinna klo %(time)s asti") % {"time": clock_text(until)}
    if found.opens_at:
        opens = clock.local(found.opens_at)
        if opens.date() == clock.local(at).date():
            return _("Suljettu, aukeaa klo %(time)s") % {"time": clock_text(opens)}
        return _("Suljettu, aukeaa %(day)s klo %(time)s") % {"day": weekday(opens), "time": clock_text(opens)}
    return _("Suljettu")


def weekday(day: dt.date) -> str:
    return str(WEEKDAYS_ABBR[day.weekday()])


def week(rows: Iterable[OpeningHours], today: dt.date) -> list[WeekRow]:
    """The ordinary week, days with the same times together: `ma–to 8–16`, `pe 9–15`."""
    weekly = [row for row in rows if row.kind != Kind.EXCEPTIONAL and _is_valid(row, today)]
    if any(row.is_always_open for row in weekly):
        return [WeekRow(_("joka päivä"), _("avoinna aina"))]
    times = [_times_of([row for row in weekly if row.weekday in (None, day)]) for day in range(7)]
    if not any(times):
        return []
    found, start = [], 0
    for day in range(1, 8):
        if day == 7 or times[day] != times[start]:
            found.append(WeekRow(_day_range(start, day - 1), times[start] or _("suljettu")))
            start = day
    return found


def week_text(rows: Iterable[OpeningHours], today: dt.date) -> str:
    """`ma–to 8–16, pe 9–15`"""
    return ", ".join(f"{row.days} {row.times}" for row in week(rows, today) if row.times != _("suljettu"))


def _times_of(rows: list[OpeningHours]) -> str:
    spans = sorted((row.opens_at, row.closes_at) for row in rows if row.opens_at and row.closes_at)
    return ", ".join(f"{clock_text(opens)}–{clock_text(closes)}" for opens, closes in spans)


def _day_range(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return _("joka päivä")
    return str(WEEKDAYS_ABBR[first]) if first == last else f"{WEEKDAYS_ABBR[first]}–{WEEKDAYS_ABBR[last]}"


def exceptions(rows: Iterable[OpeningHours], today: dt.date, *, days: int = 60) -> list[OpeningHours]:
    """Coming days that differ from the week, the nearest first."""
    limit = today + dt.timedelta(days=days)
    coming = [
        row
        for row in rows
        if row.kind == Kind.EXCEPTIONAL
        and row.first_on
        and today <= (row.last_on or row.first_on)
        and row.first_on <= limit
    ]
    return sorted(coming, key=lambda row: row.first_on or today)
