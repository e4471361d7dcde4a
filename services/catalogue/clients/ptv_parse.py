# SPDX-License-Identifier: EUPL-1.2
"""From raw records of the national catalogue to ours, one function for each kind of record."""

from collections.abc import Iterable

from services.catalogue.clients.ptv import Json, values
from services.catalogue.clients.ptv_records import (
    CHANNEL_KINDS,
    CHARGES,
    KINDS,
    ROLES,
    ChannelRecord,
    CollectionRecord,
    ConnectionRecord,
    OrganizationRecord,
    RoleRecord,
    ServiceRecord,
    Texts,
    codes,
    contact,
    emails,
    first,
    hours,
    instant,
    joined,
    phones,
    place,
    plain,
    texts,
    urls,
)

TEXT_FIELDS = {
    "description": "Description",
    "user_instruction": "UserInstruction",
    "processing_time": "ProcessingTime",
    "deadline": "DeadLine",
    "validity_time": "ValidityTime",
    "charge_text": "ChargeTypeAdditionalInfo",
}


def is_published(raw: Json) -> bool:
    return bool(raw.get("publishingStatus", "Published") == "Published")


def parse_organization(raw: Json) -> OrganizationRecord:
    descriptions = raw.get("organizationDescriptions")
    return OrganizationRecord(
        ptv_id=raw["id"],
        name=texts(raw.get("organizationNames"), "Name"),
        modified_at=instant(raw.get("modified")),
        is_published=is_published(raw),
        parent_id=raw.get("parentOrganizationId"),
        kind=plain(raw.get("organizationType"))[:30],
        business_id=plain(raw.get("businessCode"))[:9],
        summary=texts(descriptions, "Summary") or texts(descriptions, "Description"),
        phone=next((phone["number"] for phone in phones(raw.get("phoneNumbers"))), "")[:30],
        email=next(iter(emails(raw.get("emails"))), ""),
        url=next(iter(urls(raw.get("webPages")).values()), ""),
    )


def parse_channel(raw: Json) -> ChannelRecord:
    kind = CHANNEL_KINDS.get(raw.get("serviceChannelType") or "", "web")
    descriptions = raw.get("serviceChannelDescriptions")
    summary, description = texts(descriptions, "Summary"), texts(descriptions, "Description", as_rich=True)
    record = ChannelRecord(
        ptv_id=raw["id"],
        name=texts(raw.get("serviceChannelNames"), "Name") or texts(raw.get("serviceChannelNames")),
        modified_at=instant(raw.get("modified")),
        is_published=is_published(raw),
        kind=kind,
        organization_id=raw.get("organizationId"),
        summary=summary or description,
        description={} if description == summary else description,
        url=urls(raw.get("channelUrls")) or urls(raw.get("webPages")),
        phones=phones(raw.get("phoneNumbers")) + phones(raw.get("supportPhones")),
        emails=emails(raw.get("emails")) + emails(raw.get("supportEmails")),
        requires_authentication=bool(raw.get("requiresAuthentication")),
        requires_signature=bool(raw.get("requiresSignature")),
        attachments=_attachments(raw.get("attachments")),
        form_identifier=first(raw.get("formIdentifier"))[:60],
        delivery_address=_delivery_address(raw.get("deliveryAddresses")),
        accessibility=_accessibility(raw.get("accessibilityClassification")),
        languages=[str(language)[:3] for language in raw.get("languages") or []],
        hours=hours(raw.get("serviceHours")),
        place=place(raw.get("addresses")) if kind == "visit" else None,
    )
    if raw.get("serviceChannelType") not in CHANNEL_KINDS:
        record.oddities.append(f"unknown channel type {raw.get('serviceChannelType')}")
    return record


def _attachments(items: Iterable[Json | None] | None) -> list[Json]:
    return [
        {"name": plain(item.get("name")) or item["url"], "url": item["url"], "language": item.get("language") or "fi"}
        for item in items or []
        if item and str(item.get("url") or "").startswith(("http://", "https://"))
    ]


def _accessibility(items: Iterable[Json | None] | None) -> list[Json]:
    return [
        {
            "level": item.get("accessibilityClassificationLevel") or "Unknown",
            "wcag": item.get("wcagLevel") or "",
            "statement": item.get("accessibilityStatementWebPage") or "",
            "language": item.get("language") or "fi",
        }
        for item in items or []
        if item
    ]


def _delivery_address(items: Iterable[Json | None] | None) -> str:
    for item in items or []:
        box = (item or {}).get("postOfficeBoxAddress")
        if item and box:
            city = first(box.get("postOffice")).title()
            lines = (
                first(item.get("receiver")),
                first(box.get("postOfficeBox")),
                f"{box.get('postalCode') or ''} {city}",
            )
            return ", ".join(line.strip() for line in lines if line.strip())[:200]
    return ""


def parse_connection(raw: Json, channel_id: str) -> ConnectionRecord:
    return ConnectionRecord(
        channel_id=channel_id,
        description=texts(raw.get("description"), "Description"),
        charge=CHARGES.get(raw.get("serviceChargeType") or "", ""),
        charge_text=texts(raw.get("description"), "ChargeTypeAdditionalInfo"),
        help_kinds=sorted(str(kind["code"]) for kind in raw.get("extraTypes") or [] if kind and kind.get("code")),
        contact=contact(raw.get("contactDetails")),
        mandate_themes=sorted(values(raw.get("digitalAuthorizations") or [], "uri")),
        hours=hours(raw.get("serviceHours")),
    )


