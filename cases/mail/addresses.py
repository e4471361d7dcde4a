# SPDX-License-Identifier: EUPL-1.2
"""The address that an answer is sent to: it names the case and the person, and nobody can make it but us.

asiointi+1234-567-0f3c…@omakajaani.example      case 1234, person 567, 32 hex digits of a keyed hash
"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from portal.common.crypto import keyed_hash
from portal.notifications.models import Notification

_TOKEN = re.compile(r"\+(\d{1,12})-(\d{1,12})-([0-9a-f]{32})@")


@dataclass(frozen=True, slots=True)
class Thread:
    case_id: int
    person_id: int


def is_on() -> bool:
    return bool(settings.IMAP_HOST and settings.REPLY_ADDRESS)


def reply_address_of(notification: Notification) -> str:
    """For who has an account; who has none cannot be known by the address either."""
    person = notification.person
    if not is_on() or person is None or person.user_id is None or notification.about_id is None:
        return ""
    return address_of(Thread(notification.about_id, person.pk))


def address_of(thread: Thread) -> str:
    name, _at, domain = settings.REPLY_ADDRESS.partition("@")
    return f"{name}+{thread.case_id}-{thread.person_id}-{_seal(thread)}@{domain}"


def thread_of(addresses: Iterable[str]) -> Thread | None:
    """The case and the person of the first address that we have made. Mail programs may change the case of letters."""
    for address in addresses:
        found = _TOKEN.search(address.lower())
        if found:
            thread = Thread(int(found[1]), int(found[2]))
            if hmac.compare_digest(_seal(thread), found[3]):
                return thread
    return None


def _seal(thread: Thread) -> str:
    return keyed_hash(f"reply:{thread.case_id}:{thread.person_id}")[:32]
