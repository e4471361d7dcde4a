# SPDX-License-Identifier: EUPL-1.2
"""Small records in the shapes of PTV Open API v11, with the oddities that real ones have. Invented content."""

from typing import Any

from services.catalogue.clients.ptv import Json, Snapshot

CITY_CODE = "0000000-0"
CITY, COUNTY = "10000000-0000-4000-8000-000000000001", "10000000-0000-4000-8000-000000000002"
UNIT = "10000000-0000-4000-8000-000000000003"
DESK, LINE = "20000000-0000-4000-8000-000000000001", "20000000-0000-4000-8000-000000000002"
PLAY, HEALTH = "30000000-0000-4000-8000-000000000001", "30000000-0000-4000-8000-000000000002"
GENERAL = "40000000-0000-4000-8000-000000000001"


def said(kind: str, **values: str | None) -> list[Json]:
    return [{"language": language, "value": value, "type": kind} for language, value in values.items()]


def organization(pk: str, name: str, **more: Any) -> Json:
    return {"id": pk, "organizationNames": said("Name", fi=name), "publishingStatus": "Published", **more}


def service(pk: str, name: str, owner: str, **more: Any) -> Json:
    return {
        "id": pk,
        "type": "Service",
        "serviceNames": said("Name", sv=f"{name} sv", fi=name),
        "serviceDescriptions": [*said("Summary", fi=f"{name} lyhyesti"), *said("UserInstruction", fi=None)],
        "serviceClasses": [{"code": "P27.1", "name": said("Name", fi="Liikunta"), "uri": "http://example/P27.1"}],
        "targetGroups": None,
        "lifeEvents": [],
        "organizations": [{"organization": {"id": owner}, "roleType": "Responsible"}, {"roleType": "Producer"}],
        "serviceChannels": [],
        "publishingStatus": "Published",
        "modified": "2026-10-01T10:00:00",
        **more,
    }


def desk(**more: Any) -> Json:
    return {
        "id": DESK,
        "serviceChannelType": "ServiceLocation",
        "serviceChannelNames": said("Name", fi="Palvelupiste"),
        "serviceChannelDescriptions": said("Summary", fi="Neuvontaa"),
        "organizationId": CITY,
        "phoneNumbers": [{"number": "80000100", "prefixNumber": "+358", "language": "fi", "type": "Phone"}],
        "addresses": [
            {
                "streetAddress": {
                    "street": said("", fi="Testikatu"),
                    "streetNumber": "1",
                    "postalCode": "87100",
                    "postOffice": said("", fi="KAJAANI"),
                    "latitude": "7122291.95",
                    "longitude": "535578",
                }
            }
        ],
        "serviceHours": [
            {
                "serviceHourType": "DaysOfTheWeek",
                "openingHour": [{"dayFrom": "Monday", "dayTo": "", "from": "09:00:00", "to": "16:00:00"}],
            },
            {"serviceHourType": "Exceptional", "isClosed": True, "validFrom": "2026-12-24T00:00:00Z"},
            {
                "serviceHourType": "Exceptional",
                "isClosed": True,
                "validFrom": "2026-12-24T22:00:00Z",
                "validTo": "2026-12-25T21:59:59Z",
            },
        ],
        "services": [{"service": {"id": PLAY}}],
        "publishingStatus": "Published",
        **more,
    }


def line() -> Json:
    return {
        "id": LINE,
        "serviceChannelType": "Phone",
        "serviceChannelNames": said("Name", fi="Neuvontapuhelin"),
        "phoneNumbers": [{"number": "80000101", "language": "fi"}],
        "publishingStatus": "Published",
    }


def snapshot(**more: Any) -> Snapshot:
    """Two services, a place, a telephone, three organisations and a national description."""
    found: dict[str, list[Json]] = {
        "organizations": [
            organization(UNIT, "Liikunta", parentOrganizationId=CITY),
            organization(CITY, "Kaupunki", businessCode=CITY_CODE),
            organization(COUNTY, "Hyvinvointialue"),
        ],
        "channels": [desk(), line()],
        "services": [
            service(PLAY, "Leikkipuistot", UNIT, serviceChannels=[{"serviceChannel": {"id": DESK}}]),
            service(HEALTH, "Neuvola", COUNTY, generalDescriptionId=GENERAL),
        ],
        "general_descriptions": [
            {
                "id": GENERAL,
                "descriptions": [*said("BackgroundDescription", fi="Valtakunnallinen teksti")],
                "serviceChargeType": "FreeOfCharge",
            }
        ],
    }
    return Snapshot(**found | more)