def parse_service(raw: Json, general: Json | None, from_channels: list[ConnectionRecord]) -> ServiceRecord:
    """A service with its national description merged in; what the municipality wrote wins.

    A record whose list of channels is null (not empty) tells nothing about them; then the channels' own lists count.
    """
    general = general or {}
    record = ServiceRecord(
        ptv_id=raw["id"],
        name=texts(raw.get("serviceNames"), "Name") or texts(general.get("names"), "Name"),
        modified_at=instant(raw.get("modified")),
        is_published=is_published(raw),
        kind=KINDS.get(raw.get("type") or "", "service"),
        texts=_service_texts(raw, general),
        charge=CHARGES.get(raw.get("serviceChargeType") or general.get("serviceChargeType") or "", ""),
        legislation=_laws(raw.get("legislation")) or _laws(general.get("legislation")),
        vouchers=_vouchers(raw),
        languages=[str(language)[:3] for language in raw.get("languages") or []],
        municipalities=_municipalities(raw),
    )
    record.roles = _roles(raw.get("organizations"))
    record.connections = _connections(raw, from_channels)
    for key, name in (("classes", "serviceClasses"), ("life_events", "lifeEvents"), ("target_groups", "targetGroups")):
        setattr(record, key, codes([*(raw.get(name) or []), *(general.get(name) or [])], record.oddities))
    record.oddities += _service_oddities(raw, general)
    return record


def _service_texts(raw: Json, general: Json) -> dict[str, Texts]:
    own, national = raw.get("serviceDescriptions"), general.get("descriptions")
    found = {
        field: texts(own, kind, as_rich=True) or texts(national, kind, as_rich=True)
        for field, kind in TEXT_FIELDS.items()
    }
    background = texts(national, "BackgroundDescription", as_rich=True)
    # Municipalities often copy the national text into their own: it is shown once.
    repeated = {" ".join(text.split()) for text in found["description"].values()}
    found["background"] = {
        language: text for language, text in background.items() if " ".join(text.split()) not in repeated
    }
    found["summary"] = texts(own, "Summary") or texts(national, "Summary")
    found["requirement"] = texts(raw.get("requirements"), as_rich=True) or texts(
        general.get("requirements"), as_rich=True
    )
    found["alternative_name"] = texts(raw.get("serviceNames"), "AlternativeName")
    found["keywords"] = _keywords(raw, general)
    return found


def _keywords(raw: Json, general: Json) -> Texts:
    """The municipality's keywords and the names of the ontology's terms, as one line for each language."""
    words = joined(raw.get("keywords"))
    for term in [*(raw.get("ontologyTerms") or []), *(general.get("ontologyTerms") or [])]:
        for language, name in texts((term or {}).get("name")).items():
            words.setdefault(language, []).append(name)
    return {language: ", ".join(dict.fromkeys(parts)) for language, parts in sorted(words.items()) if parts}


def _laws(items: Iterable[Json | None] | None) -> list[Json]:
    laws = [{"name": texts(item.get("names")), "url": urls(item.get("webPages"))} for item in items or [] if item]
    return [law for law in laws if law["name"]]


def _vouchers(raw: Json) -> list[Json]:
    return [
        {
            "name": plain(item.get("value")),
            "url": item.get("url") or "",
            "info": plain(item.get("additionalInformation")),
        }
        for item in raw.get("serviceVouchers") or []
        if item and item.get("value")
    ]


def _municipalities(raw: Json) -> list[str]:
    found = (place for area in raw.get("areas") or [] for place in area.get("municipalities") or [])
    return sorted({str(place["code"]) for place in found if place.get("code")})


def _roles(items: Iterable[Json | None] | None) -> list[RoleRecord]:
    return [
        RoleRecord(
            role=ROLES[item["roleType"]],
            organization_id=(item.get("organization") or {}).get("id"),
            provision=plain(item.get("provisionType"))[:30],
            note=texts(item.get("additionalInformation")),
        )
        for item in items or []
        if item and item.get("roleType") in ROLES
    ]


def _connections(raw: Json, from_channels: list[ConnectionRecord]) -> list[ConnectionRecord]:
    links = raw.get("serviceChannels")
    if links is None:
        return from_channels
    found = [(link, (link.get("serviceChannel") or {}).get("id")) for link in links if link]
    return [parse_connection(link, channel_id) for link, channel_id in found if channel_id]


def _service_oddities(raw: Json, general: Json) -> list[str]:
    odd = []
    if raw.get("generalDescriptionId") and not general:
        odd.append(f"unknown national description {raw['generalDescriptionId']}")
    if raw.get("serviceChargeType") not in (None, *CHARGES):
        odd.append(f"unknown charge {raw['serviceChargeType']}")
    if "fi" not in texts(raw.get("serviceNames"), "Name"):
        odd.append("no Finnish name")
    if raw.get("serviceChannels") is None:
        odd.append("no list of channels: read from the channels")
    return odd


def parse_collection(raw: Json) -> CollectionRecord:
    return CollectionRecord(
        ptv_id=raw["id"],
        name=texts(raw.get("serviceCollectionNames")),
        modified_at=instant(raw.get("modified")),
        is_published=is_published(raw),
        description=texts(raw.get("serviceCollectionDescriptions")),
        service_ids=[str(service["id"]) for service in raw.get("services") or [] if service.get("id")],
    )


def connections_by_service(channels: Iterable[Json]) -> dict[str, list[ConnectionRecord]]:
    """Service id -> connections, read from the channels' side."""
    found: dict[str, list[ConnectionRecord]] = {}
    for channel in channels:
        for link in channel.get("services") or []:
            service_id = ((link or {}).get("service") or {}).get("id")
            if service_id:
                found.setdefault(service_id, []).append(parse_connection(link, channel["id"]))
    return found
