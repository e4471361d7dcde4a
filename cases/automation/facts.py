# SPDX-License-Identifier: EUPL-1.2
"""What a rule may look at in a case: the typed answers of the form, and what the case itself tells.

How somebody is reached and where they live are no facts: the form does not give them to rules.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case, Document
from portal.common import clock
from portal.common.dates import as_day
from portal.common.rules.facts import Facts
from portal.common.rules.storing import restored, stored

# Name → what it is called, and whether it is a number. In conditions {"known": name, …}.
KNOWN: dict[str, tuple[Any, bool]] = {
    "attachments": (_("liitteitä"), True),
    "days_open": (_("päiviä saapumisesta"), True),
    "days_left": (_("päiviä luvattuun päivään"), True),
    "supplements": (_("täydennyspyyntöjä"), True),
    "applicant": (_("hakija (person, organisation, unknown)"), False),
    "channel": (_("kanava (web, desk, phone, email, api)"), False),
    "unit": (_("yksikön tunnus"), False),
    "language": (_("asiointikieli (fi, sv, en)"), False),
}
_PREFIX = "known."

Kept = dict[str, Any]


def facts_of(case: Case) -> Kept:
    """Key → value as `stored` keeps it; what the case tells is named `known.…`."""
    answers = {row["key"]: row["fact"] for part in case.content for row in part.get("rows", ()) if "fact" in row}
    return answers | {f"{_PREFIX}{name}": stored(value) for name, value in _known(case).items()}


def facts_at_arrival(case: Case) -> Kept:
    """As the case was when it came: what came later is left out."""
    first = [one for one in _attachments(case) if one.supplement_id is None]
    then = {"attachments": len(first), "days_open": 0, "days_left": case.case_type.promise_days, "supplements": 0}
    return facts_of(case) | {f"{_PREFIX}{name}": stored(value) for name, value in then.items()}


def as_facts(kept: Kept) -> Facts:
    """For the conditions of the rows."""
    values = {key: restored(value) for key, value in kept.items() if not key.startswith(_PREFIX)}
    known = {key[len(_PREFIX) :]: restored(value) for key, value in kept.items() if key.startswith(_PREFIX)}
    return Facts(values, clock.today(), known)


def plain_facts(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """For people: (key, value in words)."""
    return [(key, _plain(restored(value))) for key, value in sorted(kept.items())]


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _attachments(case: Case) -> list[Document]:
    return [one for one in case.documents.all() if one.kind == Document.Kind.ATTACHMENT]


def _known(case: Case) -> dict[str, Any]:
    today = clock.today()
    return {
        "attachments": len(_attachments(case)),
        "days_open": (today - as_day(case.received_at)).days,
        **({"days_left": (case.due_on - today).days} if case.due_on else {}),
        "supplements": len(case.supplement_requests.all()),
        "applicant": _applicant(case),
        "channel": case.by_channel,
        "unit": case.unit.code,
        "language": case.language,
    }


def _applicant(case: Case) -> str:
    owners = [party for party in case.parties.all() if party.is_owner]
    if any(party.organisation_id for party in owners):
        return "organisation"
    return "person" if any(party.person_id for party in owners) else "unknown"
