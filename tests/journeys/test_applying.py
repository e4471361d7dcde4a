# SPDX-License-Identifier: EUPL-1.2
"""Stories of matters: who applies, who decides and who gets to know."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from portal.accounts.models import Mandate
from portal.audit.models import AccessEntry
from services.eforms.models import FormDefinition
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import TWO_STEPS, FormDefinitionFactory
from tests.journeys.steps import DECISION, apply, begin, fill, own_page, press, send


@pytest.fixture
def form(cast: Cast) -> FormDefinition:
    found: FormDefinition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit, promise_days=21))
    return found


def act_for(client: Client, mandate: Mandate) -> None:
    client.post(reverse("accounts:act-for", args=[mandate.principal_key]))


def test_association_gets_its_grant(cast: Cast, form: FormDefinition) -> None:
    agent, chief = cast.agent.client(), cast.decision_maker.client()
    act_for(agent, Mandate.objects.get(organisation=cast.association))

    case = apply(agent, form)
    assert press(chief, case, "take-up") == 302
    assert press(chief, case, "decide", outcome="granted", **DECISION) == 302
    assert "Ratkaisimme asiasi." not in own_page(agent, case).text
    assert press(chief, case, "serve", channel="electronic") == 302

    assert case.parties.get(role="applicant").organisation == cast.association
    assert "Ratkaisimme asiasi." in own_page(agent, case).text
    assert own_page(cast.stranger.client(), case).status_code == 404


def test_permit_that_is_late_is_refused_with_advice_for_a_remedy(
    cast: Cast, form: FormDefinition, freeze: Callable[[str], None]
) -> None:
    freeze("2026-03-02 12:00")
    case = apply(cast.resident.client(), form)
    freeze("2026-03-24 12:00")
    chief, resident = cast.decision_maker.client(), cast.resident.client()

    assert case in Case.objects.overdue()
    press(chief, case, "take-up")
    press(chief, case, "decide", outcome="rejected", **DECISION)
    press(chief, case, "serve", channel="electronic")

    assert case not in Case.objects.overdue()
    page = own_page(resident, case).text
    assert "Jos olet tyytymätön päätökseen" in page
    assert "10.4.2026" in page  # deemed to be known on the third day, then 14 days


def test_visitor_follows_a_request_by_its_code(cast: Cast) -> None:
    case_type = CaseTypeFactory(unit=cast.unit, anonymous=True)
    form = FormDefinitionFactory(case_type=case_type, content=TWO_STEPS | {"assurance": "none"})
    asking, later = Client(), Client()

    draft = begin(asking, form)
    fill(asking, draft)
    receipt = asking.get(send(asking, draft).headers["Location"]).text
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", receipt)
    assert code
    case = Case.objects.get()
    assert own_page(later, case).status_code == 302
    later.post(reverse("cases:track"), {"reference": case.reference, "code": code[0]})

    assert own_page(later, case).status_code == 200
    assert own_page(Client(), case).status_code == 302


def test_childs_matter_is_the_guardians_while_the_mandate_lasts(cast: Cast, form: FormDefinition) -> None:
    guardian = cast.guardian.client()
    mandate = Mandate.objects.get(person=cast.child)
    act_for(guardian, mandate)

    case = apply(guardian, form)
    seen = own_page(guardian, case).status_code
    mandate.delete()

    assert cast.child in [party.person for party in case.parties.all()]
    assert seen == 200
    assert case.by_right == "guardian"


def test_answered_supplement_leads_to_a_decision_that_is_not_withdrawn(cast: Cast, form: FormDefinition) -> None:
    resident, chief = cast.resident.client(), cast.decision_maker.client()
    case = apply(resident, form)
    press(chief, case, "take-up")

    press(chief, case, "request-supplement", items="Kartta", due_on="1.6.2099", consequence="Ratkaisemme ilman.")
    assert case.status == "waiting_customer"
    url = reverse("cases:citizen-supplement-answer", args=[case.reference])
    resident.post(url, {"taydennys-answer": "Kartta on liitteenä."})
    case.refresh_from_db()
    assert case.status == "in_progress"
    press(chief, case, "decide", outcome="granted", **DECISION)
    refused = resident.post(reverse("cases:citizen-withdraw", args=[case.reference]), {"reason": "En tarvitse."})

    case.refresh_from_db()
    assert (refused.status_code, case.status) == (409, "decided")


def test_clerk_files_for_a_customer_who_sees_it(cast: Cast, form: FormDefinition) -> None:
    clerk, customer = cast.clerk.client(), cast.resident.person
    how = {"channel": "visit", "identification": "passport", "reason": "Hakee lupaa tiskillä"}
    clerk.post(reverse("frontdesk:open", args=[customer.public_id]), how)

    case = apply(clerk, form)
    page = own_page(cast.resident.client(), case).text

    assert (case.by_name, case.by_channel, case.applicant_name) == ("Kiia Moilanen", "desk", "Aino Kemppainen")
    assert "Kiia Moilanen" in page
    assert AccessEntry.objects.filter(person_id=customer.pk, reason="Hakee lupaa tiskillä").exists()


def test_closed_form_is_neither_begun_nor_sent(cast: Cast, form: FormDefinition, freeze: Callable[[str], None]) -> None:
    window = {"opens_at": "2026-03-01T00:00:00+02:00", "closes_at": "2026-03-31T16:00:00+03:00"}
    form = FormDefinitionFactory(case_type=form.case_type, content=TWO_STEPS | {"window": window})
    freeze("2026-03-31 15:00")
    resident = cast.resident.client()
    draft = begin(resident, form)
    fill(resident, draft)
    shown = resident.get(reverse("eforms:review", args=[draft.key])).text
    freeze("2026-03-31 16:30")

    digest = re.search(r'name="digest" value="(\w+)"', shown)
    assert digest
    late = resident.post(reverse("eforms:send", args=[draft.key]), {"digest": digest[1], "confirmed": "on"})
    begun = resident.post(reverse("eforms:begin", args=[form.slug]))

    assert (late.status_code, begun.status_code) == (409, 409)
    assert not Case.objects.exists()
