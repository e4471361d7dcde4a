# SPDX-License-Identifier: EUPL-1.2
"""Taking over what the national catalogue says: find by id, skip what is equal, archive what disappeared."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from services.catalogue.actions.importing_services import ServiceWriter
from services.catalogue.clients.ptv import Json, Snapshot
from services.catalogue.clients.ptv_parse import (
    connections_by_service,
    parse_channel,
    parse_collection,
    parse_organization,
    parse_service,
)
from services.catalogue.clients.ptv_records import (
    ChannelRecord,
    CollectionRecord,
    OrganizationRecord,
    Record,
    ServiceRecord,
)
from services.catalogue.codelists import load_codelists
from services.catalogue.models import (
    ImportRun,
    OpeningHours,
    Organization,
    PublishingStatus,
    Service,
    ServiceChannel,
    ServiceCollection,
    ServicePoint,
    Source,
)
from services.catalogue.models.imported import Imported
from services.catalogue.search import index_points, index_services
from services.catalogue.slugs import free_slug
from services.catalogue.stamp import bump

type Progress = Callable[[str, int, int], None]

# A source that lost most of its services is broken, not smaller: nothing is archived on its word.
LEAST_KEPT = 0.5


class TooMuchMissing(Exception):
    """The source lacks more than half of the services that we have from it. Nothing was changed."""


@transaction.atomic
def import_catalogue(
    snapshot: Snapshot, *, actor: Actor, city_business_id: str, source: str = "", progress: Progress | None = None
) -> ImportRun:
    """Take over the snapshot. All or nothing; a second run with the same snapshot changes nothing."""
    run = ImportRun(source=source[:300], started_at=clock.now())
    _Import(snapshot, run, city_business_id, progress or _silently).go()
    run.finished_at = clock.now()
    run.save()
    record("catalogue.imported", about=run, by=actor, **run.counts)
    bump()
    return run


def _silently(*_args: object) -> None:
    pass


class _Import:
    def __init__(self, snapshot: Snapshot, run: ImportRun, city_business_id: str, progress: Progress) -> None:
        self.snapshot, self.run, self.city, self.progress = snapshot, run, city_business_id, progress
        self.counts: dict[str, Counter[str]] = {}

    def go(self) -> None:
        load_codelists()
        organizations = self.parse("organizations", self.snapshot.organizations, parse_organization)
        self.upsert("organizations", Organization, organizations, self.write_organization)
        self.link_organizations(organizations)
        channels = self.parse("channels", self.snapshot.channels, parse_channel)
        self.upsert("channels", ServiceChannel, channels, self.write_channel)
        self.import_services()
        collections = self.parse("collections", self.snapshot.collections, parse_collection)
        self.upsert("collections", ServiceCollection, collections, self.write_collection)
        self.run.counts = {kind: dict(sorted(counter.items())) for kind, counter in self.counts.items()}

    def import_services(self) -> None:
        general = {row["id"]: row for row in self.snapshot.general_descriptions}
        from_channels = connections_by_service(self.snapshot.channels)

        def parse(raw: Json) -> ServiceRecord:
            return parse_service(raw, general.get(raw.get("generalDescriptionId")), from_channels.get(raw["id"], []))

        services = self.parse("services", self.snapshot.services, parse)
        self.refuse_broken_source({one.ptv_id for one in services})
        writer = ServiceWriter(note=self.note)
        changed = self.upsert("services", Service, services, writer.write)
        index_services(changed)

    def refuse_broken_source(self, ids: set[str]) -> None:
        known = {str(pk) for pk in _imported(Service).filter(publishing="published").values_list("ptv_id", flat=True)}
        if known and len(known & ids) < LEAST_KEPT * len(known):
            raise TooMuchMissing(f"{len(known - ids)} of {len(known)} services are missing from the source")

    def parse[R: Record](self, kind: str, rows: Iterable[Json], parse: Callable[[Json], R]) -> list[R]:
        """The published records that can be read and have a name; the others are counted and named in the report."""
        found, counter = [], self.counts.setdefault(kind, Counter())
        for raw in rows:
            try:
                one = parse(raw)
                UUID(one.ptv_id)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                counter["unreadable"] += 1
                self.note(f"{kind} {str(raw)[:60]}: {type(error).__name__} {error}")
                continue
            if not one.is_published or not one.name:
                counter["skipped"] += 1
            else:
                found.append(one)
                self.run.oddities += [f"{kind} {next(iter(one.name.values()))}: {odd}" for odd in one.oddities]
        return found

    def upsert[R: Record, M: Imported](
        self, kind: str, model: type[M], records: list[R], write: Callable[[R, M | None], M]
    ) -> list[int]:
        """Primary keys of what was written. What came from the source earlier and is not in it now, is archived."""
        counter, changed = self.counts[kind], []
        known = {str(obj.ptv_id): obj for obj in _imported(model)}
        for number, one in enumerate(records, 1):
            obj, fingerprint = known.get(one.ptv_id), one.fingerprint()
            if obj and obj.fingerprint == fingerprint and obj.publishing == PublishingStatus.PUBLISHED:
                counter["unchanged"] += 1
                continue
            counter["updated" if obj else "created"] += 1
            written = write(one, obj)
            type(written)._default_manager.filter(pk=written.pk).update(
                fingerprint=fingerprint, modified_at=one.modified_at, publishing=PublishingStatus.PUBLISHED
            )
            changed.append(written.pk)
            self.progress(kind, number, len(records))
        counter["archived"] += self.archive(model, {one.ptv_id for one in records})
        return changed

    def archive(self, model: type[Imported], present: set[str]) -> int:
        gone = _imported(model).filter(publishing=PublishingStatus.PUBLISHED).exclude(ptv_id__in=present)
        return int(gone.update(publishing=PublishingStatus.ARCHIVED))

    def note(self, text: str) -> None:
        self.run.oddities.append(text)

    # ---- one writer for each kind

    def write_organization(self, one: OrganizationRecord, obj: Organization | None) -> Organization:
        obj = obj or Organization(ptv_id=UUID(one.ptv_id), source=Source.PTV)
        _assign(obj, one, "name", "kind", "business_id", "summary", "phone", "email", "url")
        obj.save()
        return obj

    def link_organizations(self, records: list[OrganizationRecord]) -> None:
        """Parents, and who is not of the city: that is whoever does not stand below an organisation with its code."""
        known = {str(obj.ptv_id): obj for obj in _imported(Organization).select_related("parent")}
        by_id = {one.ptv_id: one for one in records}
        for one in records:
            obj, parent = known[one.ptv_id], known.get(one.parent_id or "")
            is_external = all(above.business_id != self.city for above in _lineage(one, by_id))
            if obj.parent != parent or obj.is_external != is_external:
                obj.parent, obj.is_external = parent, is_external
                obj.save(update_fields=["parent", "is_external"])

    def write_channel(self, one: ChannelRecord, obj: ServiceChannel | None) -> ServiceChannel:
        obj = obj or ServiceChannel(ptv_id=UUID(one.ptv_id), source=Source.PTV)
        if one.place:
            obj = self.point(one, obj)
        _assign(
            obj, one, "kind", "name", "summary", "description", "url", "phones", "emails", "requires_authentication"
        )
        _assign(obj, one, "requires_signature", "attachments", "form_identifier", "delivery_address", "accessibility")
        obj.languages = one.languages
        obj.organization = _imported(Organization).filter(ptv_id=one.organization_id).first()
        obj.save()
        obj.hours.all().delete()
        OpeningHours.objects.bulk_create(OpeningHours(channel=obj, **_fields(row)) for row in one.hours)
        if isinstance(obj, ServicePoint):
            index_points([obj.pk])
        return obj

    def point(self, one: ChannelRecord, obj: ServiceChannel) -> ServicePoint:
        found = ServicePoint.objects.filter(pk=obj.pk).first() if obj.pk else None
        name = one.name.get("fi") or next(iter(one.name.values()))
        slug = found.slug if found else free_slug(ServicePoint, name)
        found = found or ServicePoint(ptv_id=UUID(one.ptv_id), source=Source.PTV, slug=slug)
        assert one.place
        for name, value in _fields(one.place).items():
            setattr(found, name, value)
        return found

    def write_collection(self, one: CollectionRecord, obj: ServiceCollection | None) -> ServiceCollection:
        obj = obj or ServiceCollection(ptv_id=UUID(one.ptv_id), source=Source.PTV)
        _assign(obj, one, "name", "description")
        obj.save()
        obj.services.set(_imported(Service).filter(ptv_id__in=one.service_ids))
        return obj


def _lineage(one: OrganizationRecord | None, by_id: dict[str, OrganizationRecord]) -> Iterator[OrganizationRecord]:
    """The organisation and those above it; a record that is its own ancestor does not go round for ever."""
    seen: set[str] = set()
    while one and one.ptv_id not in seen:
        seen.add(one.ptv_id)
        yield one
        one = by_id.get(one.parent_id or "")


def _imported[M: Imported](model: type[M]) -> Any:
    return model._default_manager.filter(source=Source.PTV)


def _assign(obj: Any, one: Any, *names: str) -> None:
    for name in names:
        setattr(obj, name, getattr(one, name))


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}
