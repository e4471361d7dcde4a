# SPDX-License-Identifier: EUPL-1.2
"""A case as another system reads it, in the language that is active. The same words as the party's own page."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from cases import story
from cases.api import schemas
from cases.concealing import is_concealed_from, shown_content
from cases.documents import opened_documents
from cases.models import Case, CaseTypeVersion, Decision, Document
from cases.permissions import can_write_message
from cases.threads import messages_for
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.common.workflow import allowed

# What of the workflow another system may do, under the name of its address.
_CAN: dict[str, str] = {Verb.ANSWER_SUPPLEMENT: "supplement", Verb.WITHDRAW: "withdrawal"}


def _link(name: str, *args: Any) -> schemas.Link:
    return schemas.Link(href=reverse(f"api:{name}", args=args))


def brief(case: Case) -> schemas.Brief:
    return schemas.Brief(**_brief(case))


def _brief(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "case_type": case.case_type.code,
        "title": case.title,
        "status": case.status,
        "situation": story.situation(case),
        "received_at": case.received_at,
        "changed_at": case.last_event_at,
        "last_event": case.last_event,
        "ready_by": case.ready_by,
        "links": {
            "self": _link("case", case.reference),
            "events": _link("events", case.reference),
            "messages": _link("messages", case.reference),
        },
    }


def whole(case: Case, actor: Actor) -> schemas.CaseOut:
    """Needs what `for_party_page` has at hand."""
    now, upcoming = story.facts(case)[:2]
    can = [_CAN[row.verb] for row in allowed(case, actor) if row.verb in _CAN]
    return schemas.CaseOut(
        **_brief(case) | {"situation": now.text},
        upcoming=upcoming.text,
        promised_on=case.due_on,
        is_late=case.is_late,
        closed_at=case.closed_at,
        transferred_to=case.transferred_to,
        asked=_asked(case),
        decisions=[_decision(case, one) for one in story.served_decisions(case) if not one.to_retrieve],
        documents=[_document(case, one) for one in opened_documents(actor, case)],
        parties=_parties(case, actor),
        content=shown_content(case, actor),
        can=[*can, "messages"] if can_write_message(actor, case) else can,
    )


def _asked(case: Case) -> schemas.Asked | None:
    asked = story.open_request(case)
    if asked is None:
        return None
    return schemas.Asked(items=asked.items, text=asked.text, due_on=asked.due_on, consequence=asked.consequence)


def _parties(case: Case, actor: Actor) -> list[schemas.PartyOut]:
    is_concealed = is_concealed_from(actor, case)
    return [
        schemas.PartyOut(
            role=party.role,
            name=party.display_name,
            email=None if is_concealed else party.email,
            phone=None if is_concealed else party.phone,
        )
        for party in case.parties.all()
        if party.removed_at is None
    ]


def _decision(case: Case, decision: Decision) -> schemas.DecisionOut:
    services = list(decision.services.all())
    days = [service.remedy_last_day for service in services if service.remedy_last_day]
    return schemas.DecisionOut(
        section=decision.section,
        outcome=decision.outcome,
        outcome_text=decision.get_outcome_display(),
        summary=decision.summary,
        decided_at=decision.decided_at,
        served_at=min(service.sent_at for service in services),
        appeal_until=max(days, default=None),
        is_replaced=decision.replaced_by is not None,
        links={"pdf": _link("document", case.reference, decision.document.public_id)},
    )


def _document(case: Case, document: Document) -> schemas.DocumentOut:
    return schemas.DocumentOut(
        id=document.public_id,
        kind=document.kind,
        name=document.name,
        content_type=document.content_type,
        size=document.size,
        sha256=document.sha256,
        links={"self": _link("document", case.reference, document.public_id)},
    )


def events(case: Case) -> schemas.EventsOut:
    told = ((change, story.change_words(change)) for change in case.changes.all())
    return schemas.EventsOut(
        events=[
            schemas.EventOut(at=change.at, event=change.verb, status=change.target, text=words)
            for change, words in told
            if words
        ]
    )


def messages(case: Case, actor: Actor) -> schemas.MessagesOut:
    attached: dict[int | None, list[schemas.DocumentOut]] = defaultdict(list)
    for document in opened_documents(actor, case):
        attached[document.message_id].append(_document(case, document))
    return schemas.MessagesOut(
        messages=[
            schemas.MessageOut(
                sent_at=message.sent_at,
                is_from_office=not message.from_party,
                by=message.by_name,
                text=message.text,
                documents=attached[message.pk],
            )
            for message in messages_for(actor, case)
        ]
    )


def case_types(found: Iterable[CaseTypeVersion]) -> schemas.CaseTypesOut:
    return schemas.CaseTypesOut(case_types=[case_type(one) for one in found])


def case_type(version: CaseTypeVersion) -> schemas.CaseTypeOut:
    found, terms = version.case_type, version.terms
    return schemas.CaseTypeOut(
        code=found.code,
        version=version.number,
        name=str(found.name),
        text=str(found.text),
        promise_days=terms.promise_days,
        is_anonymous_allowed=terms.allows_anonymous,
        documents=[
            schemas.Required(name=str(one.name), meets=one.name["fi"], is_required=one.is_required)
            for one in terms.documents
        ],
        fee=str(terms.fee.amount) if terms.fee else None,
        body_schema=_body_schema(found.code, [one.name["fi"] for one in terms.documents if one.is_required]),
    )


def _body_schema(code: str, required: list[str]) -> dict[str, Any]:
    """That of every case, narrowed to this type and to the documents that it requires."""
    schema: dict[str, Any] = schemas.CaseIn.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["case_type"] = {"const": code}
    if required:
        schema["required"] = [*schema["required"], "documents"]
        named = [{"contains": {"properties": {"meets": {"const": name}}, "required": ["meets"]}} for name in required]
        schema["properties"]["documents"] |= {"allOf": named}
    return schema
