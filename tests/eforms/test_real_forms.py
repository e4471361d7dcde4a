# SPDX-License-Identifier: EUPL-1.2
"""The first four forms of the demo town, filled and sent as people would. The others: test_town_forms.py."""

import pytest

from tests.cast import Cast
from tests.eforms.real_forms import begin, day, errors_of, send

GRANT = "jarjestojen-toiminta-avustus"
ACTIVITY = "aamu-ja-iltapaivatoiminta"

PERMIT = {
    "applicant_kind": "self",
    "urgent": "no",
    "purpose": "water",
    "area": "20",
    "location": "Kauppakatu 12",
    "responsible_name": "Matti Mestari",
    "responsible_phone": "040 7654321",
    "qualifications": ["road2"],
    "restore": "yes",
}


def test_resident_asks_to_dig_a_street(cast: Cast) -> None:
    actor = cast.resident.actor
    answers = {**PERMIT, "starts_on": day(30), "ends_on": day(50)}

    case = send(begin("kaivulupa", actor, answers, ("map",)), actor)

    assert case.summary.startswith("Kauppakatu 12, ")
    assert [document.name for document in case.documents.all()] == ["map.pdf"]


def test_digging_takes_at_most_21_days(cast: Cast) -> None:
    answers = {**PERMIT, "starts_on": day(30), "ends_on": day(51)}

    errors = errors_of(begin("kaivulupa", cast.resident.actor, answers, ("map",)))

    assert list(errors) == ["ends_on"]
    assert "Lupa voi kestää enintään 21 päivää." in errors["ends_on"][0]


def test_urgent_repair_is_told_afterwards(cast: Cast) -> None:
    actor = cast.resident.actor
    urgent = {"urgent": "yes", "began_on": day(-2), "repaired_on": day(3), "urgent_reason": "Vesijohto vuotaa."}

    assert errors_of(begin("kaivulupa", actor, {**PERMIT, **urgent}, ("map",))) == {}


def test_urgent_repair_is_told_within_a_week(cast: Cast) -> None:
    urgent = {"urgent": "yes", "began_on": day(-8), "repaired_on": day(3), "urgent_reason": "Vesijohto vuotaa."}

    assert "began_on" in errors_of(begin("kaivulupa", cast.resident.actor, {**PERMIT, **urgent}, ("map",)))


def test_disturbed_traffic_needs_a_plan(cast: Cast) -> None:
    answers = {**PERMIT, "starts_on": day(30), "ends_on": day(50), "traffic": ["cars"]}

    assert set(errors_of(begin("kaivulupa", cast.resident.actor, answers, ("map",)))) == {"traffic_plan", "detour"}


APPLICATION = {
    "association": "1234567-1",
    "field_of_work": "sports",
    "members": "120",
    "purpose": "Hoidamme latuja.",
    "audience": ["everyone"],
    "requested": "4 500",
    "own_funding": "2 000",
    "earlier": "no",
    "account": "FI21 1234 5600 0007 85",
}
ATTACHMENTS = ("plan", "budget", "report", "accounts")


def test_association_applies_for_a_grant(cast: Cast) -> None:
    actor = cast.agent.actor

    case = send(begin(GRANT, actor, APPLICATION, ATTACHMENTS), actor)

    assert case.applicant_name == "Kajaanin Latu-ukot ry"
    assert case.documents.count() == 4


@pytest.mark.parametrize("missing", ATTACHMENTS)
def test_grant_needs_each_attachment(cast: Cast, missing: str) -> None:
    files = tuple(name for name in ATTACHMENTS if name != missing)

    assert list(errors_of(begin(GRANT, cast.agent.actor, APPLICATION, files))) == [missing]


def test_visitor_asks_for_information(cast: Cast) -> None:
    answers = {"subject": "Lupa", "description": "Vuoden 2024 lupa", "form_of_answer": "portal"}
    actor = cast.visitor.actor

    case = send(begin("tietopyynto", actor, answers), actor)

    assert case.tracking_hash


def test_guardian_applies_for_the_child(cast: Cast) -> None:
    actor = cast.guardian.actor
    answers = {
        "child": str(cast.child.public_id),
        "school": "hauhola",
        "grade": "1",
        "starts_on": day(60),
        "times": ["afternoon"],
        "afternoon_hours": "until17",
        "work": "yes",
        "allergies": "no",
        "going_home": "alone",
        "other_guardian": "none",
        "fee": "yes",
    }

    case = send(begin(ACTIVITY, actor, answers), actor)

    assert case.detail == "Eelis Huoltaja"
    assert case.summary.startswith("Hauholan koulu, 1. luokka")
