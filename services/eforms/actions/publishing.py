# SPDX-License-Identifier: EUPL-1.2
"""Publish a form from its definition, and take it out of use."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import CaseType
from portal.accounts.actors import Actor
from portal.common import clock
from portal.common.texts import localized
from portal.common.workflow import move
from services.catalogue.actions.editing import offer_form, withdraw_form
from services.catalogue.models import Service
from services.eforms.engine.validation import check_definition
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.workflow import Verb


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
    version: FormVersion = definition.versions.create(
        number=newest.number + 1 if newest else 1, content=content, published_at=clock.now()
    )
    move(definition, Verb.PUBLISH, actor=actor)
    if service:
        offer_form(
            service_slug=service.slug,
            form_slug=slug,
            name=dict(name),
            actor=actor,
            takes=_filling_time(version.form.minutes),
            requires_authentication=version.form.assurance == "strong",
        )
    return version


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
    locked = FormDefinition.objects.select_for_update(of=("self",)).select_related("case_type")
    definition: FormDefinition = locked.get(pk=form_id)
    move(definition, verb, actor=actor, reason=reason)
    if verb == Verb.RETIRE:
        withdraw_form(form_slug=definition.slug, actor=actor)
    return definition
