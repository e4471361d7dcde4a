# SPDX-License-Identifier: EUPL-1.2
"""What is told beside an answer: where it came from, what it was before, and what the sender says is wrong in it."""

from django.utils.translation import gettext as _

from services.eforms.engine.content import Row
from services.eforms.engine.definition import Form
from services.eforms.engine.prefill import EARLIER, SOURCE_NAMES, source_text


def notes_of(row: Row, form: Form) -> list[str]:
    """The same words on the review page and in the copy. `row` is of a sending's content."""
    found = []
    source, earlier = row.get("source", ""), row.get("changed_from", "")
    if source in SOURCE_NAMES and not earlier:
        found.append(_("Haettu %(source)s") % {"source": source_text(source, row.get("at", ""), form)})
    if earlier:
        words = _("Viimeksi: %(earlier)s") if source == EARLIER else _("Muutettu. Ennen: %(earlier)s")
        found.append(words % {"earlier": earlier})
    if row.get("remark"):
        found.append(_("Huomautuksesi: %(remark)s") % {"remark": row["remark"]})
    return found
