# SPDX-License-Identifier: EUPL-1.2
"""E-mail tells that there is something to read, never what: personal data do not travel in it (906/2019 14 §).

The words are `templates/notifications/<event>.email.txt`, its first line the subject, and the footer of all mails.
"""

from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.notifications.channels.contract import DeliveryRefused
from portal.notifications.models import Delivery
from portal.notifications.replying import reply_address

_PERMANENT = 500


def compose(delivery: Delivery) -> EmailMessage:
    notification = delivery.notification
    context = {**notification.context, "url": settings.SITE_URL + notification.url}
    with override(notification.language):
        text = render_to_string(f"notifications/{notification.event}.email.txt", context)
        footer = render_to_string("notifications/footer.email.txt", {"is_citizen": notification.person is not None})
    subject, _separator, body = text.strip().partition("\n")
    # The address of today: the person may have corrected it while the message waited.
    address = (notification.person.email if notification.person else "") or notification.email
    return EmailMessage(
        subject,
        f"{body.strip()}\n\n{footer.strip()}\n",
        to=[address],
        reply_to=[answers] if (answers := reply_address(notification)) else None,
        # The same on every try: a mailbox that got the message just before a worker died keeps one.
        headers={"Message-ID": f"<{delivery.key}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"},
    )


def send_email(delivery: Delivery) -> None:
    try:
        compose(delivery).send()
    except SMTPRecipientsRefused as error:
        if all(code >= _PERMANENT for code, _text in error.recipients.values()):
            raise DeliveryRefused("recipient refused") from error
        raise
    except SMTPDataError as error:
        if error.smtp_code >= _PERMANENT:
            raise DeliveryRefused("message refused") from error
        raise
