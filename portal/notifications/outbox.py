# SPDX-License-Identifier: EUPL-1.2
"""`notify` writes rows, nothing else: what is told leaves the house after the commit, from the row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from portal.accounts.models import Person
from portal.notifications.models import Delivery, Notification
from portal.notifications.tasks import deliver, enqueue


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell: a person, or an address that somebody without an account left."""

    person: Person | None = None
    email: str = ""
    language: str = "fi"

    @classmethod
    def of(cls, person: Person) -> "Recipient":
        return cls(person=person, email=person.email, language=person.language)


def notify(
    event: str,
    *,
    about: models.Model,
    to: Iterable[Recipient | Person],
    url: str = "",
    always: bool = False,
    **context: Any,
) -> list[Notification]:
    """Write a notification and its deliveries for each recipient, in the caller's transaction.

    The words come from `templates/notifications/<event>.inbox.txt` (first line: title) in the recipient's language.
    `context` must be JSON. Each recipient is told once, however many roles they have in the matter. `always` is for
    what the law wants told (decisions, requests to supplement): it goes by e-mail whatever the person has chosen.
    """
    recipients = {(r.person.pk if r.person else r.email): r for r in map(_as_recipient, to)}
    return [_write(event, about, recipient, url, context, by_email=always) for recipient in recipients.values()]


def _as_recipient(who: Recipient | Person) -> Recipient:
    return who if isinstance(who, Recipient) else Recipient.of(who)


def _write(
    event: str, about: models.Model, to: Recipient, url: str, context: dict[str, Any], *, by_email: bool
) -> Notification:
    with override(to.language):
        text = render_to_string(f"notifications/{event}.inbox.txt", {**context, "about": about, "url": url})
    title, _separator, body = text.strip().partition("\n")
    notification = Notification.objects.create(
        event=event,
        person=to.person,
        email=to.email,
        language=to.language,
        title=title[:200],
        body=body.strip(),
        url=url,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        context=context,
    )
    if to.email and (by_email or to.person is None or to.person.email_notices):
        delivery = Delivery.objects.create(notification=notification, channel="email")
        # When the broker is down the sweep finds the row a little later.
        transaction.on_commit(lambda: enqueue(deliver, delivery.pk))
    return notification
