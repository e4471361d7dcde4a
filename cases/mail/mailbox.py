# SPDX-License-Identifier: EUPL-1.2
"""The mailbox of answers, read over IMAP. A mail is marked as read only when its row is kept, so none is lost; one that
comes twice is known by its id."""

import logging

from django.conf import settings
from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags

from cases.actions.receiving import keep_unread_mail, take_mail
from cases.mail.addresses import is_on
from portal.accounts.actors import SYSTEM_MAILBOX

logger = logging.getLogger(__name__)

AT_ONCE = 50
_TIMEOUT = 20


def read_mailbox() -> int:
    """Take what is new; the number of mails. Nothing when no mailbox is set. Raises OSError when it does not answer."""
    if not is_on():
        return 0
    kind = MailBox if settings.IMAP_TLS else MailBoxUnencrypted
    with kind(settings.IMAP_HOST, settings.IMAP_PORT, timeout=_TIMEOUT).login(
        settings.IMAP_USER, settings.IMAP_PASSWORD
    ) as mailbox:
        return sum(_take(mailbox, uid) for uid in mailbox.uids(AND(seen=False))[:AT_ONCE])


def _take(mailbox: BaseMailBox, uid: str) -> bool:
    message = next(iter(mailbox.fetch(AND(uid=uid), mark_seen=False)), None)
    if message is None:
        return False
    raw = message.obj.as_bytes()
    try:
        take_mail(raw, actor=SYSTEM_MAILBOX)
    except Exception:
        # One mail that nobody could foresee must not stop those behind it; it waits for a human. When not even that
        # can be kept, the mail stays unread and is tried again.
        logger.exception("mail not taken", extra={"uid": uid})
        keep_unread_mail(raw, actor=SYSTEM_MAILBOX)
    mailbox.flag(uid, [MailMessageFlags.SEEN], value=True)
    return True
