# SPDX-License-Identifier: EUPL-1.2
"""Who else has the page of a case open at this moment, and who is writing. Kept in the cache alone, for less than a
minute: it helps colleagues to not do the same twice, and nothing depends on it (cases/locking.py keeps the case whole).
"""

import datetime as dt
from typing import NamedTuple

from django.core.cache import cache

from cases.models import Case
from portal.accounts.models import User
from portal.common import clock

# A page tells of itself more often than this (static/js/presence.js).
SECONDS = 40


class Present(NamedTuple):
    name: str
    is_writing: bool
    at: dt.datetime


def be_present(case: Case, user: User, *, is_writing: bool) -> list[Present]:
    """Tell that one is here; the others who are, by name. Of two at the same moment one may be missed until the next
    time."""
    key, now = f"case-present-{case.pk}", clock.now()
    known: dict[int, Present] = cache.get(key, {})
    fresh = {pk: one for pk, one in known.items() if (now - one.at).total_seconds() < SECONDS}
    fresh[user.pk] = Present(user.display_name, is_writing, now)
    cache.set(key, fresh, SECONDS)
    return sorted(one for pk, one in fresh.items() if pk != user.pk)
