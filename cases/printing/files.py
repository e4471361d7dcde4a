# SPDX-License-Identifier: EUPL-1.2
"""One file for the printer: of each letter the page with the address, then the decision, on sheets of its own."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import PrintJob
from portal.common.typesetting import typeset

_TEMPLATE = (Path(__file__).parent / "envelope.typ").read_bytes()


def address_page(job: PrintJob, lines: list[str]) -> bytes:
    decision = job.service.decision
    case, unit = decision.case, decision.unit
    with override(case.language):
        words: dict[str, Any] = {
            "language": case.language,
            "authority": settings.AUTHORITY_NAME,
            "sender": [line for line in (str(unit), unit.address) if line],
            "recipient": [job.name, *lines],
            "title": _("Päätös %(section)s") % {"section": decision.section},
            "reference": case.reference,
        }
        return typeset(_TEMPLATE, words)


def merged(letters: Iterable[tuple[PrintJob, list[str]]]) -> bytes:
    """On paper alone: a merged file keeps no signature, the signed decision stays in the case."""
    from pypdf import PdfReader, PdfWriter  # 5 MB that only who prints needs

    whole = PdfWriter()
    for job, lines in letters:
        with job.service.decision.document.file.open() as file:
            pages = [*PdfReader(BytesIO(address_page(job, lines))).pages, *PdfReader(BytesIO(file.read())).pages]
        for page in pages:
            whole.add_page(page)
        if len(pages) % 2:
            # The next letter begins on a sheet of its own also when both sides are printed.
            whole.add_blank_page()
    out = BytesIO()
    whole.write(out)
    return out.getvalue()
