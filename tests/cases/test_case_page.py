# SPDX-License-Identifier: EUPL-1.2
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case, CaseType, Document
from portal.audit.models import AccessEntry
from portal.common.crypto import keyed_hash
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory, DecisionFactory, DocumentFactory, MessageFactory

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060f8cf000003010100"
    "18dd8db00000000049454e44ae426082"
)


def url(case: Case, part: str = "") -> str:
    return f"/oma/asiat/{case.reference}/{part}"


def queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def test_party_reads_where_the_case_is_and_what_is_next(cast: Cast, waiting: Case) -> None:
    page = cast.resident.client().get(url(waiting))

    text = page.content.decode()
    assert page.status_code == 200
    for words in ("Odottaa sinua", "Tarvitsemme sinulta lisää tietoa", "Kartta kaivupaikasta", "Kauppakatu 1"):
        assert words in text


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_page_exists_in_every_language(cast: Cast, waiting: Case, language: str) -> None:
    assert cast.resident.client().get(language + url(waiting)).status_code == 200


@pytest.mark.parametrize("role", ["stranger", "agent", "handler", "clerk", "main_user", "auditor"])
def test_others_do_not_know_that_it_exists(cast: Cast, case: Case, role: str) -> None:
    assert cast.member(role).client().get(url(case)).status_code == 404


def test_visitor_is_asked_to_log_in(cast: Cast, case: Case) -> None:
    page = Client().get(url(case))

    assert page.status_code == 302
    assert page["Location"] == f"/kirjaudu/login/?next=/oma/asiat/{case.reference}/"


def test_agent_opens_the_associations_case_and_that_is_logged(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.association)

    assert cast.agent.client().get(url(case)).status_code == 200
    assert AccessEntry.objects.get().by_name == "Petri Karppinen"


def test_answer_with_a_file_goes_through_and_the_page_says_so(cast: Cast, waiting: Case) -> None:
    file = SimpleUploadedFile("kartta.png", PNG, "image/png")

    page = cast.resident.client().post(
        url(waiting, "taydennys/"), {"taydennys-answer": "Tässä kartta", "taydennys-documents": [file]}, follow=True
    )

    waiting.refresh_from_db()
    assert waiting.status == "in_progress"
    assert waiting.documents.get().name == "kartta.png"
    assert "Saimme tiedot" in page.content.decode()


def test_empty_answer_says_what_to_do(cast: Cast, waiting: Case) -> None:
    page = cast.resident.client().post(url(waiting, "taydennys/"), {})

    assert "Kirjoita vastaus tai lisää liite." in page.content.decode()
    waiting.refresh_from_db()
    assert waiting.status == "waiting_customer"


def test_wrong_file_is_named_and_the_text_stays(cast: Cast, waiting: Case) -> None:
    file = SimpleUploadedFile("kartta.exe", b"MZ" + b"\0" * 100, "image/png")

    page = cast.resident.client().post(
        url(waiting, "taydennys/"), {"taydennys-answer": "Tärkeä selitys", "taydennys-documents": [file]}
    )

    text = page.content.decode()
    assert "kartta.exe" in text
    assert "Tärkeä selitys" in text
    assert re.search(r"<title>\s*Virhe", text)


def test_second_answer_is_told_that_somebody_was_faster(cast: Cast, in_progress: Case) -> None:
    page = cast.resident.client().post(url(in_progress, "taydennys/"), {"taydennys-answer": "Taas"})

    assert page.status_code == 409


def test_party_writes_a_message(cast: Cast, case: Case) -> None:
    page = cast.resident.client().post(url(case, "viesti/"), {"viesti-text": "Milloin lupa tulee?"}, follow=True)

    assert "Milloin lupa tulee?" in page.content.decode()


def test_party_withdraws_after_confirming(cast: Cast, case: Case) -> None:
    client = cast.resident.client()

    assert "Haluatko perua" in client.get(url(case, "peru/")).content.decode()
    assert client.post(url(case, "peru/"), {"reason": ""}).status_code == 302
    case.refresh_from_db()
    assert case.status == "withdrawn"


def test_decided_case_explains_why_it_cannot_be_withdrawn(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)
    client = cast.resident.client()

    assert "ei voi enää perua" in client.get(url(case, "peru/")).content.decode()
    assert client.post(url(case, "peru/"), {}).status_code == 409


def test_text_is_kept_when_the_session_has_ended(case: Case) -> None:
    page = Client().post(url(case, "viesti/"), {"viesti-text": "Pitkä selostus"})

    assert page.status_code == 403
    assert "Pitkä selostus" in page.content.decode()
    assert not case.messages.exists()


# --- documents ---


