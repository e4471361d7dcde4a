# SPDX-License-Identifier: EUPL-1.2
"""Decisions on the public list (Kuntalaki 410/2015 140 §)."""

import datetime as dt
import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from cases.actions.publishing import make_public_version, publish_decision, withdraw_publication
from cases.models import CaseType, Decision, Publication
from cases.publishing.redaction import Mark
from cases.tasks import run_daily
from portal.audit.models import AuditEntry
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DecisionFactory, PublicationFactory
from tests.queries import count_queries

REASONS = "Aino Kemppaisen työ ei haittaa liikennettä. Myös Ainon naapuria kuultiin."
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def case_type(case_type: CaseType) -> CaseType:
    case_type.publishes_decisions = True
    case_type.save()
    return case_type


@pytest.fixture
def decision(cast: Cast, case_type: CaseType, freeze: Callable[[str], None]) -> Decision:
    freeze("2026-03-02 10:00")
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, status="served")
    found: Decision = DecisionFactory(case=case, reasons=REASONS, number=7)
    found.services.create(channel="electronic", deemed_on="2026-03-05", remedy_last_day="2026-03-19")
    return found


@pytest.fixture
def published(cast: Cast, decision: Decision) -> Publication:
    """With the name of the party shown until the appeal period is over, and one name that the handler let stand."""
    make_public_version(decision.pk, actor=cast.handler.actor, marks=[Mark("Aino Kemppaisen", waits=True)])
    return publish_decision(decision.pk, actor=cast.handler.actor)


def page(url: str = "/paatokset/") -> str:
    return Client().get(url).content.decode()


URL = "/paatokset/kunnallistekniikka/2026/7/"


def test_decision_is_public_and_deemed_known_on_the_seventh_day(published: Publication) -> None:
    assert (published.known_on, published.ends_on) == (dt.date(2026, 3, 9), dt.date(2026, 3, 23))
    assert "Saat luvan kaivaa" in page()
    assert "Aino Kemppaisen työ" in page(URL)


def test_party_served_last_makes_the_time_longer(cast: Cast, decision: Decision) -> None:
    decision.services.create(channel="letter", deemed_on="2026-03-20", remedy_last_day="2026-04-03")
    make_public_version(decision.pk, actor=cast.handler.actor, marks=[])

    assert publish_decision(decision.pk, actor=cast.handler.actor).ends_on == dt.date(2026, 4, 3)


def test_personal_data_goes_after_the_appeal_period(published: Publication, freeze: Callable[[str], None]) -> None:
    first = published.version.document
    freeze("2026-03-23 23:00")
    assert run_daily()["publications_cleaned"] == 0

    freeze("2026-03-24 06:00")
    assert [run_daily()["publications_cleaned"], run_daily()["publications_cleaned"]] == [1, 0]

    published.refresh_from_db()
    assert published.version.document != first
    pdf = b"".join(Client().get(f"{URL}paatos.pdf").streaming_content)  # type: ignore[attr-defined]
    text = " ".join(found.extract_text() for found in PdfReader(io.BytesIO(pdf)).pages)
    for shown in (page(), page(URL), text, str(published.version.reasons)):
        assert "Kemppai" not in shown
        assert "Ainon" not in shown
    assert "naapuria kuultiin" in text


def test_later_service_by_letter_keeps_the_decision_whole(
    published: Publication, freeze: Callable[[str], None]
) -> None:
    published.decision.services.create(channel="letter", deemed_on="2026-03-20", remedy_last_day="2026-04-03")
    freeze("2026-03-24 06:00")

    assert run_daily()["publications_cleaned"] == 0


def test_withdrawn_decision_is_nowhere(cast: Cast, published: Publication) -> None:
    withdraw_publication(published.decision_id, actor=cast.handler.actor, reason="Väärä päätös")
    withdraw_publication(published.decision_id, actor=cast.handler.actor, reason="Toistamiseen")

    assert "Saat luvan" not in page()
    assert [Client().get(f"{URL}{file}").status_code for file in ("", "paatos.pdf")] == [404, 404]
    assert "kunnallistekniikka/2026/7" not in page("/paatokset/syote.atom")
    assert AuditEntry.objects.filter(event="case.unpublished").count() == 1


def test_withdrawn_decision_is_published_again_for_the_same_time(
    cast: Cast, published: Publication, freeze: Callable[[str], None]
) -> None:
    withdraw_publication(published.decision_id, actor=cast.handler.actor, reason="Väärä päätös")
    freeze("2026-03-04 10:00")

    again = publish_decision(published.decision_id, actor=cast.handler.actor)

    assert (again.pk, again.is_public, again.ends_on) == (published.pk, True, published.ends_on)


