# SPDX-License-Identifier: EUPL-1.2
"""Places in the texts of a decision: {asiakas} is filled from the case, {summa} by who writes the decision."""

import re
from collections.abc import Callable

from django.utils.translation import override

from cases.concealing import shown_content
from cases.models import Case, Party
from portal.common import clock
from portal.common.dates import day_text

_PLACE = re.compile(r"\{([^{}\n]{1,60})\}")


def _owners(case: Case) -> list[Party]:
    return [party for party in case.parties.all() if party.is_owner]


PLACES: dict[str, Callable[[Case], str]] = {
    "asiakas": lambda case: ", ".join(party.display_name for party in _owners(case)) or case.applicant_name,
    "asia": lambda case: case.title,
    "asianumero": lambda case: case.reference,
    "saapunut": lambda case: day_text(case.received_at),
    "tänään": lambda _case: day_text(clock.today()),
    "yksikkö": lambda case: str(case.unit),
}


def filled(text: str, case: Case) -> str:
    """The text with what the case knows, in the language of the case. What it does not know stays as it is.

    A place is one of PLACES or the key of a question of the form.
    """
    with override(case.language):
        answers = _answers(case)
        return _PLACE.sub(lambda place: _value(place[1].strip(), case, answers) or place[0], text)


def unfilled(text: str) -> list[str]:
    """The places that still wait, as they stand in the text."""
    return [place[0] for place in _PLACE.finditer(text)]


def _value(name: str, case: Case, answers: dict[str, str]) -> str:
    known = PLACES.get(name)
    return known(case) if known else answers.get(name, "")


def _answers(case: Case) -> dict[str, str]:
    # A decision goes to every party: what is kept from them stays a place to be filled.
    rows = (row for part in shown_content(case) for row in part.get("rows", []))
    return {
        row["key"]: row["value"]
        for row in rows
        if isinstance(row.get("value"), str) and "key" in row and not row.get("concealed")
    }
