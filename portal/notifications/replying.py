# SPDX-License-Identifier: EUPL-1.2
"""Where an answer to a mail goes. Whoever owns what the mail is about registers, in its `apps.py`, who makes the
address; it is made when the mail leaves, so that no row of the database holds it."""

from collections.abc import Callable

from portal.notifications.models import Notification

_makers: dict[str, Callable[[Notification], str]] = {}


def register(about_type: str, make: Callable[[Notification], str]) -> None:
    """`make` gives the address for answers, or nothing when there is nobody to read them."""
    _makers[about_type] = make


def reply_address(notification: Notification) -> str:
    make = _makers.get(notification.about_type)
    return make(notification) if make else ""
