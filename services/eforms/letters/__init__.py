# SPDX-License-Identifier: EUPL-1.2
"""The copy of a sending as accessible PDF (PDF/UA-1): the words that the review page showed, in its language."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.common.dates import day_text, time_text
from portal.common.texts import localized
from portal.common.typesetting import typeset
from services.eforms.engine.content import Row
from services.eforms.engine.definition import Form
from services.eforms.models import Submission
from services.eforms.provenance import notes_of

_TEMPLATE = (Path(__file__).parent / "copy.typ").read_bytes()


def render_copy(submission: Submission) -> bytes:
    """Always the same bytes of words for the same sending: nothing but what was kept with it is read."""
    with override(submission.language):
        return typeset(_TEMPLATE, _words(submission))


def _words(submission: Submission) -> dict[str, Any]:
    case, form = submission.case, submission.draft.version.form
    return {
        "language": submission.language,
        "authority": settings.AUTHORITY_NAME,
        "unit": str(case.unit),
        "reference": case.reference,
        "date": day_text(submission.sent_at),
        "title": str(submission.draft.definition),
        "lead": _("Tämä on kopio siitä, mitä lähetit. Tiedot ovat niin kuin ne olivat lähetettäessä."),
        "facts": _facts(submission),
        "parts": [
            {"title": str(localized(part["title"])), "rows": [_row(row, form) for row in part["rows"]]}
            for part in submission.content
        ],
    }


def _facts(submission: Submission) -> list[tuple[str, str]]:
    case = submission.case
    parties = ", ".join(f"{party.display_name} ({party.get_role_display()})" for party in case.parties.all())
    sent = f"{day_text(submission.sent_at)} {time_text(submission.sent_at)}"
    facts = [(_("Asianumero"), case.reference), (_("Lähetetty"), sent)]
    if parties:
        facts.append((_("Osapuolet"), parties))
    return facts


def _row(row: Row, form: Form) -> dict[str, Any]:
    label, value = str(localized(row["label"])), str(row["value"] or "–")
    return {"label": label, "value": value, "notes": notes_of(row, form)}
