# SPDX-License-Identifier: EUPL-1.2
"""The only clock of the house. Instants are aware (UTC in the database); days are days in Helsinki."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    return timezone.now()


def today() -> dt.date:
    return timezone.localdate()


def local(instant: dt.datetime) -> dt.datetime:
    """The instant as the wall clock in Finland shows it."""
    return timezone.localtime(instant)
