# SPDX-License-Identifier: EUPL-1.2
"""A street lamp that the city thought it had repaired."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from feedback.models import Feedback
from tests.cast import Cast


def press(client: Client, feedback: Feedback, verb: str, **answers: Any) -> int:
    feedback.refresh_from_db()
    url = reverse(f"admin:feedback_feedback_{verb}", args=[feedback.reference])
    data = {f"{verb}-{name}": value for name, value in {"expected_version": feedback.version, **answers}.items()}
    return client.post(url, data).status_code


def test_giver_reopens_what_was_not_repaired(cast: Cast) -> None:
    resident, clerk, handler = cast.resident.client(), cast.clerk.client(), cast.handler.client()
    told = {"kind": "defect", "text": "Katuvalo ei pala.", "wants_answer": "yes", "contact": "0401234567"}
    resident.post(reverse("feedback:create"), told | {"key": str(uuid.uuid4())})
    feedback = Feedback.objects.get()

    assert press(clerk, feedback, "route", unit=cast.unit.pk) == 302
    assert press(handler, feedback, "take_up") == 302
    assert press(handler, feedback, "answer", text="Vaihdoimme lampun.") == 302
    page = resident.get(reverse("feedback:item", args=[feedback.reference])).text
    resident.post(reverse("feedback:reopen", args=[feedback.reference]), {"reason": "Valo ei pala vieläkään."})

    feedback.refresh_from_db()
    assert "Vaihdoimme lampun." in page
    assert feedback.status == "in_progress"
    assert (
        "Valo ei pala vieläkään."
        in handler.get(reverse("admin:feedback_feedback_change", args=[feedback.reference])).text
    )
