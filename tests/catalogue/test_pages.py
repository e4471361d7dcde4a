# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from services.catalogue import stamp
from services.catalogue.codelists import load_codelists
from services.catalogue.models import LifeEvent, TargetGroup
from services.catalogue.search import index_services
from tests.cast import Cast
from tests.factories.catalogue import OrganizationFactory, SectorFactory, ServiceFactory, ServicePointFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LISTS = [
    "/palvelut/",
    "/palvelut/sektori/tekniset-palvelut/",
    "/palvelut/aakkosittain/",
    "/palvelupisteet/",
    "/haku/?q=palvelu",
]
LISTS += ["/elamantilanteet/talon-rakentaminen/", "/palvelupisteet/talo/"]


@pytest.mark.parametrize("path", LISTS)
def test_list_takes_the_same_queries_for_one_and_twenty(path: str, cast: Cast) -> None:
    """Signed in, so that the whole-page cache is out of the way, and with the catalogue not yet at hand."""
    load_codelists()
    point, client = ServicePointFactory(slug="talo"), cast.resident.client()
    event = LifeEvent.objects.get(slug="talon-rakentaminen")

    def add(count: int) -> None:
        services = [ServiceFactory(with_phone=True, at=point, sector=SectorFactory()) for _n in range(count)]
        event.services.add(*services)
        for service in services:
            service.target_groups.set(TargetGroup.objects.filter(code__in=["KR1.2", "KR2"]))
        index_services([service.pk for service in services])

    def cold() -> int:
        client.get(path)
        cache.delete(stamp.KEY)
        return count_queries(lambda: client.get(path))

    add(1)
    one = cold()
    add(19)
    for _n in range(19):
        ServicePointFactory()
    twenty = cold()

    assert one == twenty
    assert twenty <= 12


def test_service_page_takes_at_most_twelve_queries_whatever_it_has(cast: Cast) -> None:
    small, big, client = ServiceFactory(), ServiceFactory(with_phone=True), cast.resident.client()
    for _n in range(10):
        big.connections.create(channel=ServicePointFactory())
    ServiceFactory(at=ServicePointFactory())

    client.get(small.get_absolute_url())
    counts = [count_queries(lambda page=page: client.get(page.get_absolute_url())) for page in (small, big)]  # type: ignore[misc]

    assert max(counts) <= 12


def test_service_page_shows_ways_and_places(client: Client, freeze: Callable[[str], None]) -> None:
    freeze("2026-11-24 12:00")
    service = ServiceFactory(
        with_phone=True, at=ServicePointFactory(name={"fi": "Virastotalo"}), description={"fi": "**Hyvä**"}
    )

    page = client.get(service.get_absolute_url()).content.decode()

    assert "08 000 0100" in page
    assert "Virastotalo" in page
    assert "Avoinna klo 16 asti" in page
    assert "<strong>Hyvä</strong>" in page


def test_service_of_somebody_else_points_to_them(client: Client) -> None:
    organiser = OrganizationFactory(name={"fi": "Hyvinvointialue"}, is_external=True, url="https://alue.example/")

    page = client.get(ServiceFactory(organiser=organiser).get_absolute_url()).content.decode()

    assert "Palvelun järjestää Hyvinvointialue." in page
    assert "https://alue.example/" in page


def test_archived_service_is_gone_and_unknown_is_not_found(client: Client) -> None:
    gone = ServiceFactory(publishing="archived")

    assert client.get(gone.get_absolute_url()).status_code == 410
    assert client.get("/palvelut/ei-ole/").status_code == 404


def test_filters_narrow_and_count(client: Client) -> None:
    load_codelists()
    family = ServiceFactory(name={"fi": "Kerho"}, with_phone=True)
    family.target_groups.set(TargetGroup.objects.filter(code="KR1.2"))
    ServiceFactory(name={"fi": "Kaavat"})

    page = client.get("/palvelut/?audience=KR1.2&channel=phone").content.decode()

    assert "1 palvelu" in page
    assert "Kerho" in page
    assert "Kaavat" not in page
    assert "Poista rajaus Lapset ja lapsiperheet" in page


def test_names_follow_the_finnish_alphabet(client: Client) -> None:
    for name in ("Äitiys", "Zumba", "Avustus"):
        ServiceFactory(name={"fi": name})

    page = client.get("/palvelut/").content.decode()

    assert page.index("Avustus") < page.index("Zumba") < page.index("Äitiys")


def test_search_without_hits_helps(client: Client) -> None:
    page = client.get("/haku/?q=xyzzy").content.decode()

    assert "Haulla ”xyzzy” ei löytynyt palveluja." in page
    assert "Kysy Kajaani Infosta" in page


def test_search_shows_what_was_typed_as_text(client: Client) -> None:
    page = client.get("/haku/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize("query", ["page=999", "page=x", "sort=x", "organiser=x", "audience=%00", "group=P99"])
def test_odd_parameters_still_give_a_page(client: Client, query: str) -> None:
    ServiceFactory()

    assert client.get(f"/palvelut/?{query}").status_code == 200


def test_text_in_another_language_is_marked(client: Client) -> None:
    service = ServiceFactory(name={"fi": "Vain suomeksi"})

    page = client.get(f"/sv{service.get_absolute_url()}").content.decode()

    assert '<span lang="fi">Vain suomeksi</span>' in page


def test_services_are_narrowed_by_the_post_office_of_their_places(client: Client) -> None:
    in_town, far_away = ServicePointFactory(postal_code="87100"), ServicePointFactory(postal_code="88200")
    ServiceFactory(name={"fi": "Keskustan palvelu"}, at=in_town)
    ServiceFactory(name={"fi": "Otanmäen palvelu"}, at=far_away)
    ServiceFactory(name={"fi": "Palvelu vain puhelimessa"}, with_phone=True)

    everything = client.get("/palvelut/").content.decode()
    narrowed = client.get("/palvelut/", {"area": "Otanmäki"}).content.decode()

    assert 'value="Kajaani"' in everything
    assert "Otanmäen palvelu" in narrowed
    assert "Keskustan palvelu" not in narrowed
    assert "Palvelu vain puhelimessa" not in narrowed


def test_a_place_that_is_not_published_opens_no_area(client: Client) -> None:
    ServiceFactory(at=ServicePointFactory(postal_code="88200", publishing="draft"))

    page = client.get("/palvelut/").content.decode()

    assert 'value="Otanmäki"' not in page
