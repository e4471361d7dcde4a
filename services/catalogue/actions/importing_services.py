# SPDX-License-Identifier: EUPL-1.2
"""Writing one imported service with everything it points to."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from portal.common.texts import localized
from services.catalogue.clients.ptv_records import ConnectionRecord, ServiceRecord, Texts
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
    Source,
    TargetGroup,
)
from services.catalogue.slugs import free_slug


class ServiceWriter:
    def __init__(self, note: Callable[[str], None]) -> None:
        self.note = note
        imported = {"source": Source.PTV}
        self.organizations = {str(obj.ptv_id): obj for obj in Organization.objects.filter(**imported)}
        self.channels = {str(obj.ptv_id): obj for obj in ServiceChannel.objects.filter(**imported)}
        self.classes: dict[str, ServiceClass] = {obj.code: obj for obj in ServiceClass.objects.all()}
        self.life_events: dict[str, LifeEvent] = {obj.code: obj for obj in LifeEvent.objects.all()}
        self.target_groups: dict[str, TargetGroup] = {obj.code: obj for obj in TargetGroup.objects.all()}
        self.sectors = {obj.pk: obj for obj in Sector.objects.all()}

    def write(self, one: ServiceRecord, obj: Service | None) -> Service:
        """Create or update. Fields that were edited here stay as they are."""
        finnish = one.name.get("fi") or next(iter(one.name.values()))
        obj = obj or Service(ptv_id=UUID(one.ptv_id), source=Source.PTV, slug=free_slug(Service, finnish))
        values = {
            **{field: localized(texts) for field, texts in one.texts.items()},
            **{name: getattr(one, name) for name in ("kind", "charge", "legislation", "vouchers", "languages")},
            "name": localized(one.name),
            "municipalities": one.municipalities,
            "organiser": self.organiser(one),
            "sector": self.sector(one),
        }
        for field, value in values.items():
            if field not in obj.own_fields:
                setattr(obj, field, value)
        obj.save()
        self.write_classes(obj, one)
        self.write_roles(obj, one)
        self.write_connections(obj, one)
        return obj

    def organiser(self, one: ServiceRecord) -> Organization | None:
        responsible = (role.organization_id for role in one.roles if role.role == "responsible")
        return next((self.organizations[pk] for pk in responsible if pk in self.organizations), None)

    def sector(self, one: ServiceRecord) -> Sector | None:
        """The sector of most of its classes; of the first one when they are even; the last sector when none tells."""
        found = Counter(sector for code in one.classes if (sector := self.sector_of_class(code)))
        return found.most_common(1)[0][0] if found else next(reversed(self.sectors.values()), None)

    def sector_of_class(self, code: str) -> Sector | None:
        while code:
            obj = self.classes.get(code)
            if obj and obj.sector_id:
                return self.sectors[obj.sector_id]
            code = code.rpartition(".")[0]
        return None

    def write_classes(self, obj: Service, one: ServiceRecord) -> None:
        obj.service_classes.set([self.class_of(code, names) for code, names in one.classes.items()])
        obj.target_groups.set([self.target_group_of(code, names) for code, names in one.target_groups.items()])
        obj.life_events.set([self.life_event_of(code, names) for code, names in one.life_events.items()])

    def class_of(self, code: str, names: Texts) -> ServiceClass:
        if code not in self.classes:
            parent = self.classes.get(code.rpartition(".")[0])
            self.classes[code] = ServiceClass.objects.create(code=code, name=names, parent=parent)
        return self.classes[code]

    def target_group_of(self, code: str, names: Texts) -> TargetGroup:
        if code not in self.target_groups:
            parent = self.target_groups.get(code.rpartition(".")[0])
            self.target_groups[code] = TargetGroup.objects.create(code=code, name=names, parent=parent)
        return self.target_groups[code]

    def life_event_of(self, code: str, names: Texts) -> LifeEvent:
        if code not in self.life_events:
            parent = self.life_events.get(code.rpartition(".")[0])
            slug = free_slug(LifeEvent, names.get("fi") or code)
            self.life_events[code] = LifeEvent.objects.create(code=code, name=names, parent=parent, slug=slug)
        return self.life_events[code]

    def write_roles(self, obj: Service, one: ServiceRecord) -> None:
        obj.organization_roles.all().delete()
        ServiceOrganization.objects.bulk_create(
            ServiceOrganization(
                service=obj,
                organization=self.organizations.get(role.organization_id or ""),
                role=role.role,
                provision=role.provision,
                note=role.note,
            )
            for role in one.roles
        )

    def write_connections(self, obj: Service, one: ServiceRecord) -> None:
        """Connections to imported channels follow the source; those to our own (an e-form) stay."""
        obj.connections.filter(channel__source=Source.PTV).delete()
        for order, link in enumerate(one.connections, 1):
            channel = self.channels.get(link.channel_id)
            if channel is None:
                self.note(f"services {localized(one.name)}: unknown channel {link.channel_id}")
            else:
                self.write_connection(obj, channel, link, order)

    def write_connection(self, obj: Service, channel: ServiceChannel, link: ConnectionRecord, order: int) -> None:
        connection, _created = Connection.objects.update_or_create(
            service=obj,
            channel=channel,
            defaults={
                "description": link.description,
                "charge": link.charge,
                "charge_text": link.charge_text,
                "help_kinds": link.help_kinds,
                "contact": link.contact,
                "mandate_themes": link.mandate_themes,
                "order": order,
            },
        )
        OpeningHours.objects.bulk_create(
            OpeningHours(connection=connection, **{name: getattr(row, name) for name in row.__slots__})
            for row in link.hours
        )
