# SPDX-License-Identifier: EUPL-1.2
"""E-mail tells that there is something to read, never what: personal data do not travel in it (906/2019 14 §)."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.notifications.channels.contract import DeliveryRefused
from portal.notifications.models import Delivery

_PERMANENT = 500


def send_email(delivery: Delivery) -> None:
    notification = delivery.notification
    with override(notification.language):
        text = render_to_string(
            f"notifications/{notification.event}.email.txt",
            {**notification.context, "notification": notification, "url": settings.SITE_URL + notification.url},
        )
    subject, _separator, body = text.strip().partition("\n")
    address = notification.person.email if notification.person else notification.email
    message = EmailMessage(
        subject,
        body.strip() + "\n",
        to=[address or notification.email],
        # The same on every try: a mailbox that got the message just before a worker died keeps one.
        headers={"Message-ID": f"<{delivery.key}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        if all(code >= _PERMANENT for code, _text in error.recipients.values()):
            raise DeliveryRefused("recipient refused") from error
        raise
    except SMTPDataError as error:
        if error.smtp_code >= _PERMANENT:
            raise DeliveryRefused("message refused") from error
        raise
