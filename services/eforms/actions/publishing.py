# SPDX-License-Identifier: EUPL-1.2
"""Publish a form: a working version through the gate, or a whole definition at once; and take it out of use."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import CaseType
from portal.accounts.actors import Actor
from portal.accounts.models import Role, User
from portal.audit.log import record
from portal.common import clock
from portal.common.texts import localized
from portal.common.workflow import move, require
from portal.notifications.outbox import Recipient, notify
from services.catalogue.actions.editing import offer_form, withdraw_form
from services.catalogue.models import Service
from services.eforms.actions.designing import StaleVersion
from services.eforms.engine.validation import check_definition
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.permissions import can_edit_form, can_publish_form
from services.eforms.reviewing.gate import Finding, findings
from services.eforms.workflow import Verb


class NotPublishable(Exception):
    """The gate stops the version; `findings` tell why. Warnings alone stop it until they are accepted with a reason."""

    def __init__(self, found: list[Finding]) -> None:
        self.findings = found
        super().__init__("; ".join(finding.reason for finding in found))


@transaction.atomic
def publish_version(version_id: int, *, actor: Actor, revision: int, accepted: str = "") -> FormVersion:
    """Take the working version into use. Drafts go on with the version that they began with.

    `accepted` tells why the warnings of the gate are left as they are. Idempotent: a version that has been published,
    by a second click or by a colleague, is given as it is. Raises StaleVersion and NotPublishable.
    """
    definition = _locked(FormVersion.objects.values_list("definition_id", flat=True).get(pk=version_id))
    version: FormVersion = FormVersion.objects.locked(version_id)
    require(condition=can_publish_form(actor, definition), verb="publish_version")
    if version.published_at:
        return version
    if version.revision != revision:
        raise StaleVersion(version)
    found = findings(version)
    if any(finding.is_block for finding in found) or (found and not accepted.strip()):
        raise NotPublishable(found)
    _take_into_use(version, actor)
    move(definition, Verb.PUBLISH, actor=actor)
    facts: dict[str, Any] = {"number": version.number, "warnings": len(found)}
    if found:
        facts["accepted"] = accepted.strip()[:500]
    record("form.version_published", about=definition, by=actor, **facts)
    _offer(version, actor)
    return version


def _take_into_use(version: FormVersion, actor: Actor) -> None:
    """Numbers rise in the order of publishing: an import may have taken one while this was being written."""
    newest: int | None = version.definition.versions.exclude(pk=version.pk).aggregate(newest=Max("number"))["newest"]
    version.number = max(version.number, (newest or 0) + 1)
    version.published_at, version.published_by, version.undo = clock.now(), actor.user, None
    version.save(update_fields=["number", "published_at", "published_by", "undo"])


@transaction.atomic
def ask_to_publish(version_id: int, *, actor: Actor, revision: int, message: str = "") -> int:
    """Tell the publishers of the unit that the version is ready for them. How many were told. Raises StaleVersion."""
    version: FormVersion = FormVersion.objects.locked(version_id)
    require(condition=can_edit_form(actor, version.definition), verb="ask_to_publish")
    if version.published_at or version.revision != revision:
        raise StaleVersion(version)
    record("form.publishing_asked", about=version.definition, by=actor, number=version.number)
    told = notify(
        "form.publishing_asked",
        about=version.definition,
        to=[Recipient(email=user.email, language=user.language) for user in _publishers(version.definition, actor)],
        url=reverse("admin:eforms_formdefinition_review", args=[version.definition.slug]),
        form=str(version.definition),
        asker=actor.display_name,
        message=message.strip()[:500],
        number=version.number,
    )
    return len(told)


def _publishers(definition: FormDefinition, actor: Actor) -> list[User]:
    """Those of the unit; where a unit has none, the main users."""
    others = User.objects.filter(is_active=True).exclude(email="")
    if actor.user:
        others = others.exclude(pk=actor.user.pk)
    units = Q(role_grants__unit=None) | Q(role_grants__unit=definition.case_type.unit_id)
    found = list(others.filter(units, role_grants__role=Role.PUBLISHER).distinct())
    return found or list(others.filter(role_grants__role=Role.MAIN_USER).distinct())


@transaction.atomic
def publish_form(
    *,
    actor: Actor,
    slug: str,
    name: Mapping[str, str],
    case_type: CaseType,
    content: Mapping[str, Any],
    service: Service | None = None,
) -> FormVersion:
    """Publish the content as the form's newest version. Idempotent: the same content again is no new version.

    Raises BadDefinition with each path and reason. Drafts go on with the version that they began with.
    """
    check_definition(content)
    definition, _created = FormDefinition.objects.select_for_update().get_or_create(
        slug=slug, defaults={"name": localized(name), "case_type": case_type, "service": service}
    )
    _describe(definition, name=localized(name), case_type=case_type, service=service)
    newest: FormVersion | None = definition.versions.filter(published_at__isnull=False).order_by("-number").first()
    if newest and newest.content == content:
        return newest
    highest: int | None = definition.versions.aggregate(highest=Max("number"))["highest"]
    version: FormVersion = definition.versions.create(
        number=(highest or 0) + 1, content=content, published_at=clock.now(), published_by=actor.user
    )
    move(definition, Verb.PUBLISH, actor=actor)
    _offer(version, actor)
    return version


def _offer(version: FormVersion, actor: Actor) -> None:
    """Tell the page of the service."""
    definition = version.definition
    if definition.service:
        offer_form(
            service_slug=definition.service.slug,
            form_slug=definition.slug,
            name=dict(definition.name),
            actor=actor,
            takes=_filling_time(version.form.minutes),
            requires_authentication=version.form.assurance == "strong",
        )


def _filling_time(minutes: int) -> dict[str, str]:
    """In each language, as the page of the service is read in all of them."""
    told = {}
    for language in dict(settings.LANGUAGES) if minutes else ():
        with override(language):
            told[language] = _("noin %(count)s minuuttia") % {"count": minutes}
    return told


def _describe(definition: FormDefinition, **facts: Any) -> None:
    changed = [name for name, value in facts.items() if getattr(definition, name) != value]
    for name in changed:
        setattr(definition, name, facts[name])
    if changed:
        definition.save(update_fields=changed)


@transaction.atomic
def pause_form(form_id: int, *, actor: Actor, reason: str = "") -> FormDefinition:
    return _moved(form_id, Verb.PAUSE, actor, reason)


@transaction.atomic
def resume_form(form_id: int, *, actor: Actor, reason: str = "") -> FormDefinition:
    return _moved(form_id, Verb.PUBLISH, actor, reason)


@transaction.atomic
def retire_form(form_id: int, *, actor: Actor, reason: str = "") -> FormDefinition:
    return _moved(form_id, Verb.RETIRE, actor, reason)


def _moved(form_id: int, verb: Verb, actor: Actor, reason: str) -> FormDefinition:
    definition = _locked(form_id)
    move(definition, verb, actor=actor, reason=reason)
    if verb == Verb.RETIRE:
        withdraw_form(form_slug=definition.slug, actor=actor)
    return definition


def _locked(form_id: int) -> FormDefinition:
    locked = FormDefinition.objects.select_for_update(of=("self",)).select_related("case_type")
    definition: FormDefinition = locked.get(pk=form_id)
    return definition
