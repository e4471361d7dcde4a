# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of the demo town: its own services over four sectors, places with hours, words and notices."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.accounts.actors import SYSTEM_DEMO
from portal.accounts.models import Unit
from portal.common import clock
from portal.demo.hours import parse_hours
from portal.pages.actions import save_notice
from portal.pages.models import Notice
from services.catalogue.actions.editing import save_synonym
from services.catalogue.codelists import load_codelists
from services.catalogue.models import (
    Connection,
    LifeEvent,
    OpeningHours,
    Organization,
    Sector,
    Service,
    ServiceChannel,
    ServiceClass,
    ServiceOrganization,
    ServicePoint,
    Synonym,
    TargetGroup,
)
from services.catalogue.search import index_points, index_services
from services.catalogue.stamp import bump

type Row = dict[str, Any]

FOLDER = Path(__file__).parent / "data" / "catalogue"
SERVICE_FILES = ("services_education", "services_social", "services_technical", "services_other")


@transaction.atomic
def fill() -> None:
    """Safe to run twice: nothing is done when the town has its main point already."""
    load_codelists()
    if ServicePoint.objects.filter(is_main=True).exists():
        return
    Town().build()
    bump()


class Town:
    def __init__(self) -> None:
        places = _read("places")
        self.organizations = {row["key"]: _organization(row) for row in places["organizations"]}
        self.channels = {row["key"]: self.channel(row) for row in places["channels"]}
        self.points = {row["key"]: self.point(row) for row in places["points"]}
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.sectors = {sector.slug: sector for sector in Sector.objects.all()}
        self.classes = {one.code: one for one in ServiceClass.objects.select_related("sector")}

    def build(self) -> None:
        services = [self.service(row) for name in SERVICE_FILES for row in _read(name)]
        index_services([service.pk for service in services])
        index_points([point.pk for point in self.points.values()])
        for row in _read("synonyms"):
            save_synonym(Synonym(**row), actor=SYSTEM_DEMO)
        for row in _read("notices"):
            _notice(row)

    def channel(self, row: Row) -> ServiceChannel:
        channel = ServiceChannel.objects.create(
            kind=row["kind"],
            name=_texts(row["name"]),
            summary=_texts(row["info"]),
            organization=self.organizations[row.get("organization", "city")],
            url={"fi": row["url"]} if "url" in row else {},
            phones=_phones(row.get("phone", "")),
            requires_authentication=row.get("auth", False),
        )
        _hours(channel, row)
        return channel

    def point(self, row: Row) -> ServicePoint:
        point = ServicePoint.objects.create(
            slug=row["key"],
            name=_texts(row["name"]),
            summary=_texts(row["summary"]),
            organization=self.organizations[row.get("organization", "city")],
            street={"fi": row["street"]},
            postal_code=row["postal_code"],
            post_office={"fi": "Kajaani", "sv": "Kajana", "en": "Kajaani"},
            latitude=row["lat"],
            longitude=row["lon"],
            phones=_phones(row.get("phone", "")),
            emails=[row["email"]] if "email" in row else [],
            accessibility_text={"fi": row["accessibility"]} if "accessibility" in row else {},
            is_main=row.get("main", False),
        )
        _hours(point, row)
        return point

    def service(self, row: Row) -> Service:
        organiser = self.organizations[row.get("organiser", "city")]
        classes = [self.classes[code] for code in row["classes"]]
        service = Service.objects.create(
            slug=row["slug"],
            kind=row.get("kind", "service"),
            sector=self.sectors[row["sector"]] if "sector" in row else self.sector_of(classes[0]),
            unit=self.units.get(row.get("unit") or ""),
            organiser=organiser,
            charge=row["charge"],
            popularity=row.get("popularity", 0),
            icon=row.get("icon", ""),
            modified_at=clock.now() - dt.timedelta(days=20),
            languages=["fi"],
            **{field: _texts(row[field]) for field in ("name", "summary") if field in row},
            **{field: {"fi": row[field]} for field in ("description", "charge_text", "keywords") if field in row},
            **_more_texts(row),
        )
        service.service_classes.set(classes)
        service.life_events.set(LifeEvent.objects.filter(code__in=row["events"]))
        service.target_groups.set(TargetGroup.objects.filter(code__in=row["groups"]))
        ServiceOrganization.objects.create(service=service, organization=organiser, role="responsible")
        self.connect(service, row)
        return service

    def connect(self, service: Service, row: Row) -> None:
        ways = [self.channels[key] for key in row["channels"]] + [self.points[key] for key in row["points"]]
        Connection.objects.bulk_create(
            Connection(
                service=service,
                channel_id=way.pk,
                order=order,
                help_kinds=["OnsiteGuidance"] if isinstance(way, ServicePoint) and way.is_main else [],
            )
            for order, way in enumerate(ways, 1)
        )

    def sector_of(self, one: ServiceClass) -> Sector | None:
        top = self.classes[one.code.partition(".")[0]]
        return top.sector


def _read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _texts(names: list[str]) -> dict[str, str]:
    return dict(zip(("fi", "sv", "en"), names, strict=True))


def _more_texts(row: Row) -> dict[str, dict[str, str]]:
    texts = {"user_instruction": {"fi": row.get("instruction", "")}, "requirement": {"fi": row.get("requirement", "")}}
    texts["processing_time"] = _texts(row["time"]) if "time" in row else {}
    texts["deadline"] = _texts(row["deadline"]) if "deadline" in row else {}
    return texts


def _organization(row: Row) -> Organization:
    return Organization.objects.create(
        name=_texts(row["name"]),
        kind=row["kind"],
        business_id=row.get("business_id", ""),
        url=row.get("url", ""),
        is_external=row.get("external", False),
    )


def _phones(number: str) -> list[Row]:
    return [{"number": number, "language": "fi", "kind": "Phone", "charge": "", "info": ""}] if number else []


def _hours(channel: ServiceChannel, row: Row) -> None:
    rows = [OpeningHours(channel_id=channel.pk, **hours) for hours in parse_hours(row.get("hours", ""))]
    for hours in parse_hours(row.get("late", "")):
        kind = OpeningHours.Kind.OVER_MIDNIGHT
        rows.append(
            OpeningHours(channel_id=channel.pk, **hours | {"kind": kind, "last_weekday": (hours["weekday"] + 1) % 7})
        )
    for day, note in (text.split(" ", 1) for text in row.get("closed", [])):
        first = dt.date.fromisoformat(day)
        kind = OpeningHours.Kind.EXCEPTIONAL
        rows.append(OpeningHours(channel_id=channel.pk, kind=kind, first_on=first, is_closed=True, note={"fi": note}))
    OpeningHours.objects.bulk_create(rows)


def _notice(row: Row) -> None:
    now = clock.now()
    ends = {"ends_at": now + dt.timedelta(days=row["days"])} if "days" in row else {}
    notice = Notice(
        kind=row["kind"],
        slug=row["slug"],
        title=_texts(row["title"]),
        summary=_texts(row["summary"]),
        text={"fi": row.get("text", "")},
        icon=row.get("icon", ""),
        place=row.get("place", ""),
        starts_at=now - dt.timedelta(days=row["ago"]),
        **ends,
    )
    save_notice(notice, actor=SYSTEM_DEMO)
