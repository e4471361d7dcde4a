# SPDX-License-Identifier: EUPL-1.2
"""Another system opens a case for its customer."""

import base64
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.filing import FiledParty, Filing, file_case
from cases.models import ApiCall, Case, Document
from portal.accounts.models import Person
from portal.audit.models import AuditEntry
from portal.notifications.models import Notification
from tests.cases.api_client import CONTENT, Caller, caller_of, filing_of, open_to_systems
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.queries import count_queries

REQUIRED = [{"name": {"fi": "Kartta", "sv": "Karta", "en": "Map"}, "required": True}]
PAPER = b"%PDF-1.4\ntrailer\nstartxref\n%%EOF\n"


def file(content: bytes = PAPER, **more: Any) -> dict[str, Any]:
    return {"name": "kartta.pdf", "content": base64.b64encode(content).decode(), **more}


def test_system_opens_a_case_for_its_customer(caller: Caller, cast: Cast) -> None:
    answer = caller.post("cases", filing_of(documents=[file()]), key="eka")

    case = Case.objects.get()
    told = answer.json()
    assert answer.status_code == 201, told
    assert answer["Location"] == f"/api/v1/cases/{case.reference}"
    assert (told["reference"], told["status"], told["promised_on"]) == (
        case.reference,
        "received",
        case.due_on and case.due_on.isoformat(),
    )
    assert (case.opened_by, case.unit, case.applicant_name) == (caller.system, cast.unit, "Veikko Väylä")
    assert (case.by_channel, case.by_name, case.by_right) == ("api", caller.system.name, "external")
    assert case.content[0]["rows"][0]["value"] == "Kauppakatu 12"
    assert case.documents.get().kind == Document.Kind.ATTACHMENT
    entry = AuditEntry.objects.get(event="case.received")
    assert (entry.by_name, entry.facts["external_system"]) == (caller.system.name, caller.system.pk)


def test_customer_is_told_and_can_follow_by_the_code(caller: Caller) -> None:
    told = caller.post("cases", filing_of(), key="eka").json()

    assert Notification.objects.get(event="case.received").email == "veikko@mail.example"
    assert Case.objects.with_tracking_code(told["reference"], told["tracking_code"]).exists()


def test_same_call_again_is_the_same_case_and_answer(caller: Caller) -> None:
    first, second = (caller.post("cases", filing_of(), key="eka") for _call in range(2))

    assert Case.objects.count() == 1
    assert (second.status_code, second.content, second["Location"]) == (201, first.content, first["Location"])
    assert ApiCall.objects.get().case == Case.objects.get()


def test_same_key_with_another_body_is_refused(caller: Caller) -> None:
    caller.post("cases", filing_of(), key="eka")

    answer = caller.post("cases", filing_of(summary="Toinen"), key="eka")

    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert Case.objects.count() == 1


def test_two_systems_may_have_the_same_key(caller: Caller) -> None:
    other = caller_of(*caller.system.case_types.all())

    answers = [one.post("cases", filing_of(), key="eka") for one in (caller, other)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Case.objects.count() == 2


def test_key_of_the_call_is_needed(caller: Caller) -> None:
    answer = caller.post("cases", filing_of())

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/header/Idempotency-Key"


def test_failed_call_leaves_nothing_behind(caller: Caller) -> None:
    wrong = caller.post("cases", filing_of(case_type="muu"), key="eka")
    right = caller.post("cases", filing_of(), key="eka")

    assert (wrong.status_code, right.status_code) == (403, 201)


@pytest.mark.django_db(transaction=True)
def test_two_same_calls_at_once_open_one_case() -> None:
    caller = caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa")))

    answers = race(*[lambda: caller.post("cases", filing_of(), key="eka")] * 2)

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"content": []}, "/content"),
        ({"parties": [{"role": "applicant"}]}, "/parties/0/name"),
        ({"parties": [{"role": "boss", "name": "A"}]}, "/parties/0/role"),
        ({"email": "ei osoite"}, "/email"),
        ({"outi": 1}, "/outi"),
        ({"parties": []}, "/parties"),
        ({"documents": [file(b"MZ")]}, "/documents/0"),
        ({"documents": [{"name": "a.pdf", "content": "ä"}]}, "/documents/0/content"),
        ({"summary": "a\0"}, "/summary"),
        ({"summary": "a\ud800"}, "/summary"),
    ],
    ids=["content", "no name", "role", "e-mail", "unknown", "no applicant", "file", "base64", "NUL", "surrogate"],
)
def test_what_is_wrong_is_told_by_its_place(caller: Caller, changes: dict[str, Any], pointer: str) -> None:
    answer = caller.post("cases", filing_of(**changes), key="eka")

    assert answer.status_code == 422, answer.content
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert not Case.objects.exists()


