# SPDX-License-Identifier: EUPL-1.2
"""The form on paper, for those without the web: an accessible PDF whose fields can be filled in on a computer too."""

from services.catalogue.models import ServicePoint
from services.eforms.models import FormVersion
from services.eforms.paper.sheet import sheet_of


def paper_form(version: FormVersion, language: str, *, address: str, desk: ServicePoint | None = None) -> bytes:
    """The PDF in the language. `address` is that of the web form, for those who have the web after all.

    `desk` is the service point that takes every form, besides the unit that decides.
    """
    from services.eforms.paper.acroform import with_fields  # pypdf: 5 MB that only who makes a PDF needs

    sheet = sheet_of(version, language, address=address, desk=desk)
    return with_fields(sheet.typeset(), sheet.boxes, language)
