# SPDX-License-Identifier: EUPL-1.2
"""Statutory time limits as pure functions of dates.

Sources: act 150/1930 on the computing of statutory time limits (2 § the first day is not counted, 5 § a period that
ends on a day off continues to the next working day); Hallintolaki 434/2003 59 § (ordinary letter: 7th day after
posting); act 13/2003 18-19 § (on retrieval with identification: that day; ordinary electronic service: 3rd day after
sending).
"""

import datetime as dt
from calendar import monthrange
from enum import StrEnum
from functools import cache


class ServiceChannelKind(StrEnum):
    ELECTRONIC = "electronic"
    LETTER = "letter"
    IN_PERSON = "in_person"
    RETRIEVAL = "retrieval"


_DEEMED_DAYS = {
    ServiceChannelKind.ELECTRONIC: 3,
    ServiceChannelKind.LETTER: 7,
    ServiceChannelKind.IN_PERSON: 0,
    ServiceChannelKind.RETRIEVAL: 0,
}


@cache
def _days_off(year: int) -> frozenset[dt.date]:
    import holidays  # 3 MB of memory: the calendars of the whole world

    # The public category for Finland holds exactly the days of act 150/1930 5 §, Christmas and Midsummer eves included.
    return frozenset(holidays.country_holidays("FI", years=year))


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in _days_off(day.year)


def next_working_day(day: dt.date) -> dt.date:
    """The day itself when it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def last_day(start: dt.date, days: int) -> dt.date:
    """The last day of a period of `days` days that starts from `start`, which itself is not counted."""
    return next_working_day(start + dt.timedelta(days=days))


def last_day_of_months(start: dt.date, months: int) -> dt.date:
    """The last day of a period of months: the day of the same number, or the last of a month that has no such day
    (act 150/1930 3 §). Continues to the next working day."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return next_working_day(dt.date(year, month, min(start.day, monthrange(year, month)[1])))


def deemed_served_on(sent_on: dt.date, channel: ServiceChannelKind) -> dt.date:
    """The day on which the party is deemed to have received what was sent. Not moved by days off: it ends no period."""
    return sent_on + dt.timedelta(days=_DEEMED_DAYS[channel])


def add_working_days(start: dt.date, days: int) -> dt.date:
    day = start
    for _ in range(days):
        day = next_working_day(day + dt.timedelta(days=1))
    return day
