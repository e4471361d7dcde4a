# SPDX-License-Identifier: EUPL-1.2
"""A system follows what it opened, writes, answers, withdraws; and reaches nothing else."""

import datetime as dt
import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from openapi_spec_validator import validate

from cases.actions.handling import take_up_case
from cases.actions.messaging import send_message
from cases.actions.supplementing import Missing, request_supplement
from cases.api import urls
from cases.models import Case, Document, Message
from portal.accounts.actors import external
from portal.accounts.models import Person
from portal.audit.models import AccessEntry
from portal.common import clock
from tests.cases.api_client import Caller
from tests.cast import Cast
from tests.factories.cases import (
    CaseFactory,
    DecisionFactory,
    DocumentFactory,
    MessageFactory,
    PartyFactory,
    ServiceOfDecisionFactory,
)
from tests.factories.systems import ExternalSystemFactory
from tests.queries import count_queries


@pytest.fixture
def mine(caller: Caller) -> Case:
    return caller.opened()


def test_case_is_told_in_codes_and_in_words(caller: Caller, mine: Case) -> None:
    told = caller.get(f"cases/{mine.reference}", **{"Accept-Language": "en"}).json()

    assert (told["status"], told["last_event"]) == ("received", "case.received")
    assert told["situation"]
    assert told["upcoming"]
    assert told["ready_by"] == told["promised_on"] == str(mine.due_on)
    assert told["can"] == ["withdrawal", "messages"]
    assert told["parties"][0]["email"] == "veikko@mail.example"
    assert told["content"][0]["rows"][0]["value"] == "Kauppakatu 12"
    assert told["links"]["self"]["href"] == f"/api/v1/cases/{mine.reference}"


def test_each_look_is_logged_with_the_system_as_the_one_who_looked(caller: Caller, mine: Case) -> None:
    for path in ("", "/events", "/messages"):
        assert caller.get(f"cases/{mine.reference}{path}").status_code == 200

    looks = AccessEntry.objects.filter(about_label=mine.reference)
    assert [(look.by_name, look.right, look.channel) for look in looks] == [(caller.system.name, "external", "api")] * 3


def test_history_is_told_as_the_party_reads_it(cast: Cast, caller: Caller, mine: Case) -> None:
    take_up_case(mine.pk, actor=cast.handler.actor)

    events = caller.get(f"cases/{mine.reference}/events").json()["events"]

    assert [event["event"] for event in events] == ["open", "take_up"]
    assert events[1]["status"] == "in_progress"
    assert events[1]["text"]


@pytest.mark.parametrize("path", ["", "/events", "/messages", "/documents/7c9e6679-7425-40de-944b-e07fc1f90ae7"])
def test_case_of_another_system_does_not_exist(caller: Caller, path: str) -> None:
    others = CaseFactory(opened_by=ExternalSystemFactory())
    nobodys = CaseFactory()

    assert caller.get(f"cases/{others.reference}{path}").status_code == 404
    assert caller.get(f"cases/{nobodys.reference}{path}").status_code == 404
    assert caller.get(f"cases/muu{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "body"), [("messages", {"text": "Hei"}), ("supplement", {"text": "Tässä"}), ("withdrawal", {})]
)
def test_system_writes_to_no_case_of_others(caller: Caller, path: str, body: dict[str, Any]) -> None:
    others = CaseFactory(opened_by=ExternalSystemFactory(), waiting=True)

    assert caller.post(f"cases/{others.reference}/{path}", body, key="a").status_code == 404


# --- the list ---


