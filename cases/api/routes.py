# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the interface. Each call is one query that starts from `visible_to`, or one action."""

import base64
import binascii
import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Header, NinjaAPI, Query
from pydantic import AwareDatetime

from cases.actions.filing import FiledParty, Filing, file_case, openable
from cases.actions.handling import withdraw_case
from cases.actions.messaging import send_message
from cases.actions.supplementing import answer_supplement
from cases.api import schemas, telling
from cases.api.calls import Done, once
from cases.api.files import checked
from cases.api.keys import ApiRequest, Key
from cases.api.problems import Problem, Refused, handle_problems
from cases.documents import opened_documents, owner_of
from cases.models import Case, ExternalSystem
from cases.rare import noting_rare, read_rare
from portal.audit.log import viewed

PER_PAGE = 50
_READING = frozenset({401, 404, 429})
_WRITING = frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429})
_RARE = ("supplement_requests", "hearings", "representations")
_BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=128)]

api = NinjaAPI(
    title="OmaKajaani: cases",
    version="1",
    description="Open cases for your customers and follow them. How: docs/api.md.",
    auth=Key(),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
handle_problems(api)


# --- what can be opened ---


@api.get("/case-types", response={200: schemas.CaseTypesOut, _READING: Problem}, url_name="case-types")
def case_types(request: ApiRequest) -> schemas.CaseTypesOut:
    """The case types that this system may open, each with the schema of what opens it."""
    return telling.case_types(openable(actor=request.auth))


@api.get("/case-types/{slug:code}", response={200: schemas.CaseTypeOut, _READING: Problem}, url_name="case-type")
def case_type(request: ApiRequest, code: str) -> schemas.CaseTypeOut:
    """One case type."""
    found = next((one for one in openable(actor=request.auth) if one.case_type.code == code), None)
    if found is None:
        raise Http404
    return telling.case_type(found)


# --- cases ---


@api.post("/cases", response={201: schemas.CaseOut, _WRITING: Problem}, url_name="cases")
def open_case(request: ApiRequest, filing: schemas.CaseIn, idempotency_key: IdempotencyKey) -> HttpResponse:
    """Open a case. The same call with the same Idempotency-Key is the same case and the same answer."""
    documents = checked(filing.documents)
    told = Filing(
        case_type=filing.case_type,
        parties=[_party(party) for party in filing.parties],
        content=[part.model_dump() for part in filing.content],
        documents=documents,
        **filing.model_dump(include={"language", "summary", "email", "phone"}),
    )

    def act() -> Done:
        case = file_case(told, actor=request.auth, key=idempotency_key)
        answer = telling.whole(_found(request, case.reference), request.auth)
        answer.tracking_code = case.plain_tracking_code or None
        return case, answer.model_dump_json(), reverse("api:case", args=[case.reference])

    return once(request, idempotency_key, act)


def _party(told: schemas.PartyIn) -> FiledParty:
    facts = told.model_dump()
    return FiledParty(hetu=facts.pop("personal_identity_code"), **facts)


@api.get("/cases", response={200: schemas.Page, frozenset({401, 422, 429}): Problem}, url_name="cases")
def list_cases(
    request: ApiRequest,
    changed_since: AwareDatetime | None = None,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=PER_PAGE)] = PER_PAGE,
) -> schemas.Page:
    """The cases that this system opened, the oldest change first. `next` is the address of the following page."""
    viewed(ExternalSystem(pk=request.auth.external_system), by=request.auth, reason="api")
    at, pk = _position(cursor) if cursor else (changed_since or _BEGINNING, 0)
    found: list[Case] = list(Case.objects.visible_to(request.auth).changed_after(at, pk)[: limit + 1])
    shown = found[:limit]
    following = _address_after(shown[-1], limit) if len(found) > limit else None
    return schemas.Page(cases=[telling.brief(case) for case in shown], next=following)


def _address_after(case: Case, limit: int) -> str:
    return f"{reverse('api:cases')}?{urlencode({'cursor': _cursor(case), 'limit': str(limit)})}"


