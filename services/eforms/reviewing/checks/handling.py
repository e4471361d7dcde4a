# SPDX-License-Identifier: EUPL-1.2
"""What the case type must say before a form may open cases of it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from cases.models import CaseType
from services.eforms.reviewing.places import FIELD, Place


def problems(case_type: CaseType, parts: Sequence[Place]) -> Iterator[tuple[Place, str]]:
    whole = parts[0]
    if not case_type.is_active:
        yield whole, _("Asiatyyppi ei ole käytössä.")
    if not case_type.retention_years:
        yield whole, _("Asiatyypiltä puuttuu säilytysaika.")
    if not case_type.publicity:
        yield whole, _("Asiatyypiltä puuttuu tieto julkisuudesta.")
    if not case_type.is_secret:
        yield from _identity_codes(parts)


def _identity_codes(parts: Sequence[Place]) -> Iterator[tuple[Place, str]]:
    """An identity code is asked only where it is needed, and it is not shown needlessly (act 1050/2018 29 §)."""
    for part in parts:
        if part.kind == FIELD and part.thing.get("type") == "hetu":
            yield (
                part,
                _("Kysymys pyytää henkilötunnusta, mutta asiatyyppi on julkinen. Poista kysymys tai muuta asiatyyppi."),
            )
