# SPDX-License-Identifier: EUPL-1.2
"""Turvakielto: where a marked person lives and how they are reached is shown to nobody else (act 661/2009 36-38 §,
Julkisuuslaki 621/1999 24 § 1 mom. 31 k.). The one way to it is `actions.disclosing`, with a reason and for a while.

Reads only what `for_case_page` and `for_party_page` have at hand.
"""

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from cases.models import Case
    from portal.accounts.actors import Actor
    from portal.accounts.models import Person

CONCEALED = _("Turvakielto: ei näytetä")


def marked_persons(case: "Case") -> list["Person"]:
    return [party.person for party in case.parties.all() if party.person and party.person.non_disclosure]


def is_concealed_from(actor: "Actor", case: "Case") -> bool:
    """Whoever else is in the matter, the other parent for instance, does not learn it from the case."""
    own = actor.person.pk if actor.person and not actor.at_desk else None
    return any(person.pk != own for person in marked_persons(case))


def shown_content(case: "Case", actor: "Actor | None" = None) -> list[dict[str, Any]]:
    """The parts of the case's content as the actor may read them; without an actor as anybody else may."""
    marked = marked_persons(case)
    if not marked or (actor is not None and not is_concealed_from(actor, case)):
        return list(case.content)
    known = known_contacts(case, marked)
    return [part | {"rows": [_shown(row, known) for row in part.get("rows", ())]} for part in case.content]


def contact_rows(case: "Case") -> list[dict[str, Any]]:
    """The rows that are concealed, as they were sent."""
    known = known_contacts(case, marked_persons(case))
    return [row for part in case.content for row in part.get("rows", ()) if tells_contact(row, known)]


def known_contacts(case: "Case", persons: "list[Person]") -> set[str]:
    """What gives a person away, wherever it stands: texts without spaces, and the digits of telephone numbers."""
    own = [text for person in persons for text in _of_person(person)]
    given = [case.contact_phone, case.contact_email, *_of_parties(case)]
    return {_plain(_CODE.sub("", text)) for text in (*own, *given) if text}


def tells_contact(row: dict[str, Any], known: set[str]) -> bool:
    """Asked for such a thing, or tells it nevertheless."""
    told = _plain(" ".join(str(row.get(name, "")) for name in ("value", "changed_from", "remark", "rows")))
    return bool(row.get("is_contact")) or any(text in told for text in known)


# People write the same number in many ways: +358 50 1234567, 050-123 4567.
_CODE = re.compile(r"^(?:\+358|0)(?=\d)")
_BETWEEN = re.compile(r"[\s()-]+")


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text).casefold()


def _shown(row: dict[str, Any], known: set[str]) -> dict[str, Any]:
    if not tells_contact(row, known):
        return row
    return {"key": row.get("key", ""), "label": row.get("label"), "value": str(CONCEALED), "concealed": True}


def _of_person(person: "Person") -> tuple[str, ...]:
    place = f"{person.postal_code} {person.post_office}".strip()
    return person.phone, person.email, person.street_address, place


def _of_parties(case: "Case") -> set[str]:
    return {text for party in case.parties.all() for text in (party.phone, party.email)}
