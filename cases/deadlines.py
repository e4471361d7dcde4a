# SPDX-License-Identifier: EUPL-1.2
"""The days that a party has to keep in mind: on the page of the case, and as a file for a calendar (RFC 5545)."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import story
from cases.models import Case
from cases.permissions import acts_for_owner, can_answer_hearing, can_read_case
from portal.accounts.actors import Actor
from portal.common import clock

if TYPE_CHECKING:
    from icalendar import Event

REMIND_BEFORE = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Deadline:
    """`key` tells the days of one case apart; `url` is where it is done. `is_asked`: we wait for it."""

    key: str
    text: str
    day: dt.date
    url: str
    is_asked: bool = True


def deadlines_of(case: Case, actor: Actor) -> list[Deadline]:
    """What this party is asked for or may still do, the first day first. Asks nothing of a case of `for_party_page`."""
    found = _asked(case, actor)
    if can_read_case(actor, case):
        found += _remedies(case)
    return sorted(found, key=lambda one: (one.day, one.key))


def _asked(case: Case, actor: Actor) -> list[Deadline]:
    request = story.open_request(case)
    found = [
        Deadline(
            f"kuuleminen-{hearing.key}",
            _("Kerro oma näkemyksesi"),
            hearing.due_on,
            reverse("cases:citizen-hearing", args=[case.reference, hearing.key]),
        )
        for hearing in case.hearings.all()
        if hearing.is_open and hearing.party_id and can_answer_hearing(actor, hearing)
    ]
    if request and acts_for_owner(actor, case):
        url = f"{case.get_absolute_url()}#lisatiedot"
        found.append(Deadline(f"lisatiedot-{request.pk}", _("Lähetä lisätiedot"), request.due_on, url))
    return found


def _remedies(case: Case) -> list[Deadline]:
    """The last day of each served decision that is in force; a service on another way may give a later one."""
    found = []
    for decision in story.served_decisions(case):
        days = [service.remedy_last_day for service in decision.services.all() if service.remedy_last_day]
        if days and max(days) >= clock.today() and not decision.replaced_by:
            text, url = _("Viimeinen päivä hakea muutosta päätökseen"), f"{case.get_absolute_url()}#paatokset"
            found.append(Deadline(f"muutoksenhaku-{decision.pk}", text, max(days), url, is_asked=False))
    return found


def calendar_of(case: Case, deadlines: list[Deadline]) -> bytes:
    """The days as a calendar file. It may end up with others, so it tells the reference but not what the matter is."""
    from icalendar import Calendar  # 2 MB of memory that the page of a case does not need

    calendar = Calendar()
    calendar.add("prodid", "-//Kajaani//OmaKajaani//FI")
    calendar.add("version", "2.0")
    for deadline in deadlines:
        calendar.add_component(_event(case, deadline))
    file: bytes = calendar.to_ical()
    return file


def _event(case: Case, deadline: Deadline) -> "Event":
    from icalendar import Alarm, Event

    title = _("%(what)s, asia %(reference)s") % {"what": deadline.text, "reference": case.reference}
    event, alarm = Event(), Alarm()
    # The same day fetched again replaces itself in the calendar.
    event.add("uid", f"{case.reference}-{deadline.key}@omakajaani")
    event.add("dtstamp", clock.now())
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + dt.timedelta(days=1))
    event.add("summary", title)
    event.add("url", f"{settings.SITE_URL}{deadline.url}")
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event
