# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.models import Role, RoleGrant
from portal.audit.models import AuditEntry
from portal.notifications.models import Notification
from services.catalogue.models import Service, ServiceChannel
from services.eforms.actions.designing import StaleVersion, change_version, start_version
from services.eforms.actions.publishing import NotPublishable, ask_to_publish, publish_form, publish_version
from services.eforms.models import Draft, FormVersion
from services.eforms.workflow import Status
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, field, form_of

TEXTS = {"fi": "Mitä varten kaivat?", "sv": "Varför gräver du?", "en": "What do you dig for?"}
TITLE = {"fi": "Työ", "sv": "Arbetet", "en": "The work"}


def clean(*fields: dict[str, Any]) -> dict[str, Any]:
    """A content in which the gate finds nothing."""
    content = form_of(*(fields or (field("purpose", label=TEXTS),)))
    content["steps"][0]["title"] = TITLE
    return content


@pytest.fixture
def working(cast: Cast) -> FormVersion:
    definition = FormDefinitionFactory(
        case_type=CaseTypeFactory(unit=cast.unit), service=Service.objects.create(slug="kaivulupa", name=TITLE)
    )
    return start_version(definition.pk, actor=cast.editor.actor, content=clean())


def test_publisher_takes_the_working_version_into_use(cast: Cast, working: FormVersion) -> None:
    version = publish_version(working.pk, actor=cast.publisher.actor, revision=working.revision)

    assert version.published_at
    assert version.published_by == cast.publisher.user
    assert version.definition.current_version == version
    assert version.definition.working_version is None
    assert AuditEntry.objects.filter(event="form.version_published").get().facts == {"number": 2, "warnings": 0}
    assert ServiceChannel.objects.get(form_slug=version.definition.slug).kind == "eform"


def test_drafts_keep_the_version_that_they_began_with(cast: Cast, working: FormVersion) -> None:
    draft: Draft = DraftFactory(version=working.definition.current_version, person=cast.resident.person)

    publish_version(working.pk, actor=cast.publisher.actor, revision=0)

    draft.refresh_from_db()
    assert draft.version.number == 1


@pytest.mark.parametrize("role", ["visitor", "resident", "editor", "handler", "auditor"])
def test_others_cannot_publish(cast: Cast, working: FormVersion, role: str) -> None:
    with pytest.raises(PermissionDenied):
        publish_version(working.pk, actor=cast.member(role).actor, revision=0)


def test_publisher_of_another_unit_cannot_publish(cast: Cast, working: FormVersion) -> None:
    RoleGrant.objects.update_or_create(user=cast.publisher.user, defaults={"unit": cast.other_unit})

    with pytest.raises(PermissionDenied):
        publish_version(working.pk, actor=cast.publisher.actor, revision=0)


def test_what_the_gate_blocks_is_not_published_whatever_the_reason(cast: Cast, working: FormVersion) -> None:
    twins = clean(field("a", label=TEXTS), field("b", label=TEXTS))
    version = change_version(working.pk, actor=cast.editor.actor, revision=0, change=lambda _old: twins)

    with pytest.raises(NotPublishable) as refused:
        publish_version(version.pk, actor=cast.publisher.actor, revision=1, accepted="Kiire")

    assert [finding.is_block for finding in refused.value.findings] == [True, True]
    version.refresh_from_db()
    assert version.published_at is None


def test_warnings_are_published_with_a_reason_that_is_kept(cast: Cast, working: FormVersion) -> None:
    finnish_only = clean(field("purpose", label={"fi": "Mitä varten kaivat?"}))
    change_version(working.pk, actor=cast.editor.actor, revision=0, change=lambda _old: finnish_only)

    with pytest.raises(NotPublishable):
        publish_version(working.pk, actor=cast.publisher.actor, revision=1, accepted="  ")
    publish_version(working.pk, actor=cast.publisher.actor, revision=1, accepted="Käännös tulee huomenna.")

    facts = AuditEntry.objects.filter(event="form.version_published").get().facts
    assert facts == {"number": 2, "warnings": 1, "accepted": "Käännös tulee huomenna."}


def test_a_version_that_was_changed_meanwhile_is_not_published(cast: Cast, working: FormVersion) -> None:
    change_version(working.pk, actor=cast.editor.actor, revision=0, change=lambda old: old | {"minutes": 5})

    with pytest.raises(StaleVersion):
        publish_version(working.pk, actor=cast.publisher.actor, revision=0)


def test_publishing_again_changes_nothing(cast: Cast, working: FormVersion) -> None:
    first = publish_version(working.pk, actor=cast.publisher.actor, revision=0)
    again = publish_version(working.pk, actor=cast.main_user.actor, revision=0)

    assert (again.published_at, again.published_by) == (first.published_at, cast.publisher.user)
    assert AuditEntry.objects.filter(event="form.version_published").count() == 1


def test_a_paused_form_comes_into_use_again(cast: Cast, working: FormVersion) -> None:
    working.definition.status = Status.PAUSED
    working.definition.save()

    publish_version(working.pk, actor=cast.publisher.actor, revision=0)

    working.definition.refresh_from_db()
    assert working.definition.status == Status.PUBLISHED


def test_a_version_published_over_an_import_gets_the_higher_number(cast: Cast, working: FormVersion) -> None:
    definition = working.definition
    names = {"slug": definition.slug, "name": definition.name, "case_type": definition.case_type}
    imported = publish_form(actor=cast.publisher.actor, content=clean(field("x", label=TEXTS)), **names)

    version = publish_version(working.pk, actor=cast.publisher.actor, revision=0)

    assert (imported.number, version.number) == (3, 4)


def test_editor_asks_and_the_publishers_of_the_unit_are_told(cast: Cast, working: FormVersion) -> None:
    assert cast.publisher.user

    told = ask_to_publish(working.pk, actor=cast.editor.actor, revision=0, message="Uusi hinta.")

    notification = Notification.objects.get()
    assert (told, notification.email) == (1, cast.publisher.user.email)
    assert "Essi Editori" in notification.body
    assert "Uusi hinta." in notification.body


def test_where_nobody_publishes_the_main_users_are_told(cast: Cast, working: FormVersion) -> None:
    assert cast.main_user.user
    RoleGrant.objects.filter(role=Role.PUBLISHER).delete()

    ask_to_publish(working.pk, actor=cast.editor.actor, revision=0)

    assert Notification.objects.get().email == cast.main_user.user.email


def test_publisher_alone_cannot_ask(cast: Cast, working: FormVersion) -> None:
    with pytest.raises(PermissionDenied):
        ask_to_publish(working.pk, actor=cast.publisher.actor, revision=0)


def test_asking_for_an_older_revision_is_refused(cast: Cast, working: FormVersion) -> None:
    with pytest.raises(StaleVersion):
        ask_to_publish(working.pk, actor=cast.editor.actor, revision=7)


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_publish_one_version(cast: Cast) -> None:
    definition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit))
    version = start_version(definition.pk, actor=cast.editor.actor, content=clean())
    first, second = cast.publisher.actor, cast.main_user.actor

    results = race(
        lambda: publish_version(version.pk, actor=first, revision=0),
        lambda: publish_version(version.pk, actor=second, revision=0),
    )

    assert results[0].published_at == results[1].published_at
    assert AuditEntry.objects.filter(event="form.version_published").count() == 1