def document_url(document: Document) -> str:
    return url(document.case, f"asiakirjat/{document.public_id}/")


def test_party_downloads_a_document_safely(cast: Cast, case: Case) -> None:
    page = cast.resident.client().get(document_url(DocumentFactory(case=case)))

    assert page.status_code == 200
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cache-Control"] == "private, no-store"
    assert page.getvalue().startswith(b"%PDF")


@pytest.mark.parametrize("role", ["stranger", "clerk", "auditor"])
def test_others_cannot_download(cast: Cast, case: Case, role: str) -> None:
    assert cast.member(role).client().get(document_url(DocumentFactory(case=case))).status_code == 404


def test_document_is_found_through_its_own_case_only(cast: Cast, case: Case) -> None:
    other = DocumentFactory()

    page = cast.resident.client().get(url(case, f"asiakirjat/{other.public_id}/"))

    assert page.status_code == 404


def test_decision_is_the_partys_only_when_served(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)
    decision = case.decisions.get()
    client = cast.resident.client()

    assert decision.summary not in client.get(url(case)).content.decode()
    assert client.get(document_url(decision.document)).status_code == 404


def test_opening_a_served_decision_is_its_retrieval(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    decision = case.decisions.get()
    client = cast.resident.client()

    assert decision.summary in client.get(url(case)).content.decode()
    assert client.get(document_url(decision.document)).status_code == 200
    assert decision.services.get().retrieved_at


# --- the list and the tracking code ---


def test_list_shows_own_open_and_ended_cases(cast: Cast, case: Case, case_type: CaseType) -> None:
    ended = CaseFactory(case_type=case_type, applicant=cast.resident.person, closed=True)
    strangers = CaseFactory(case_type=case_type, applicant=cast.stranger.person)
    client = cast.resident.client()

    is_open, is_ended = (client.get(f"/oma/asiat/{query}").content.decode() for query in ("", "?tila=valmiit"))

    assert (case.reference in is_open, ended.reference in is_open) == (True, False)
    assert (case.reference in is_ended, ended.reference in is_ended) == (False, True)
    assert strangers.reference not in is_open + is_ended


def test_visitor_follows_an_anonymous_case_with_the_code(db: None) -> None:
    case = CaseFactory(case_type=CaseTypeFactory(anonymous=True), tracking_hash=keyed_hash("AB2C-DEF3-4HJK"))
    client = Client()

    page = client.post("/seuraa/", {"reference": case.reference, "code": "ab2c def3 4hjk"}, follow=True)

    assert page.status_code == 200
    assert case.reference in page.content.decode()
    assert Client().get(url(case)).status_code == 302
    assert client.post(url(case, "viesti/"), {"viesti-text": "Hei"}).status_code == 302
    assert case.messages.get().from_party


def test_wrong_code_opens_nothing_and_tries_are_limited(db: None) -> None:
    client = Client()
    typed = {"reference": "KAJ-2026-000001-A", "code": "AAAA-BBBB-CCCC"}

    codes = [client.post("/seuraa/", typed).status_code for _ in range(11)]

    assert codes == [200] * 10 + [429]
    assert client.post("/seuraa/").status_code == 429


# --- query guard ---


PAGES = ("/oma/", "/oma/asiat/", "case")


def fill(cast: Cast, case: Case, count: int) -> None:
    CaseFactory.create_batch(count, case_type=case.case_type, applicant=cast.resident.person, waiting=True)
    MessageFactory.create_batch(count, case=case)
    DocumentFactory.create_batch(count, case=case)
    DecisionFactory.create_batch(count, case=case, served=True)


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_as_many_questions_of_20_as_of_1(cast: Cast, waiting: Case, page: str) -> None:
    client, address = cast.resident.client(), url(waiting) if page == "case" else page
    fill(cast, waiting, 1)
    client.get(address)
    few = queries(lambda: client.get(address))
    fill(cast, waiting, 19)

    many = queries(lambda: client.get(address))

    assert few == many
    assert many <= 12


@pytest.mark.parametrize(
    ("part", "field", "label"),
    [("viesti/", "viesti-text", "Kirjoita viesti"), ("peru/", "reason", "Miksi perut asian?")],
)
def test_what_was_typed_is_shown_under_its_label_when_the_session_has_ended(
    client: Client, case: Case, part: str, field: str, label: str
) -> None:
    page = client.post(url(case, part), {field: "Hei, kartta tulee huomenna.", "version": "1"})

    assert page.status_code == 403
    assert f"<dt>{label}</dt><dd>Hei, kartta tulee huomenna.</dd>" in page.content.decode()
    assert "<dt>version</dt>" not in page.content.decode()
