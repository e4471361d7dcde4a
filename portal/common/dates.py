# SPDX-License-Identifier: EUPL-1.2
"""Days and times in words, as they are written in Finland; the weekday comes in the active language."""

import datetime as dt

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common import clock


def as_day(moment: dt.date | dt.datetime) -> dt.date:
    return clock.local(moment).date() if isinstance(moment, dt.datetime) else moment


def day_text(moment: dt.date | dt.datetime) -> str:
    """`pe 4.12.2026`"""
    day = as_day(moment)
    return f"{WEEKDAYS_ABBR[day.weekday()]} {day.day}.{day.month}.{day.year}"


def time_text(moment: dt.datetime | dt.time) -> str:
    """`klo 9.15`"""
    wall = clock.local(moment) if isinstance(moment, dt.datetime) else moment
    return _("klo %(time)s") % {"time": f"{wall.hour}.{wall.minute:02}"}


def month_text(day: dt.date) -> str:
    """`marras`: Finnish months lose their *kuu*, other languages use their own short form."""
    name, short = str(MONTHS[day.month]), str(MONTHS_3[day.month])
    return name.removesuffix("kuu") if name.endswith("kuu") else short


def days_left_text(moment: dt.date | dt.datetime) -> str:
    """`(10 päivää aikaa)`, to follow a deadline."""
    days = (as_day(moment) - clock.today()).days
    if days < 0:
        return _("(aika on päättynyt)")
    if days == 0:
        return _("(tänään)")
    return ngettext("(%(days)s päivä aikaa)", "(%(days)s päivää aikaa)", days) % {"days": days}