def test_required_document_is_asked_for(db: None) -> None:
    caller = caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa"), documents=REQUIRED))

    without = caller.post("cases", filing_of(documents=[file()]), key="a")
    with_it = caller.post("cases", filing_of(documents=[file(meets="Kartta")]), key="b")

    assert (without.status_code, with_it.status_code) == (422, 201)
    assert without.json()["errors"] == [{"pointer": "/documents", "detail": "Puuttuu: Kartta."}]


def test_type_that_does_not_come_through_the_interface_is_refused(db: None) -> None:
    caller = caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa"), channels=["web"]))

    assert caller.post("cases", filing_of(), key="a").status_code == 403
    assert caller.get("case-types").json() == {"case_types": []}


def test_type_of_others_is_refused(caller: Caller) -> None:
    other = open_to_systems(CaseTypeFactory(code="muu"))

    assert caller.post("cases", filing_of(case_type=other.code), key="a").status_code == 403
    assert caller.get("case-types/muu").status_code == 404


def test_own_types_are_told_with_their_schema(db: None) -> None:
    caller = caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa"), documents=REQUIRED))

    told = caller.get("case-types", **{"Accept-Language": "sv"}).json()["case_types"][0]

    assert (told["code"], told["name"], told["promise_days"]) == ("kaivulupa", "Grävtillstånd", 21)
    assert told["documents"] == [{"name": "Karta", "meets": "Kartta", "is_required": True}]
    assert told["body_schema"]["properties"]["case_type"] == {"const": "kaivulupa"}
    assert caller.get("case-types/kaivulupa", **{"Accept-Language": "sv"}).json() == told


def test_types_cost_the_same_for_one_and_for_twenty(caller: Caller) -> None:
    caller.get("case-types")
    one = count_queries(lambda: caller.get("case-types"))
    caller.system.case_types.add(*[open_to_systems(CaseTypeFactory()) for _number in range(19)])

    assert len(caller.get("case-types").json()["case_types"]) == 20
    assert count_queries(lambda: caller.get("case-types")) == one


# --- people ---


def identified(hetu: str) -> dict[str, Any]:
    party = {"role": "applicant", "name": "A. Kemppainen", "personal_identity_code": hetu}
    return filing_of(parties=[party])


def test_case_of_a_known_person_is_among_their_own(cast: Cast) -> None:
    type_ = open_to_systems(CaseTypeFactory(code="kaivulupa"))
    caller = caller_of(type_, vouches_for_people=True)
    person = cast.resident.person

    answer = caller.post("cases", identified("140891-912C"), key="a")

    assert answer.status_code == 201, answer.content
    assert Case.objects.of_person(person).exists()
    assert answer.json()["tracking_code"] is None
    assert "Aino" not in answer.content.decode(), "tells nothing of the person but what the system told"


def test_new_person_finds_the_case_later(db: None) -> None:
    caller = caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa")), vouches_for_people=True)

    caller.post("cases", identified("140891-912C"), key="a")

    person = Person.objects.with_hetu("140891-912C").get()
    assert (person.surname, person.user) == ("Kemppainen", None)
    assert Case.objects.of_person(person).count() == 1


def test_wrong_identity_code_is_told_by_its_place(db: None) -> None:
    caller = caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa")), vouches_for_people=True)

    answer = caller.post("cases", identified("140891-912X"), key="a")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/parties/0/personal_identity_code"


def test_system_that_does_not_identify_tells_no_identity_codes(caller: Caller) -> None:
    assert caller.post("cases", identified("140891-912C"), key="a").status_code == 403
    assert not Person.objects.exists()


def test_case_of_a_known_organisation_is_its_own(cast: Cast) -> None:
    caller = caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa")), vouches_for_people=True)
    party = {"role": "applicant", "name": "Latu-ukot", "business_id": cast.association.business_id}

    caller.post("cases", filing_of(parties=[party]), key="a")

    assert Case.objects.get().parties.get().organisation == cast.association


def test_nobody_else_files_for_a_system(cast: Cast, caller: Caller) -> None:
    filing = Filing("kaivulupa", [FiledParty("applicant", "Aino")], CONTENT)

    with pytest.raises(PermissionDenied):
        file_case(filing, actor=cast.handler.actor, key="a")