def test_list_tells_the_changed_page_by_page(caller: Caller) -> None:
    begin = clock.now()
    cases = [CaseFactory(opened_by=caller.system, last_event_at=begin + dt.timedelta(minutes=n // 2)) for n in range(5)]
    CaseFactory(opened_by=ExternalSystemFactory(), last_event_at=begin)

    seen, address = [], f"cases?limit=2&changed_since={quote(begin.isoformat())}"
    while address:
        page = caller.get(address).json()
        seen += [case["reference"] for case in page["cases"]]
        address = page["next"]

    assert seen == [case.reference for case in cases]


def test_list_without_changes_is_empty(caller: Caller, mine: Case) -> None:
    later = quote((mine.last_event_at + dt.timedelta(seconds=1)).isoformat())

    assert caller.get(f"cases?changed_since={later}").json() == {"cases": [], "next": None}


@pytest.mark.parametrize("query", ["cursor=x", "cursor=%C3%A4", "changed_since=eilen", "limit=0", "limit=51"])
def test_list_refuses_what_it_does_not_understand(caller: Caller, query: str) -> None:
    assert caller.get(f"cases?{query}").status_code == 422


def test_list_costs_the_same_for_one_and_for_twenty(caller: Caller, mine: Case) -> None:
    caller.get("cases")
    one = count_queries(lambda: caller.get("cases"))
    CaseFactory.create_batch(19, opened_by=caller.system)

    assert len(caller.get("cases").json()["cases"]) == 20
    assert count_queries(lambda: caller.get("cases")) == one


def test_case_costs_the_same_with_one_message_and_with_twenty(caller: Caller, mine: Case) -> None:
    MessageFactory(case=mine)
    one = count_queries(lambda: caller.get(f"cases/{mine.reference}/messages"))
    MessageFactory.create_batch(19, case=mine)

    assert count_queries(lambda: caller.get(f"cases/{mine.reference}/messages")) == one


# --- messages, supplement, withdrawal ---


def test_messages_go_both_ways(cast: Cast, caller: Caller, mine: Case) -> None:
    send_message(mine.pk, actor=cast.handler.actor, text="Mihin asti kaivat?")

    answer = caller.post(f"cases/{mine.reference}/messages", {"text": "Perjantaihin."}, key="v1")
    again = caller.post(f"cases/{mine.reference}/messages", {"text": "Perjantaihin."}, key="v1")

    assert answer.status_code == 201
    assert again.content == answer.content
    told = [(one["is_from_office"], one["text"]) for one in answer.json()["messages"]]
    assert told == [(True, "Mihin asti kaivat?"), (False, "Perjantaihin.")]
    assert Message.objects.get(from_party=True).by_name == caller.system.name


def test_message_of_another_case_under_the_same_key_is_refused(caller: Caller, mine: Case) -> None:
    other = caller.opened(summary="toinen")
    caller.post(f"cases/{mine.reference}/messages", {"text": "Hei"}, key="v1")

    assert caller.post(f"cases/{other.reference}/messages", {"text": "Hei"}, key="v1").status_code == 422
    assert Message.objects.count() == 1


def test_thread_of_another_party_is_not_told(caller: Caller, mine: Case, cast: Cast) -> None:
    heard = PartyFactory(case=mine, of=cast.stranger.person, role="heard")
    MessageFactory(case=mine, party=heard, text="Vain minun.")

    assert caller.get(f"cases/{mine.reference}/messages").json() == {"messages": []}


def test_system_answers_what_was_asked(cast: Cast, caller: Caller, mine: Case) -> None:
    take_up_case(mine.pk, actor=cast.handler.actor)
    missing = Missing(["Kartta"], clock.today() + dt.timedelta(days=14), "Ratkaisemme ilman.")
    request_supplement(mine.pk, actor=cast.handler.actor, missing=missing)

    told = caller.get(f"cases/{mine.reference}").json()
    answer = caller.post(f"cases/{mine.reference}/supplement", {"text": "Kartta on liitteenä."})
    late = caller.post(f"cases/{mine.reference}/supplement", {"text": "Ja toinen."})

    assert told["asked"]["items"] == ["Kartta"]
    assert "supplement" in told["can"]
    assert (answer.status_code, answer.json()["status"], answer.json()["asked"]) == (200, "in_progress", None)
    assert late.status_code == 409


def test_system_withdraws_once(caller: Caller, mine: Case) -> None:
    answers = [caller.post(f"cases/{mine.reference}/withdrawal", {"reason": "Ei tarvita."}) for _call in range(2)]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[0].json()["status"] == "withdrawn"


def test_one_only_heard_is_not_the_systems_matter(cast: Cast, caller: Caller, mine: Case) -> None:
    actor = external(caller.system.pk, caller.system.name)

    assert not Case.objects.handled_by(actor).exists()
    assert Case.objects.visible_to(actor).get() == mine


# --- decision ---


def _decided(case: Case, *, served: bool) -> Document:
    paper: Document = DocumentFactory(case=case, kind="decision", name="paatos.pdf")
    decision = DecisionFactory(case=case, document=paper)
    if served:
        ServiceOfDecisionFactory(decision=decision)
    return paper


def test_served_decision_is_told_and_its_pdf_opens(caller: Caller) -> None:
    case = CaseFactory(opened_by=caller.system, status="served", applicant="Veikko")
    paper = _decided(case, served=True)

    decision = caller.get(f"cases/{case.reference}").json()["decisions"][0]
    pdf = caller.get(decision["links"]["pdf"]["href"])

    assert (decision["outcome"], decision["is_replaced"]) == ("granted", False)
    assert decision["appeal_until"]
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert b"".join(pdf.streaming_content) == paper.file.open().read()
    assert AccessEntry.objects.get(about_type="cases.document").by_name == caller.system.name
    assert case.decisions.get().services.get().retrieved_at is None, "the party has not read it yet"


def test_decision_that_has_not_been_served_is_not_told(caller: Caller) -> None:
    case = CaseFactory(opened_by=caller.system, status="decided", applicant="Veikko")
    paper = _decided(case, served=False)

    told = caller.get(f"cases/{case.reference}").json()

    assert (told["decisions"], told["documents"]) == ([], [])
    assert caller.get(f"cases/{case.reference}/documents/{paper.public_id}").status_code == 404


def test_internal_paper_is_not_told(caller: Caller, mine: Case) -> None:
    paper = DocumentFactory(case=mine, kind="internal")

    assert caller.get(f"cases/{mine.reference}").json()["documents"] == []
    assert caller.get(f"cases/{mine.reference}/documents/{paper.public_id}").status_code == 404


# --- non-disclosure ---


def test_contacts_of_a_protected_person_are_not_told(cast: Cast, caller: Caller) -> None:
    content = [
        {
            "title": {"fi": "Yhteys"},
            "rows": [{"key": "p", "label": {"fi": "Puhelin"}, "value": "040 123 4567", "is_contact": True}],
        }
    ]
    person = cast.resident.person
    case = CaseFactory(opened_by=caller.system, content=content, applicant=person)
    case.parties.update(email="aino@mail.example", phone="+358401234567")
    open_ = caller.get(f"cases/{case.reference}").content.decode()
    Person.objects.update(non_disclosure=True)

    hidden = caller.get(f"cases/{case.reference}")

    assert "040 123 4567" in open_
    assert "aino@mail.example" in open_
    assert "040 123 4567" not in hidden.content.decode()
    assert hidden.json()["parties"] == [{"role": "applicant", "name": str(person), "email": None, "phone": None}]


# --- the document of the interface ---


def test_openapi_document_is_valid_and_has_every_route(db: None) -> None:
    document = json.loads(Client().get("/api/v1/openapi.json").content)

    validate(document)

    assert document["openapi"].startswith("3.1")
    told = {path.removeprefix("/api/v1/").replace("{", "<").replace("}", ">") for path in document["paths"]}
    routes = {str(one.pattern) for one in urls.urlpatterns if one.name != "openapi"}
    plain = {route.replace("slug:", "").replace("uuidstr:", "").replace("uuid:", "") for route in routes}
    assert told == plain
