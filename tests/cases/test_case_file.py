# SPDX-License-Identifier: EUPL-1.2
"""The case as one file: all that the reader may see, nothing that is kept from them."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from cases.actions import messaging
from cases.models import Case, Document
from portal.audit.models import AccessEntry
from portal.common import clock, pdf_joining
from portal.common.pdf_joining import join_pdfs
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DocumentFactory, HearingFactory


def pdf(pages: int = 1) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=200)
    writer.write(out)
    return out.getvalue()


def attached(case: Case, content: bytes, name: str = "kartta.pdf") -> Document:
    found: Document = DocumentFactory(
        case=case, name=name, file=ContentFile(content, name), size=len(content), content_type="application/pdf"
    )
    return found


def taken(cast: Cast, case: Case) -> PdfReader:
    answer = cast.handler.client().get(reverse("admin:cases_case_file", args=[case.reference]))
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(reader: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_file_tells_all_of_the_case_and_the_look_is_logged(cast: Cast, case: Case) -> None:
    messaging.send_message(case.pk, actor=cast.handler.actor, text="Milloin kaivatte?")
    messaging.add_note(case.pk, actor=cast.handler.actor, text="Sisäinen huomio")
    attached(case, pdf(3))

    reader = taken(cast, case)

    text = text_of(reader)
    for words in (
        case.reference,
        "Aino Kemppainen",
        "Milloin kaivatte?",
        "kartta.pdf",
        "sivut tämän tiedoston lopussa",
    ):
        assert words in text
    assert "Sisäinen" not in text
    assert "/StructTreeRoot" in reader.root_object
    assert str(reader.root_object["/Lang"]) == "fi"
    assert sum(page.mediabox.width == 200 for page in reader.pages) == 3
    assert AccessEntry.objects.get().reason == "Koko asia tulosteena"


def test_statement_is_in_the_file(cast: Cast, in_progress: Case) -> None:
    HearingFactory(
        case=in_progress,
        question="Haittaako melu?",
        answer="Ei haittaa.",
        answered_at=clock.now(),
        ended_at=clock.now(),
    )

    text = text_of(taken(cast, in_progress))

    assert "Haittaako melu? Ei haittaa." in text


def test_decision_is_in_the_file(cast: Cast) -> None:
    case = CaseFactory(case_type__unit=cast.unit, applicant=cast.resident.person, decided=True)
    decision = case.decisions.get()

    assert decision.section in text_of(taken(cast, case))


def test_file_that_cannot_be_read_is_listed_but_not_joined(cast: Cast, case: Case) -> None:
    attached(case, b"%PDF-1.4 broken", "rikki.pdf")
    attached(case, pdf(), "ehja.pdf")

    reader = taken(cast, case)

    text = text_of(reader)
    assert "rikki.pdf" in text
    assert text.count("sivut tämän tiedoston lopussa") == 1
    assert sum(page.mediabox.width == 200 for page in reader.pages) == 1


def test_what_takes_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_joining, "SECONDS", 0)

    assert join_pdfs(b"first", [pdf()]) == (b"first", [0])
    assert join_pdfs(b"first", []) == (b"first", [])


def test_non_disclosure_is_kept(cast: Cast, case: Case) -> None:
    person = cast.resident.person
    person.non_disclosure = True
    person.save()
    row = {"key": "street", "label": {"fi": "Osoite"}, "value": "Kalliokatu 14 A 3", "is_contact": True}
    case.content = [{"title": {"fi": "Hakija"}, "rows": [row]}]
    case.contact_phone = "040 123 4567"
    case.save()
    messaging.send_message(case.pk, actor=cast.handler.actor, text="Soitan numeroon 0401234567.\nHuomenna.")
    attached(case, pdf(2))

    reader = taken(cast, case)

    text = text_of(reader)
    assert "Aino Kemppainen" in text
    assert "Turvakielto" in text
    assert "Huomenna." in text
    for hidden in ("Kalliokatu", "040", person.email):
        assert hidden not in text
    assert not any(page.mediabox.width == 200 for page in reader.pages)


def test_other_unit_gets_no_file(cast: Cast, case: Case) -> None:
    for member in (cast.other_handler, cast.main_user, cast.clerk):
        assert member.client().get(reverse("admin:cases_case_file", args=[case.reference])).status_code == 404
