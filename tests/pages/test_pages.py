# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from portal.common import clock
from portal.pages.models import Notice
from tests.cast import Cast
from tests.factories.catalogue import ServiceFactory, ServicePointFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

PATHS = ["", "ajankohtaista/", "kajaani-info/", "saavutettavuus/", "tietosuoja/", "selkokieli/"]


def notice(slug: str, *, starts: int = -1, ends: int | None = None, **more: object) -> Notice:
    now = clock.now()
    values = {"title": {"fi": slug}, "starts_at": now + dt.timedelta(days=starts), **more}
    return Notice.objects.create(slug=slug, ends_at=None if ends is None else now + dt.timedelta(days=ends), **values)


@pytest.mark.parametrize("language", ["", "sv/", "en/"])
@pytest.mark.parametrize("path", PATHS)
def test_public_page_opens_in_each_language(client: Client, language: str, path: str) -> None:
    assert client.get(f"/{language}{path}").status_code == 200


def test_home_shows_current_notices_only(client: Client) -> None:
    notice("voimassa", ends=1)
    notice("mennyt", starts=-9, ends=-1)
    notice("tuleva", starts=2)
    notice("piilossa", is_published=False)

    page = client.get("/").content.decode()

    assert "voimassa" in page
    assert not any(word in page for word in ("mennyt", "tuleva", "piilossa"))


def test_disturbance_stands_on_top_of_the_home_page(client: Client) -> None:
    notice("Vesikatko", kind="disturbance")

    page = client.get("/").content.decode()

    assert page.index("Vesikatko") < page.index("<main")


def test_notice_before_its_time_is_for_staff_only(client: Client, cast: Cast) -> None:
    path = notice("tuleva", starts=2).get_absolute_url()

    assert client.get(path).status_code == 404
    assert cast.editor.client().get(path).status_code == 200


def test_home_takes_the_same_queries_for_one_and_twenty(cast: Cast) -> None:
    client = cast.resident.client()

    def add(count: int) -> None:
        for number in range(count):
            slug = f"uutinen-{Notice.objects.count()}-{number}"
            notice(slug)
            ServiceFactory(popularity=5, at=ServicePointFactory(), with_phone=True)

    add(1)
    client.get("/")
    one = count_queries(lambda: client.get("/"))
    add(19)

    assert one == count_queries(lambda: client.get("/"))


def test_info_page_shows_the_main_point(client: Client) -> None:
    ServicePointFactory(slug="neuvonta", name={"fi": "Neuvonta"}, is_main=True, emails=["neuvonta@kunta.example"])

    assert "neuvonta@kunta.example" in client.get("/kajaani-info/").content.decode()


def test_sitemap_names_services_in_three_languages(client: Client) -> None:
    ServiceFactory(slug="kaivulupa")

    response = client.get("/sitemap.xml")

    places = {one.text for one in ET.fromstring(response.content).iter() if one.tag.endswith("loc")}  # noqa: S314 our own
    paths = {place.split("/", 3)[3] for place in places if place}
    assert paths >= {"palvelut/kaivulupa/", "sv/palvelut/kaivulupa/", "en/palvelut/kaivulupa/", "", "kajaani-info/"}


def test_robots_keep_out_of_personal_pages(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /oma/" in text
    assert "Disallow: /sv/oma/" in text
    assert "/sitemap.xml" in text
