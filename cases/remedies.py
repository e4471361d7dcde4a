# SPDX-License-Identifier: EUPL-1.2
"""Kinds of remedy and how long each may be sought. Acts differ, hence a table and not code."""

import datetime as dt
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.common.legal_clocks import last_day


class RemedyKind(TextChoices):
    RECTIFICATION_MUNICIPAL = "oikaisuvaatimus_kunta", _("Oikaisuvaatimus (kuntalaki), 14 päivää")
    RECTIFICATION = "oikaisuvaatimus_hl", _("Oikaisuvaatimus (hallintolaki), 30 päivää")
    ADMINISTRATIVE_APPEAL = "hallintovalitus", _("Hallintovalitus, 30 päivää")
    MUNICIPAL_APPEAL = "kunnallisvalitus", _("Kunnallisvalitus, 30 päivää")
    NONE = "muutoksenhakukielto", _("Ei muutoksenhakua")


class Remedy(NamedTuple):
    days: int | None
    law: str
    to_court: bool


REMEDIES = {
    RemedyKind.RECTIFICATION_MUNICIPAL: Remedy(14, "Kuntalaki (410/2015) 134 ja 140 §", to_court=False),
    RemedyKind.RECTIFICATION: Remedy(30, "Hallintolaki (434/2003) 49 b ja 49 c §", to_court=False),
    RemedyKind.ADMINISTRATIVE_APPEAL: Remedy(
        30, "Laki oikeudenkäynnistä hallintoasioissa (808/2019) 13 §", to_court=True
    ),
    RemedyKind.MUNICIPAL_APPEAL: Remedy(30, "Kuntalaki (410/2015) 135 ja 140 §", to_court=True),
    RemedyKind.NONE: Remedy(None, "", to_court=False),
}


def remedy_last_day(kind: str, deemed_on: dt.date) -> dt.date | None:
    """The last day to seek the remedy, counted from the deemed service; none when there is no remedy."""
    days = REMEDIES[RemedyKind(kind)].days
    return None if days is None else last_day(deemed_on, days)
