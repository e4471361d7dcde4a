# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest
from django.urls import reverse

from portal.audit.models import AuditEntry
from services.catalogue.models import Service, Source, Synonym
from tests.cast import Cast
from tests.factories.accounts import UnitFactory
from tests.factories.catalogue import ServiceChannelFactory, ServiceFactory, ServicePointFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

MODELS = ["service", "servicechannel", "servicepoint", "organization", "sector"]
MODELS += ["serviceclass", "lifeevent", "synonym", "importrun"]
LISTS = [f"admin:catalogue_{model}_changelist" for model in MODELS] + ["admin:pages_notice_changelist"]


@pytest.mark.parametrize("name", LISTS)
def test_main_user_opens_the_lists_and_a_citizen_none(name: str, cast: Cast) -> None:
    ServiceFactory(with_phone=True, at=ServicePointFactory())

    assert cast.main_user.client().get(reverse(name)).status_code == 200
    assert cast.resident.client().get(reverse(name)).status_code in (302, 403)


def test_editor_sees_the_services_of_the_own_unit_only(cast: Cast) -> None:
    own, other = ServiceFactory(unit=cast.unit), ServiceFactory(unit=UnitFactory(code="muu"))
    client = cast.editor.client()

    assert client.get(reverse("admin:catalogue_service_change", args=[own.pk])).status_code == 200
    assert client.get(reverse("admin:catalogue_service_change", args=[other.pk])).status_code in (302, 404)
    assert other.slug not in client.get(reverse("admin:catalogue_service_changelist")).content.decode()


def test_editor_saves_a_text_of_an_imported_service_as_own(cast: Cast) -> None:
    service = ServiceFactory(unit=cast.unit, source=Source.PTV, ptv_id=uuid4())
    data = {"name_fi": "Uusi nimi", "slug": service.slug, "kind": "service", "sector": service.sector_id or ""}
    data |= {"unit": cast.unit.pk, "organiser": service.organiser_id or "", "popularity": 0}
    data |= {"summary_fi": str(service.summary), "connections-TOTAL_FORMS": 0, "connections-INITIAL_FORMS": 0}

    response = cast.editor.client().post(reverse("admin:catalogue_service_change", args=[service.pk]), data)

    assert response.status_code == 302, response.context["errors"]
    saved = Service.objects.get()
    assert str(saved.name) == "Uusi nimi"
    assert "name" in saved.own_fields
    assert AuditEntry.objects.filter(event="service.edited").count() == 1
    assert saved.search_entries.filter(words__contains="uusi nimi").exists()


def test_editor_archives_chosen_services(cast: Cast) -> None:
    service = ServiceFactory(unit=cast.unit)

    data = {"action": "archive", "_selected_action": [service.pk]}
    cast.editor.client().post(reverse("admin:catalogue_service_changelist"), data)

    service.refresh_from_db()
    assert service.publishing == "archived"


def test_services_are_never_deleted(cast: Cast) -> None:
    url = reverse("admin:catalogue_service_delete", args=[ServiceFactory(unit=cast.unit).pk])

    assert cast.main_user.client().post(url, {"post": "yes"}).status_code == 403


def test_places_and_channels_have_their_pages(cast: Cast) -> None:
    client, point, channel = cast.main_user.client(), ServicePointFactory(), ServiceChannelFactory()

    assert client.get(reverse("admin:catalogue_servicepoint_change", args=[point.pk])).status_code == 200
    assert client.get(reverse("admin:catalogue_servicechannel_change", args=[channel.pk])).status_code == 200


def test_synonym_is_ready_for_search_when_saved(cast: Cast) -> None:
    data = {"word": "tarha", "official": "varhaiskasvatus", "language": "fi"}

    cast.main_user.client().post(reverse("admin:catalogue_synonym_add"), data)

    assert "tarha" in Synonym.objects.get().stems


def test_list_of_services_takes_the_same_queries_for_one_and_twenty(cast: Cast) -> None:
    client, url = cast.main_user.client(), reverse("admin:catalogue_service_changelist")
    ServiceFactory(unit=cast.unit)
    client.get(url)
    one = count_queries(lambda: client.get(url))
    for _n in range(19):
        ServiceFactory(unit=cast.unit)

    assert one == count_queries(lambda: client.get(url))