def test_ended_publication_does_not_come_back(
    cast: Cast, published: Publication, freeze: Callable[[str], None]
) -> None:
    freeze("2026-03-24 10:00")

    with pytest.raises(ValidationError, match="päättynyt"):
        publish_decision(published.decision_id, actor=cast.handler.actor)


def test_decision_is_served_before_it_is_published(cast: Cast, decision: Decision) -> None:
    make_public_version(decision.pk, actor=cast.handler.actor, marks=[])
    decision.services.all().delete()

    with pytest.raises(ValidationError, match="tiedoksi"):
        publish_decision(decision.pk, actor=cast.handler.actor)


def test_nothing_is_published_without_a_public_version(cast: Cast, decision: Decision) -> None:
    with pytest.raises(ValidationError, match="julkinen versio"):
        publish_decision(decision.pk, actor=cast.handler.actor)


def test_case_type_tells_whether_its_decisions_are_published(cast: Cast, decision: Decision) -> None:
    CaseType.objects.update(publishes_decisions=False)

    with pytest.raises(PermissionDenied):
        publish_decision(decision.pk, actor=cast.handler.actor)


def test_secret_case_type_publishes_nothing(case_type: CaseType) -> None:
    case_type.publicity, case_type.secrecy_ground = "secret", "JulkL 24 § 1 mom. 25 k"

    with pytest.raises(IntegrityError), transaction.atomic():
        case_type.save()


@pytest.mark.parametrize("role", ["resident", "clerk", "other_handler", "main_user"])
def test_others_neither_publish_nor_withdraw(cast: Cast, published: Publication, role: str) -> None:
    with pytest.raises(PermissionDenied):
        publish_decision(published.decision_id, actor=cast.member(role).actor)
    with pytest.raises(PermissionDenied):
        withdraw_publication(published.decision_id, actor=cast.member(role).actor, reason="Pois")


def test_handler_publishes_and_withdraws_on_the_page(cast: Cast, decision: Decision) -> None:
    make_public_version(decision.pk, actor=cast.handler.actor, marks=[])
    client, place = cast.handler.client(), f"/admin/cases/case/{decision.case.reference}/decisions/2026/7/"

    assert client.post(f"{place}publish/").status_code == 302
    assert "Ota pois julkisilta sivuilta" in client.get(f"{place}public/").content.decode()
    assert client.post(f"{place}unpublish/", {"reason": ""}).status_code == 200
    assert Publication.objects.get().is_public
    assert client.post(f"{place}unpublish/", {"reason": "Väärä"}).status_code == 302
    assert not Publication.objects.get().is_public


# ---- the list


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("haku=liikennettä", True),
        ("haku=LUVAN+kaivulupa", True),
        ("haku=venepaikka", False),
        ("yksikko=kunnallistekniikka&vuosi=2026", True),
        ("yksikko=perusopetus", True),  # no unit that publishes, so it narrows nothing
        ("vuosi=1900", True),
    ],
)
def test_list_is_searched_by_unit_year_and_words(published: Publication, query: str, found: bool) -> None:
    assert ("Saat luvan" in page(f"/paatokset/?{query}")) is found


def test_hidden_word_finds_nothing(cast: Cast, decision: Decision) -> None:
    make_public_version(decision.pk, actor=cast.handler.actor, marks=[Mark("Aino Kemppaisen")])
    publish_decision(decision.pk, actor=cast.handler.actor)

    assert "Näillä ehdoilla ei löytynyt" in page("/paatokset/?haku=Kemppaisen")


def test_year_without_decisions_is_empty(published: Publication, freeze: Callable[[str], None]) -> None:
    freeze("2027-01-04 10:00")

    assert "Näillä ehdoilla ei löytynyt" in page("/paatokset/?vuosi=2027")


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Kaivulupa: Myönteinen päätös"), ("/sv", "Grävtillstånd"), ("/en", "Digging permit")]
)
def test_list_speaks_three_languages(published: Publication, prefix: str, words: str) -> None:
    response = Client().get(f"{prefix}/paatokset/")

    assert words in response.content.decode()
    assert "public" in response.headers["Cache-Control"]


def test_feed_tells_headings_only(published: Publication) -> None:
    feed = ElementTree.fromstring(page("/paatokset/syote.atom"))  # noqa: S314 our own feed

    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"].endswith(URL)
    assert entry.findtext(f"{ATOM}title") == "Kaivulupa, § 7/2026"
    assert "Kemppai" not in page("/paatokset/syote.atom")


def test_list_asks_as_much_for_one_as_for_twenty(published: Publication) -> None:
    one = count_queries(page)
    PublicationFactory.create_batch(19, version__decision__case__case_type=published.decision.case.case_type)

    assert count_queries(page) == one
