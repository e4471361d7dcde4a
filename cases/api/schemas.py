# SPDX-License-Identifier: EUPL-1.2
"""The shapes of the interface. The OpenAPI document is made from these; times are RFC 3339, days ISO 8601."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, field_validator


def _is_email(text: str) -> str:
    """The rule of the portal's own forms; an empty text is no address and no error."""
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise ValueError("not an e-mail address") from None
    return text


Email = Annotated[str, Field(max_length=254), AfterValidator(_is_email)]
Text = Annotated[str, Field(min_length=1, max_length=5000)]
Language = Literal["fi", "sv", "en"]


class Told(Schema):
    """What comes in: an unknown name is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*")
    @classmethod
    def _is_storable(cls, value: Any) -> Any:
        """PostgreSQL keeps every character but this one."""
        if isinstance(value, str) and "\0" in value:
            raise ValueError("NUL is not allowed")
        return value


# --- what comes in ---


class Words(Told):
    fi: str = Field(min_length=1, max_length=500)
    sv: str = Field("", max_length=500)
    en: str = Field("", max_length=500)


class Row(Told):
    """One question and its answer, as the customer saw them. `is_contact`: tells where somebody lives or is reached."""

    key: str = Field(pattern=r"^[a-z0-9_-]{1,80}$")
    label: Words
    value: str = Field(max_length=5000)
    is_contact: bool = False


class Part(Told):
    title: Words
    rows: list[Row] = Field(min_length=1, max_length=200)


class PartyIn(Told):
    """`personal_identity_code` and `business_id` only of a system that identifies its customers strongly."""

    role: Literal["applicant", "beneficiary", "other"]
    name: str = Field(min_length=1, max_length=160)
    personal_identity_code: str = Field("", max_length=11)
    business_id: str = Field("", max_length=9)
    email: Email = ""
    phone: str = Field("", max_length=30)


class DocumentIn(Told):
    """PDF, JPEG or PNG in Base64. `meets`: the Finnish name of the document that the case type requires."""

    name: str = Field(min_length=1, max_length=160)
    content: str = Field(json_schema_extra={"contentEncoding": "base64"})
    meets: str = ""


class CaseIn(Told):
    case_type: str = Field(max_length=80)
    parties: list[PartyIn] = Field(max_length=20)
    content: list[Part] = Field(min_length=1, max_length=50)
    documents: list[DocumentIn] = Field(default=[], max_length=10)
    language: Language = "fi"
    summary: str = Field("", max_length=300)
    email: Email = ""
    phone: str = Field("", max_length=30)


class MessageIn(Told):
    text: Text
    documents: list[DocumentIn] = Field(default=[], max_length=10)


class SupplementIn(Told):
    text: str = Field("", max_length=5000)
    documents: list[DocumentIn] = Field(default=[], max_length=10)


class WithdrawalIn(Told):
    reason: str = Field("", max_length=500)


# --- what goes out ---


class Link(Schema):
    href: str


class Required(Schema):
    """`name` is in the language of Accept-Language, `meets` is what a document that is this one says of itself."""

    name: str
    meets: str
    is_required: bool


class CaseTypeOut(Schema):
    """`body_schema`: the JSON Schema (draft 2020-12) of what opens such a case."""

    code: str
    version: int
    name: str
    text: str
    promise_days: int
    is_anonymous_allowed: bool
    documents: list[Required]
    fee: str | None
    body_schema: dict[str, Any]


class CaseTypesOut(Schema):
    case_types: list[CaseTypeOut]


class Brief(Schema):
    """A line of the list. `status` is the code, `situation` says it to the customer."""

    reference: str
    case_type: str
    title: str
    status: str
    situation: str
    received_at: dt.datetime
    changed_at: dt.datetime
    last_event: str
    ready_by: dt.date | None
    links: dict[str, Link]


class Page(Schema):
    """`next`: the address of what follows; null when there is no more for now."""

    cases: list[Brief]
    next: str | None


class Asked(Schema):
    """What the office waits for."""

    items: list[str]
    text: str
    due_on: dt.date
    consequence: str


class DocumentOut(Schema):
    id: UUID
    kind: str
    name: str
    content_type: str
    size: int
    sha256: str
    links: dict[str, Link]


class DecisionOut(Schema):
    """A decision that has been served. `appeal_until`: the last day to seek a remedy."""

    section: str
    outcome: str
    outcome_text: str
    summary: str
    decided_at: dt.datetime
    served_at: dt.datetime
    appeal_until: dt.date | None
    is_replaced: bool
    links: dict[str, Link]


class PartyOut(Schema):
    """Contacts are left out (null) when somebody in the case has a non-disclosure order."""

    role: str
    name: str
    email: str | None
    phone: str | None


class CaseOut(Brief):
    """`tracking_code` is told only in the answer to the opening, when we know none of the parties."""

    upcoming: str
    promised_on: dt.date | None
    is_late: bool
    closed_at: dt.datetime | None
    transferred_to: str
    asked: Asked | None
    decisions: list[DecisionOut]
    documents: list[DocumentOut]
    parties: list[PartyOut]
    content: list[dict[str, Any]]
    can: list[str]
    tracking_code: str | None = None


class EventOut(Schema):
    at: dt.datetime
    event: str
    status: str
    text: str


class EventsOut(Schema):
    events: list[EventOut]


class MessageOut(Schema):
    """`is_from_office`: written by the city; otherwise by the party or by the system for them."""

    sent_at: dt.datetime
    is_from_office: bool
    by: str
    text: str
    documents: list[DocumentOut]


class MessagesOut(Schema):
    messages: list[MessageOut]
