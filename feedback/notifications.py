# SPDX-License-Identifier: EUPL-1.2
"""Whom each event is told to. The giver: received, taken_up, answered, closed. The unit: routed, reopened."""

from django.urls import reverse
from django.utils.translation import override

from feedback.models import Feedback
from feedback.tracking import follow_url
from portal.notifications.outbox import Recipient, notify


def tell_giver(event: str, feedback: Feedback) -> None:
    """By the inbox when the giver is known, and by e-mail when there is an address. A phone number is for people."""
    person, language = feedback.person, feedback.language
    if person is None and not feedback.contact_email:
        return
    email = feedback.contact_email or (person.email if person else "")
    with override(language):
        url = feedback.get_absolute_url() if person and person.user_id else follow_url(feedback)
    to = Recipient(person=person, email=email, language=language)
    notify(event, about=feedback, to=[to], url=url, reference=feedback.reference)


def tell_unit(event: str, feedback: Feedback) -> None:
    unit = feedback.unit
    if unit is None or not unit.email:
        return
    to = Recipient(email=unit.email)
    with override(to.language):
        url = reverse("admin:feedback_feedback_change", args=[feedback.reference])
    notify(event, about=feedback, to=[to], url=url, reference=feedback.reference)
