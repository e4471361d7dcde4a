# SPDX-License-Identifier: EUPL-1.2
"""What the national catalogue says, in our words.

Real records have junk: missing languages, null lists, Draft.js or HTML as text, unknown codes. What can be read is
read; what cannot is left out and named in `oddities`.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.dateparse import parse_datetime

from portal.common import clock
from services.catalogue.clients.ptv import Json
from services.catalogue.coordinates import to_wgs84
from services.catalogue.richtext import from_draft_js, strip_tags

type Texts = dict[str, str]

# Raised when what the parser makes of the same record changes: then every record is written once more.
PARSER_VERSION = 1

KINDS = {"Service": "service", "PermitOrObligation": "permit", "ProfessionalQualification": "qualification"}
CHARGES = {"FreeOfCharge": "free", "Chargeable": "chargeable"}
CHANNEL_KINDS = {
    "EChannel": "eform",
    "WebPage": "web",
    "PrintableForm": "paper",
    "Phone": "phone",
    "ServiceLocation": "visit",
}
ROLES = {"Responsible": "responsible", "OtherResponsible": "other_responsible", "Producer": "producer"}
HOUR_KINDS = {"DaysOfTheWeek": "weekly", "Exceptional": "exceptional", "OverMidnight": "over_midnight"}
WEEKDAYS = {
    name: number
    for number, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
}
LANGUAGES = ("fi", "sv", "en")


@dataclass(slots=True)
class Record:
    ptv_id: str
    name: Texts
    modified_at: dt.datetime | None
    is_published: bool
    oddities: list[str] = field(default_factory=list)

    def fingerprint(self) -> str:
        """Equal for equal content: an import that finds it unchanged writes nothing."""
        content = {key: value for key, value in asdict(self).items() if key != "oddities"}
        text = json.dumps([PARSER_VERSION, content], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class OrganizationRecord(Record):
    parent_id: str | None = None
    kind: str = ""
    business_id: str = ""
    summary: Texts = field(default_factory=dict)
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(slots=True)
class HoursRecord:
    kind: str
    first_on: dt.date | None = None
    last_on: dt.date | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    opens_at: dt.time | None = None
    closes_at: dt.time | None = None
    is_closed: bool = False
    is_always_open: bool = False
    by_appointment: bool = False
    note: Texts = field(default_factory=dict)


@dataclass(slots=True)
class PlaceRecord:
    street: Texts = field(default_factory=dict)
    postal_code: str = ""
    post_office: Texts = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    accessibility_text: Texts = field(default_factory=dict)


@dataclass(slots=True)
class ChannelRecord(Record):
    kind: str = "web"
    organization_id: str | None = None
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    url: Texts = field(default_factory=dict)
    phones: list[Json] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    requires_authentication: bool = False
    requires_signature: bool = False
    attachments: list[Json] = field(default_factory=list)
    form_identifier: str = ""
    delivery_address: str = ""
    accessibility: list[Json] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    hours: list[HoursRecord] = field(default_factory=list)
    place: PlaceRecord | None = None


@dataclass(slots=True)
class ConnectionRecord:
    channel_id: str
    description: Texts = field(default_factory=dict)
    charge: str = ""
    charge_text: Texts = field(default_factory=dict)
    help_kinds: list[str] = field(default_factory=list)
    contact: Json = field(default_factory=dict)
    mandate_themes: list[str] = field(default_factory=list)
    hours: list[HoursRecord] = field(default_factory=list)


@dataclass(slots=True)
class RoleRecord:
    role: str
    organization_id: str | None
    provision: str = ""
    note: Texts = field(default_factory=dict)


@dataclass(slots=True)
class ServiceRecord(Record):
    kind: str = "service"
    texts: dict[str, Texts] = field(default_factory=dict)
    charge: str = ""
    legislation: list[Json] = field(default_factory=list)
    vouchers: list[Json] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    municipalities: list[str] = field(default_factory=list)
    classes: dict[str, Texts] = field(default_factory=dict)
    life_events: dict[str, Texts] = field(default_factory=dict)
    target_groups: dict[str, Texts] = field(default_factory=dict)
    roles: list[RoleRecord] = field(default_factory=list)
    connections: list[ConnectionRecord] = field(default_factory=list)


@dataclass(slots=True)
class CollectionRecord(Record):
    description: Texts = field(default_factory=dict)
    service_ids: list[str] = field(default_factory=list)


# ---- texts


def plain(value: object) -> str:
    """One line of words: no mark-up, no double spaces."""
    return re.sub(r"\s+", " ", strip_tags(str(value or ""))).strip()


def rich(value: object) -> str:
    text = from_draft_js(str(value or "")).replace("\r\n", "\n")
    return (strip_tags(text) if re.search(r"</?[a-zA-Z]", text) else text).strip()


def texts(items: Iterable[Json | None] | None, kind: str | None = None, *, as_rich: bool = False) -> Texts:
    """Language -> text, in the order of our languages, whatever the order of theirs."""
    clean = rich if as_rich else plain
    found = {
        str(item["language"]): text
        for item in items or []
        if item and item.get("language") and (kind is None or item.get("type") == kind)
        if (text := clean(item.get("value")))
    }
    return {
        language: found[language]
        for language in (*LANGUAGES, *sorted(set(found) - set(LANGUAGES)))
        if language in found
    }


def joined(items: Iterable[Json | None] | None) -> dict[str, list[str]]:
    """Language -> words, also where one value holds several between commas."""
    words: dict[str, list[str]] = {}
    for item in items or []:
        if item and item.get("value") and item.get("language"):
            words.setdefault(item["language"], []).extend(
                word for part in str(item["value"]).split(",") if (word := plain(part))
            )
    return words


def instant(value: object) -> dt.datetime | None:
    """UTC with or without the Z, with or without a fraction."""
    parsed = parse_datetime(str(value)) if value else None
    return parsed.replace(tzinfo=dt.UTC) if parsed and parsed.tzinfo is None else parsed


def first(items: Iterable[Json | None] | None, key: str = "value") -> str:
    return next((str(item[key]) for item in items or [] if item and item.get(key)), "")


# ---- hours and places


def first_day(value: object) -> dt.date | None:
    """Some records give the UTC midnight of the day, some the Finnish one: in Finland both are in that day."""
    moment = instant(value)
    return clock.local(moment).date() if moment else None


def last_day(value: object) -> dt.date | None:
    """The end of a day comes both as 23.59.59 UTC and as the last second of the Finnish day."""
    moment = instant(value)
    if not moment:
        return None
    return moment.date() if (moment.hour, moment.minute) == (23, 59) else clock.local(moment).date()


def hours(items: Iterable[Json | None] | None) -> list[HoursRecord]:
    rows: list[HoursRecord] = []
    for item in items or []:
        if item and item.get("serviceHourType") in HOUR_KINDS:
            rows += _hours_of(item)
    return rows


def _hours_of(item: Json) -> list[HoursRecord]:
    common: dict[str, Any] = {
        "kind": HOUR_KINDS[item["serviceHourType"]],
        "first_on": first_day(item.get("validFrom")),
        "last_on": last_day(item.get("validTo")),
        "by_appointment": bool(item.get("isReservation")),
        "note": texts(item.get("additionalInformation")),
    }
    if item.get("isClosed") or item.get("isAlwaysOpen"):
        return [
            HoursRecord(**common, is_closed=bool(item.get("isClosed")), is_always_open=bool(item.get("isAlwaysOpen")))
        ]
    return [
        HoursRecord(
            **common,
            weekday=WEEKDAYS.get(span.get("dayFrom", "")),
            last_weekday=WEEKDAYS.get(span.get("dayTo") or ""),
            opens_at=dt.time.fromisoformat(span["from"]),
            closes_at=dt.time.fromisoformat(span["to"]),
        )
        for span in item.get("openingHour") or []
        if span.get("from") and span.get("to")
    ]


def place(addresses: Iterable[Json | None] | None) -> PlaceRecord:
    """The first address with a street: coordinates come as text, in metres north and east."""
    for address in addresses or []:
        street = (address or {}).get("streetAddress")
        if address and street:
            names = texts(street.get("street"))
            number = plain(street.get("streetNumber"))
            return PlaceRecord(
                street={language: f"{name} {number}".strip() for language, name in names.items()},
                postal_code=plain(street.get("postalCode"))[:5],
                post_office={language: name.title() for language, name in texts(street.get("postOffice")).items()},
                accessibility_text=_accessibility(address.get("entrances")),
                **_degrees(street),
            )
    return PlaceRecord()


def _degrees(street: Json) -> dict[str, float]:
    try:
        latitude, longitude = to_wgs84(float(street["latitude"]), float(street["longitude"]))
    except (KeyError, TypeError, ValueError):
        return {}
    return {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}


def _accessibility(entrances: Iterable[Json | None] | None) -> Texts:
    lines: dict[str, list[str]] = {}
    for entrance in entrances or []:
        for group in (entrance or {}).get("accessibilitySentences") or []:
            for sentence in group.get("sentences") or []:
                for language, text in texts(sentence.get("sentence")).items():
                    lines.setdefault(language, []).append(text)
    return {language: "\n".join(f"* {line}" for line in parts) for language, parts in lines.items()}


# ---- contacts


def phones(items: Iterable[Json | None] | None) -> list[Json]:
    return [
        {
            "number": f"{plain(item.get('prefixNumber'))} {plain(item['number'])}".strip(),
            "language": item.get("language") or "fi",
            "kind": item.get("type") or "Phone",
            "charge": plain(item.get("chargeDescription")) or plain(item.get("serviceChargeType")),
            "info": plain(item.get("additionalInformation")),
        }
        for item in items or []
        if item and item.get("number")
    ]


def emails(items: Iterable[Json | None] | None) -> list[str]:
    found = (plain(item.get("value")) for item in items or [] if item)
    return list(dict.fromkeys(email for email in found if "@" in email))


def urls(items: Iterable[Json | None] | None) -> Texts:
    """Language -> the first web address that can be followed."""
    found: Texts = {}
    for item in items or []:
        address = str((item or {}).get("url") or (item or {}).get("value") or "").strip()
        if item and address.startswith(("http://", "https://")):
            found.setdefault(item.get("language") or "fi", address)
    return found


def contact(details: Json | None) -> Json:
    details = details or {}
    found: dict[str, Any] = {
        "phones": phones(details.get("phoneNumbers")),
        "emails": emails(details.get("emails")),
        "url": urls(details.get("webPages")),
    }
    return {key: value for key, value in found.items() if value}


# ---- classes


def codes(items: Iterable[Json | None] | None, oddities: list[str]) -> dict[str, Texts]:
    """Code -> names. Of two with one code, the one with an address stays: the national list has such a pair."""
    found: dict[str, Texts] = {}
    for item in sorted((item for item in items or [] if item), key=lambda item: not item.get("uri")):
        code, names = plain(item.get("code")), texts(item.get("name"))
        if not code or not names:
            oddities.append(f"unknown class {item.get('uri') or item.get('code')}")
        else:
            found.setdefault(code, names)
    return dict(sorted(found.items()))
