# SPDX-License-Identifier: EUPL-1.2
"""Kinds of remedy and how long each may be sought. Acts differ, hence a table and not code."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.common.dates import as_day
from portal.common.legal_clocks import last_day

YEARS_TO_CORRECT = 5


class RemedyKind(TextChoices):
    RECTIFICATION_MUNICIPAL = "oikaisuvaatimus_kunta", _("Oikaisuvaatimus (kuntalaki), 14 päivää")
    RECTIFICATION = "oikaisuvaatimus_hl", _("Oikaisuvaatimus (hallintolaki), 30 päivää")
    ADMINISTRATIVE_APPEAL = "hallintovalitus", _("Hallintovalitus, 30 päivää")
    MUNICIPAL_APPEAL = "kunnallisvalitus", _("Kunnallisvalitus, 30 päivää")
    NONE = "muutoksenhakukielto", _("Ei muutoksenhakua")


class Remedy(NamedTuple):
    """`by_others`: decided by the body concerned, never by the official whose decision it is about."""

    days: int | None
    law: str
    to_court: bool
    by_others: bool = False

    @property
    def is_rectification(self) -> bool:
        return self.days is not None and not self.to_court


REMEDIES = {
    RemedyKind.RECTIFICATION_MUNICIPAL: Remedy(14, "Kuntalaki (410/2015) 134 ja 140 §", to_court=False, by_others=True),
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


def is_timely(arrived_at: dt.datetime, last_days: Iterable[dt.date | None]) -> bool:
    """Whether a rectification has come in time: by 23:59:59 of the last day in Helsinki.

    `last_days` are those of each service of the decision; the latest counts, and a service that set none sets no limit.
    A decision that nobody has been served yet runs no period, so nothing is late.
    """
    days = list(last_days)
    return None in days or not days or as_day(arrived_at) <= max(day for day in days if day)


def last_day_to_correct(decided_on: dt.date) -> dt.date:
    """Five years from the decision (Hallintolaki 434/2003 52 §)."""
    # Five years after a leap day there is none; the period then ends with the month (act 150/1930 3 §).
    day = 28 if (decided_on.month, decided_on.day) == (2, 29) else decided_on.day
    return decided_on.replace(year=decided_on.year + YEARS_TO_CORRECT, day=day)
