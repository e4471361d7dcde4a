# SPDX-License-Identifier: EUPL-1.2
"""What a decision must tell before it can be made (Hallintolaki 434/2003 43-47 §)."""

import re

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from cases.models import Decision
from cases.remedies import REMEDIES, RemedyKind
from cases.wording import unfilled

_WRITTEN = ("summary", "reasons", "law_sections", "contact")
# A telephone number or an e-mail address, whichever way it is written.
_REACHES = re.compile(r"\S+@\S+\.\S+|\+?\d[\d ()-]{4,}\d")


def missing_parts(decision: Decision) -> dict[str, list[str]]:
    """Field of the decision, or NON_FIELD_ERRORS for what is not written in it -> what is missing, in words."""
    missing: dict[str, list[str]] = {}
    for name in _WRITTEN:
        missing[name] = _missing_in_text(getattr(decision, name))
    if not missing["contact"] and not _REACHES.search(decision.contact):
        missing["contact"] = [_("Kirjoita myös puhelinnumero tai sähköpostiosoite.")]
    if decision.outcome not in Decision.Outcome.values:
        missing["outcome"] = [_("Valitse lopputulos.")]
    missing[NON_FIELD_ERRORS] = _missing_in_case(decision)
    return {name: words for name, words in missing.items() if words}


def _missing_in_text(text: str) -> list[str]:
    if not text.strip():
        return [_("Täytä tämä kohta. Päätöstä ei voi tehdä ilman sitä.")]
    return [_("Täydennä kohta %(place)s.") % {"place": place} for place in unfilled(text)]


def _missing_in_case(decision: Decision) -> list[str]:
    """Who decides, about whom, and where the remedy is asked."""
    case = decision.case
    words = []
    is_known = case.applicant_name or case.tracking_hash or any(party.is_owner for party in case.parties.all())
    if not is_known:
        words.append(_("Asialla ei ole osapuolta. Lisää osapuoli ennen päätöstä."))
    if REMEDIES[RemedyKind(decision.remedy_kind)].is_rectification and not (
        decision.unit.address or decision.unit.email
    ):
        words.append(
            _("Yksiköllä ei ole osoitetta, johon oikaisuvaatimus lähetetään. Pyydä pääkäyttäjää lisäämään se.")
        )
    return words
