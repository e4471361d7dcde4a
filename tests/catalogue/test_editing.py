# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from portal.audit.models import AuditEntry
from services.catalogue import actions
from services.catalogue.models import Service, ServiceChannel, Source
from services.catalogue.permissions import can_edit_service
from services.catalogue.stamp import stamp
from tests.cast import ROLES, Cast
from tests.factories.accounts import UnitFactory
from tests.factories.catalogue import ServiceFactory

pytestmark = pytest.mark.django_db


def imported(cast: Cast) -> Service:
    found: Service = ServiceFactory(source=Source.PTV, ptv_id=uuid4(), unit=cast.unit, fingerprint="x")
    return found


def test_editor_makes_a_field_of_an_imported_service_own(cast: Cast) -> None:
    service = imported(cast)

    actions.save_service(service, actor=cast.editor.actor, changed=["name", "popularity"])

    assert service.own_fields == ["name"]
    assert AuditEntry.objects.filter(event="service.edited").exists()


def test_editor_cannot_edit_a_service_of_another_unit(cast: Cast) -> None:
    service = ServiceFactory(unit=UnitFactory(code="muu-yksikko"))

    with pytest.raises(PermissionDenied):
        actions.save_service(service, actor=cast.editor.actor, changed=["name"])


def test_list_and_rule_of_editors_agree(cast: Cast) -> None:
    services = [ServiceFactory(unit=cast.unit), ServiceFactory(unit=None), ServiceFactory(unit=UnitFactory(code="muu"))]

    for role in ROLES:
        actor = getattr(cast, role).actor
        listed = set(Service.objects.editable_by(actor))
        assert listed == {one for one in services if can_edit_service(actor, one)}, role


def test_given_back_service_is_written_by_the_next_import(cast: Cast) -> None:
    service = imported(cast)
    actions.save_service(service, actor=cast.editor.actor, changed=["name"])

    actions.give_back_to_import(service, actor=cast.editor.actor)

    assert (service.own_fields, service.fingerprint) == ([], "")


def test_form_is_offered_once_and_withdrawn(cast: Cast) -> None:
    service = ServiceFactory(slug="kaivulupa")
    name, actor = {"fi": "Kaivulupahakemus"}, cast.main_user.actor

    for _twice in range(2):
        actions.offer_form(service_slug="kaivulupa", form_slug="kaivulupa", name=name, actor=actor)
    assert [link.channel.form_slug for link in service.connections.all()] == ["kaivulupa"]

    actions.withdraw_form(form_slug="kaivulupa", actor=cast.main_user.actor)
    assert ServiceChannel.objects.get(form_slug="kaivulupa").publishing == "archived"


def test_form_of_an_unknown_service_is_not_offered(cast: Cast) -> None:
    offered = actions.offer_form(service_slug="puuttuu", form_slug="x", name={"fi": "X"}, actor=cast.main_user.actor)

    assert offered is None


def test_every_change_renews_the_stamp(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    before, service = stamp(), ServiceFactory()

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.publish_service(service, actor=cast.main_user.actor, is_published=False)

    assert stamp() != before
