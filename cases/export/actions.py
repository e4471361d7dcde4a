# SPDX-License-Identifier: EUPL-1.2
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.concealing import marked_persons
from cases.export.metadata import NAMESPACE, metadata
from cases.export.package import Part
from cases.export.rows import Rows, Words, files_of, path_of, rows_of
from cases.locking import lock_case
from cases.models import Case, Document
from cases.permissions import can_export_case
from portal.accounts.actors import Actor
from portal.audit.log import record, viewed
from portal.common import clock
from portal.common.workflow import require


@transaction.atomic
def export_case(case_id: int, *, actor: Actor, reason: str) -> list[Part]:
    """What the package of the case holds, in order; the files are read when it is sent (package.zipped).

    Taking it is a look at everything: each person of the case finds it with its reason in their log. Contacts that a
    non-disclosure order hides are left out, unless the actor has opened them in the case.
    """
    case = lock_case(case_id)
    require(condition=can_export_case(actor, case), verb="export_case")
    if not reason.strip():
        raise ValidationError({"reason": _("Kirjoita, mihin tarvitset paketin.")})
    words, rows = Words(case, actor), rows_of(case)
    _write_down(case, actor, reason, concealed=words.is_concealed)
    return [
        Part("metadata.xml", metadata(case, rows, words, actor)),
        *_files(rows, concealed=words.is_concealed),
        Part("export.json", _of_export(actor, reason, concealed=words.is_concealed)),
    ]


def _files(rows: Rows, *, concealed: bool) -> list[Part]:
    """Documents as they are in the case, where who handles it may open them. A mail as it came tells its sender's
    address, so it is left out with the other contacts."""
    return [
        Part(path_of(row), file, row.sha256 if isinstance(row, Document) else "")
        for row, file in files_of(rows)
        if isinstance(row, Document) or not concealed
    ]


def _write_down(case: Case, actor: Actor, reason: str, *, concealed: bool) -> None:
    persons = [party.person for party in case.parties.all() if party.person]
    for person in persons or [None]:
        viewed(case, by=actor, person=person, reason=_("Arkistopaketti: %(reason)s") % {"reason": reason.strip()})
    is_marked = bool(marked_persons(case))
    record("case.exported", about=case, by=actor, concealed=concealed, with_protected=is_marked and not concealed)


def _of_export(actor: Actor, reason: str, *, concealed: bool) -> bytes:
    told = {
        "exported_at": clock.now().isoformat(),
        "by": actor.display_name,
        "reason": reason.strip(),
        "schema": NAMESPACE,
        "contacts_concealed": concealed,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()
