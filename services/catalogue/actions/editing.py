# SPDX-License-Identifier: EUPL-1.2
from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.texts import localized
from portal.common.workflow import require
from services.catalogue.models import (
    ChannelKind,
    Connection,
    PublishingStatus,
    Service,
    ServiceChannel,
    ServicePoint,
    Source,
    Synonym,
)
from services.catalogue.permissions import can_edit_catalogue, can_edit_service
from services.catalogue.search import index_points, index_services
from services.catalogue.stamp import bump

# What an editor may write over in an imported service; an import then leaves the field alone.
OWN_FIELDS = (
    "name",
    "alternative_name",
    "summary",
    "background",
    "description",
    "user_instruction",
    "requirement",
    "processing_time",
    "deadline",
    "validity_time",
    "charge",
    "charge_text",
    "keywords",
    "sector",
    "languages",
)


@transaction.atomic
def save_service(service: Service, *, actor: Actor, changed: list[str]) -> Service:
    """Save an edited service. Fields changed in an imported one are ours from now on."""
    require(condition=can_edit_service(actor, service), verb="edit_service")
    if service.source == Source.PTV:
        service.own_fields = sorted({*service.own_fields, *(set(changed) & set(OWN_FIELDS))})
    service.save()
    record("service.edited", about=service, by=actor, slug=service.slug, fields=sorted(changed))
    index_services([service.pk])
    bump()
    return service


@transaction.atomic
def give_back_to_import(service: Service, *, actor: Actor) -> None:
    """Let the next import write all texts of the service again."""
    require(condition=can_edit_service(actor, service), verb="edit_service")
    service.own_fields, service.fingerprint = [], ""
    service.save(update_fields=["own_fields", "fingerprint"])
    record("service.given_back", about=service, by=actor, slug=service.slug)


@transaction.atomic
def publish_service(service: Service, *, actor: Actor, is_published: bool) -> None:
    require(condition=can_edit_service(actor, service), verb="publish_service")
    service.publishing = PublishingStatus.PUBLISHED if is_published else PublishingStatus.ARCHIVED
    service.save(update_fields=["publishing"])
    record("service.published" if is_published else "service.archived", about=service, by=actor, slug=service.slug)
    bump()


@transaction.atomic
def save_point(point: ServicePoint, *, actor: Actor) -> ServicePoint:
    require(condition=can_edit_catalogue(actor), verb="edit_point")
    point.save()
    record("service_point.edited", about=point, by=actor, slug=point.slug)
    index_points([point.pk])
    bump()
    return point


@transaction.atomic
def save_synonym(synonym: Synonym, *, actor: Actor) -> Synonym:
    require(condition=can_edit_catalogue(actor), verb="edit_synonym")
    synonym.save()
    record("synonym.saved", about=synonym, by=actor, word=synonym.word)
    bump()
    return synonym


@transaction.atomic
def offer_form(
    *,
    service_slug: str,
    form_slug: str,
    name: dict[str, str],
    actor: Actor,
    takes: dict[str, str] | None = None,
    requires_authentication: bool = False,
) -> Connection | None:
    """Show an e-form of ours on the page of its service. Idempotent; nothing happens when there is no such service.

    `takes` tells how long filling takes, such as "noin 10 minuuttia".
    """
    service = Service.objects.filter(slug=service_slug).first()
    if service is None:
        return None
    channel, _created = ServiceChannel.objects.update_or_create(
        form_slug=form_slug,
        defaults={
            "kind": ChannelKind.EFORM,
            "name": localized(name),
            "summary": localized(takes or {}),
            "requires_authentication": requires_authentication,
            "publishing": PublishingStatus.PUBLISHED,
        },
    )
    connection, is_new = Connection.objects.get_or_create(service=service, channel=channel)
    if is_new:
        record("service.form_offered", about=service, by=actor, form=form_slug)
    bump()
    return connection


@transaction.atomic
def withdraw_form(*, form_slug: str, actor: Actor) -> None:
    """Take the form off the pages of services. The channel stays as archived: submissions remember it."""
    channel = ServiceChannel.objects.filter(form_slug=form_slug, publishing=PublishingStatus.PUBLISHED).first()
    if channel:
        channel.publishing = PublishingStatus.ARCHIVED
        channel.save(update_fields=["publishing"])
        record("service.form_withdrawn", about=channel, by=actor, form=form_slug)
        bump()