def _cursor(case: Case) -> str:
    return base64.urlsafe_b64encode(f"{case.last_event_at.isoformat()} {case.pk}".encode()).decode()


def _position(cursor: str) -> tuple[dt.datetime, int]:
    try:
        at, _space, pk = base64.urlsafe_b64decode(cursor.encode()).decode().partition(" ")
        moment, number = dt.datetime.fromisoformat(at), int(pk)
    except (ValueError, binascii.Error):
        raise Refused(422) from None
    if moment.tzinfo is None:
        raise Refused(422)
    return moment, number


@api.get("/cases/{reference}", response={200: schemas.CaseOut, _READING: Problem}, url_name="case")
def one_case(request: ApiRequest, reference: str) -> schemas.CaseOut:
    """Where the case is, what comes next and when, what is asked, and how it was decided."""
    return telling.whole(_looked_at(request, reference), request.auth)


def _looked_at(request: ApiRequest, reference: str) -> Case:
    case = _found(request, reference)
    viewed(case, by=request.auth, person=owner_of(case), reason="api")
    return case


def _found(request: ApiRequest, reference: str) -> Case:
    cases = noting_rare(Case.objects.visible_to(request.auth).for_party_page(), _RARE)
    case: Case | None = cases.filter(reference=reference).first()
    if case is None:
        raise Http404
    read_rare(case, _RARE)
    return case


@api.get("/cases/{reference}/events", response={200: schemas.EventsOut, _READING: Problem}, url_name="events")
def events(request: ApiRequest, reference: str) -> schemas.EventsOut:
    """What has happened, the first first."""
    return telling.events(_looked_at(request, reference))


@api.get("/cases/{reference}/messages", response={200: schemas.MessagesOut, _READING: Problem}, url_name="messages")
def messages(request: ApiRequest, reference: str) -> schemas.MessagesOut:
    """What the office and the party have written to each other."""
    return telling.messages(_looked_at(request, reference), request.auth)


@api.post("/cases/{reference}/messages", response={201: schemas.MessagesOut, _WRITING: Problem}, url_name="messages")
def write_message(
    request: ApiRequest, reference: str, message: schemas.MessageIn, idempotency_key: IdempotencyKey
) -> HttpResponse:
    """Write to the office for the party."""
    case = _found(request, reference)
    documents = [one.document for one in checked(message.documents)]

    def act() -> Done:
        send_message(case.pk, actor=request.auth, text=message.text, documents=documents)
        return case, telling.messages(_found(request, reference), request.auth).model_dump_json(), ""

    return once(request, idempotency_key, act)


@api.post("/cases/{reference}/supplement", response={200: schemas.CaseOut, _WRITING: Problem}, url_name="supplement")
def supplement(request: ApiRequest, reference: str, answer: schemas.SupplementIn) -> schemas.CaseOut:
    """Send what the office asked for."""
    case = _found(request, reference)
    documents = [one.document for one in checked(answer.documents)]
    answer_supplement(case.pk, actor=request.auth, answer=answer.text, documents=documents)
    return telling.whole(_found(request, reference), request.auth)


@api.post("/cases/{reference}/withdrawal", response={200: schemas.CaseOut, _WRITING: Problem}, url_name="withdrawal")
def withdrawal(request: ApiRequest, reference: str, withdrawn: schemas.WithdrawalIn) -> schemas.CaseOut:
    """Withdraw the case for the party."""
    withdraw_case(_found(request, reference).pk, actor=request.auth, reason=withdrawn.reason)
    return telling.whole(_found(request, reference), request.auth)


@api.get("/cases/{reference}/documents/{uuid:public_id}", response={200: Any, _READING: Problem}, url_name="document")
def document(request: ApiRequest, reference: str, public_id: UUID) -> FileResponse:
    """A file of the case: the decision when it has been served.

    That a system fetched it is not yet that the party has it: only the party's own look counts as its service.
    """
    case = _found(request, reference)
    found = next((one for one in opened_documents(request.auth, case) if one.public_id == public_id), None)
    if found is None:
        raise Http404
    viewed(found, by=request.auth, person=owner_of(case))
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name, content_type=found.content_type)
