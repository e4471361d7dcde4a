# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import json
import os
from pathlib import Path

import pytest

from portal.accounts.actors import SYSTEM_IMPORT
from portal.audit.models import AuditEntry
from services.catalogue.actions import TooMuchMissing, import_catalogue, save_service
from services.catalogue.clients.ptv import Snapshot, read_folder
from services.catalogue.models import ImportRun, OpeningHours, SearchEntry, Service, ServiceChannel, ServicePoint
from tests.cast import Cast
from tests.catalogue import ptv_pack as pack

pytestmark = pytest.mark.django_db


def run(snapshot: Snapshot | None = None) -> ImportRun:
    return import_catalogue(snapshot or pack.snapshot(), actor=SYSTEM_IMPORT, city_business_id=pack.CITY_CODE)


def changes(result: ImportRun) -> dict[str, dict[str, int]]:
    still = {"unchanged", "skipped"}
    counts = {kind: {k: n for k, n in found.items() if n and k not in still} for kind, found in result.counts.items()}
    return {kind: found for kind, found in counts.items() if found}


def test_import_creates_everything_and_leaves_a_trace() -> None:
    result = run()

    assert changes(result) == {"organizations": {"created": 3}, "channels": {"created": 2}, "services": {"created": 2}}
    assert AuditEntry.objects.filter(event="catalogue.imported").count() == 1
    assert SearchEntry.objects.filter(service__ptv_id=pack.PLAY).count() == 2


def test_second_import_changes_nothing() -> None:
    run()

    assert changes(run()) == {}


def test_import_reads_place_coordinates_and_hours() -> None:
    run()

    point = ServicePoint.objects.get(ptv_id=pack.DESK)
    assert (point.latitude, point.longitude) == (64.225, 27.7333)
    assert str(point.street) == "Testikatu 1"
    closed = OpeningHours.objects.filter(channel=point, is_closed=True).values_list("first_on", flat=True)
    assert set(closed) == {dt.date(2026, 12, 24), dt.date(2026, 12, 25)}


def test_import_marks_who_is_not_of_the_city() -> None:
    run()

    external = {str(one.name): one.organiser and one.organiser.is_external for one in Service.objects.all()}
    assert external == {"Leikkipuistot": False, "Neuvola": True}


def test_national_description_fills_what_the_municipality_left_empty() -> None:
    run()

    health = Service.objects.get(ptv_id=pack.HEALTH)
    assert (str(health.background), health.charge) == ("Valtakunnallinen teksti", "free")


def test_national_text_repeated_by_the_municipality_shows_once() -> None:
    own = pack.said("Description", fi="Valtakunnallinen   teksti")
    run(
        pack.snapshot(
            services=[
                pack.service(pack.HEALTH, "X", pack.CITY, generalDescriptionId=pack.GENERAL, serviceDescriptions=own)
            ]
        )
    )

    assert not Service.objects.get(ptv_id=pack.HEALTH).background


def test_service_that_disappeared_is_archived_and_comes_back() -> None:
    run()
    rest = [one for one in pack.snapshot().services if one["id"] != pack.HEALTH]

    assert changes(run(pack.snapshot(services=rest))) == {"services": {"archived": 1}}
    assert changes(run()) == {"services": {"updated": 1}}
    assert Service.objects.get(ptv_id=pack.HEALTH).publishing == "published"


def test_broken_source_archives_nothing() -> None:
    run()

    with pytest.raises(TooMuchMissing):
        run(pack.snapshot(services=[]))

    assert Service.objects.published().count() == 2


def test_import_leaves_edited_texts_alone(cast: Cast) -> None:
    run()
    service = Service.objects.get(ptv_id=pack.PLAY)
    service.name = {"fi": "Puistot"}
    save_service(service, actor=cast.main_user.actor, changed=["name"])

    run(pack.snapshot(services=[pack.service(pack.PLAY, "Uusi nimi", pack.CITY), pack.snapshot().services[1]]))

    service.refresh_from_db()
    assert (str(service.name), str(service.summary)) == ("Puistot", "Uusi nimi lyhyesti")


def test_null_list_of_channels_is_read_from_the_channels() -> None:
    result = run(pack.snapshot(services=[pack.service(pack.PLAY, "Leikki", pack.CITY, serviceChannels=None)]))

    assert [str(link.channel) for link in Service.objects.get().connections.all()] == ["Palvelupiste"]
    assert any("no list of channels" in odd for odd in result.oddities)


def test_junk_is_tolerated_and_named_in_the_report() -> None:
    odd = pack.service(
        pack.PLAY,
        "Digituki &amp;  neuvonta",
        pack.CITY,
        serviceDescriptions=pack.said("Description", fi='### Apua\n<script>alert("x")</script>\n* yksi'),
        serviceClasses=[{"code": None, "name": [], "uri": "http://example/P99.9"}],
        serviceChargeType="Other",
        generalDescriptionId="00000000-0000-4000-8000-000000000009",
        serviceChannels=[{"serviceChannel": {"id": "00000000-0000-4000-8000-000000000008"}}],
    )

    result = run(pack.snapshot(services=[odd, {"publishingStatus": "Published"}]))

    service = Service.objects.get()
    assert str(service.name) == "Digituki & neuvonta"
    assert "script" not in service.html["description"]["fi"]
    assert result.counts["services"]["unreadable"] == 1
    assert len(result.oddities) == 5


def test_draft_js_becomes_a_list() -> None:
    draft = json.dumps({"blocks": [{"text": "Alku", "type": "unstyled"}, {"text": "a", "type": "unordered-list-item"}]})
    run(
        pack.snapshot(
            services=[pack.service(pack.PLAY, "X", pack.CITY, serviceDescriptions=pack.said("Description", fi=draft))]
        )
    )

    assert "<li>a</li>" in Service.objects.get().html["description"]["fi"]


def test_unpublished_records_are_skipped() -> None:
    result = run(pack.snapshot(services=[pack.service(pack.PLAY, "X", pack.CITY, publishingStatus="Draft")]))

    assert (result.counts["services"]["skipped"], Service.objects.count()) == (1, 0)


@pytest.mark.skipif("PTV_PACK" not in os.environ, reason="PTV_PACK names no folder of national records")
def test_whole_pack_and_its_later_snapshot() -> None:
    folder = Path(os.environ["PTV_PACK"])
    expected = json.loads((folder / "delta" / "expected.json").read_text(encoding="utf-8"))

    run(read_folder(folder))
    assert changes(run(read_folder(folder))) == {}
    result = changes(run(read_folder(folder / "delta")))

    odd = [one["is"] for one in expected["services"]["odd"]]
    assert result["services"] == {
        "created": len(expected["services"]["new"]) + odd.count("new"),
        "updated": len(expected["services"]["changed"]) + odd.count("update"),
        "archived": len(expected["services"]["removed"]),
    }
    channels = expected["channels"]
    assert result["channels"] == {
        "created": len(channels["new"]),
        "updated": len(channels["changed"]),
        "archived": len(channels["removed"]),
    }
    assert {str(one["id"]) for one in channels["removed"]} == {
        str(pk) for pk in ServiceChannel.objects.filter(publishing="archived").values_list("ptv_id", flat=True)
    }
