# SPDX-License-Identifier: EUPL-1.2
"""All the matters of one customer on one list, whatever their kind: what waits for the customer first, then the newest.

Cases are the first kind. A room above, such as feedback, registers its own in its `apps.py`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import story
from cases.models import Case
from cases.naming import summary_for, title_for
from cases.workflow import Status
from portal.accounts.actors import Actor
from portal.common.dates import day_text


@dataclass(frozen=True, slots=True)
class Matter:
    """One line. `waits`: the customer is to do something. `language` is that of the summary, the sender's own words."""

    title: str
    line: str
    url: str
    reference: str
    icon: str
    status: str
    at: dt.datetime
    waits: bool = False
    summary: str = ""
    language: str = ""
    kind: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    is_ended: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`find` gives rows in the order of the list; `tell` makes a line of one and asks nothing."""

    key: str
    name: str | Promise
    find: Callable[[Actor, Wanted], QuerySet[Any]]
    tell: Callable[[Actor, Any], Matter]


class Matters:
    """What a paginator needs. A page costs two questions of each source, however many rows there are."""

    def __init__(self, actor: Actor, wanted: Wanted, kind: str = "") -> None:
        known = {source.key: source for source in sources}
        self._found = [(source, source.find(actor, wanted)) for source in ([known[kind]] if kind in known else sources)]
        self._actor = actor

    def count(self) -> int:
        return sum(rows.count() for _source, rows in self._found)

    def __getitem__(self, part: slice) -> list[Matter]:
        told = [source.tell(self._actor, row) for source, rows in self._found for row in rows[: part.stop]]
        return sorted(told, key=lambda matter: (matter.waits, matter.at), reverse=True)[part]


def _cases(actor: Actor, wanted: Wanted) -> QuerySet[Any]:
    mine = Case.objects.of_customer(actor).matching(wanted.words, actor=actor)
    return (mine.ended() if wanted.is_ended else mine.open()).for_own_list()


def _of_case(actor: Actor, case: Case) -> Matter:
    asked = story.open_request(case)
    return Matter(
        title=title_for(actor, case),
        line=_asking(case, asked.due_on) if asked else story.one_line(case),
        url=case.get_absolute_url(),
        reference=case.reference,
        icon=case.case_type.icon,
        status=case.status,
        at=case.received_at,
        waits=case.status == Status.WAITING_CUSTOMER and case.to_act is not False,
        summary=summary_for(actor, case),
        language=case.language,
        kind=CASES.name if case.to_act is None else _("Olet asiamies"),
    )


def _asking(case: Case, day: dt.date) -> str:
    return _("%(situation)s viimeistään %(day)s.") % {"situation": story.situation(case), "day": day_text(day)}


CASES = Source("asiat", gettext_lazy("Hakemukset ja ilmoitukset"), _cases, _of_case)
sources: list[Source] = [CASES]


def register(source: Source) -> None:
    if source not in sources:
        sources.append(source)
