# SPDX-License-Identifier: EUPL-1.2
"""What the people of the stories do, as HTTP: fill a form, press a button of the workspace."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from cases.models import Case
from services.eforms.models import Draft, FormDefinition
from tests.factories.eforms import TWO_STEPS

ANSWERS = {
    "hakija": {"name": "Aino Kemppainen", "phone": "040 123 4567"},
    "asia": {"urgent": "no", "starts_on": "1.6.2099"},
}
DECISION = {"summary": "Ratkaisimme asiasi.", "reasons": "Näin on oikein.", "law_sections": "434/2003 45 §"}


def begin(client: Client, form: FormDefinition) -> Draft:
    client.post(reverse("eforms:begin", args=[form.slug]))
    return Draft.objects.latest("pk")


def fill(client: Client, draft: Draft) -> None:
    steps = TWO_STEPS["steps"]
    assert isinstance(steps, list)
    for step in steps:
        answers = {"window": "w", "revision": 99, **ANSWERS[step["key"]]}
        client.post(reverse("eforms:step", args=[draft.key, step["key"]]), answers)


def send(client: Client, draft: Draft) -> Any:
    review = client.get(reverse("eforms:review", args=[draft.key])).content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', review)
    assert digest
    return client.post(reverse("eforms:send", args=[draft.key]), {"digest": digest[1], "confirmed": "on"})


def apply(client: Client, form: FormDefinition) -> Case:
    draft = begin(client, form)
    fill(client, draft)
    send(client, draft)
    return Case.objects.latest("pk")


def press(client: Client, case: Case, button: str, **answers: Any) -> int:
    """The status of what comes back; 302 when it was done."""
    case.refresh_from_db()
    url = reverse(f"admin:cases_case_{button}", args=[case.reference])
    status: int = client.post(url, {"version": case.version, **answers}).status_code
    case.refresh_from_db()
    return status


def own_page(client: Client, case: Case) -> Any:
    return client.get(reverse("cases:citizen-case", args=[case.reference]))
