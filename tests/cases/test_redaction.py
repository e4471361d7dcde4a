# SPDX-License-Identifier: EUPL-1.2
"""What is hidden of a decision is nowhere in its public version."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from pypdf import PdfReader
from pypdf.generic import StreamObject

from cases.actions.publishing import make_public_version
from cases.models import Case, CaseType, Decision
from cases.publishing.redaction import Ground, Mark, found_personal, hidden
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DecisionFactory, PartyFactory

SECRETS = ("140891-912C", "Kotikatu 5 A 2, 87100 Kajaani", "040 123 4567", "aino@posti.example", "Aino Kemppaiselle")
REASONS = f"Lupa annetaan {SECRETS[4]} ({SECRETS[0]}), {SECRETS[1]}. Puhelin {SECRETS[2]}, {SECRETS[3]}. Diagnoosi F32."


@pytest.fixture
def decision(cast: Cast, case_type: CaseType) -> Decision:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, status="served", detail="Aino Kemppainen")
    found: Decision = DecisionFactory(case=case, reasons=REASONS, served=True)
    return found


def texts(decision: Decision) -> list[str]:
    return [mark.text for mark in found_personal(decision)]


def whole_of(pdf: bytes) -> bytes:
    """The bytes of the file with its streams unpacked, and the text of its pages."""
    reader = PdfReader(io.BytesIO(pdf))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]))]
    unpacked = b"".join(found.get_data() for found in objects if isinstance(found, StreamObject))
    return pdf + unpacked + " ".join(page.extract_text() for page in reader.pages).encode()


def test_personal_data_is_found_by_itself(decision: Decision) -> None:
    found = {mark.text: mark.ground for mark in found_personal(decision)}

    assert set(SECRETS) <= set(found)
    assert found["140891-912C"] == Ground.IDENTITY_CODE
    assert found["Aino Kemppaiselle"] == Ground.NEEDLESS


def test_contacts_of_a_protected_person_are_secret(cast: Cast, decision: Decision) -> None:
    person = cast.resident.person
    person.non_disclosure = True
    person.save()

    found = {mark.text: mark.ground for mark in found_personal(Decision.objects.get(pk=decision.pk))}

    assert found["Kotikatu 5 A 2, 87100 Kajaani"] == found["040 123 4567"] == Ground.CONTACT


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Pekka Virta", "Pekan Virran"),
        ("Satu Lahti", "Sadulle Lahdelta"),
        ("Matti Heikkinen", "Matin Heikkisen"),
        ("Anna-Liisa Niemi", "Anna-Liisan Niemen"),
        ("Bo Ek", "Bo Ek"),
    ],
)
def test_inflected_names_are_found(case_type: CaseType, name: str, written: str) -> None:
    case = CaseFactory(case_type=case_type)
    PartyFactory(case=case, name=name)

    assert texts(DecisionFactory(case=case, reasons=f"Kuulimme myös {written} näkemyksen.")) == [written]


def test_officials_laws_and_companies_are_not_found(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.association)
    reasons = "Lisätietoja antaa Kari Huotari, 08 6155 1234. Laki 669/1978 14 a §, päätös 12.3.2026. Kauppakadulla."

    assert texts(DecisionFactory(case=case, reasons=reasons)) == []


def test_mark_hides_whole_words_in_any_case_and_across_lines() -> None:
    text = "AINO  kemppainen ja Aino\nKemppainen, ei Kemppainenkaan."

    assert hidden(text, [Mark("Aino Kemppainen")]) == "[poistettu] ja [poistettu], ei Kemppainenkaan."


def test_longer_mark_goes_before_the_shorter_one_in_it() -> None:
    assert hidden("Aino Kemppainen", [Mark("Aino"), Mark("Aino Kemppainen")]) == "[poistettu]"


def test_nothing_hidden_is_in_the_pdf_or_its_bytes(cast: Cast, decision: Decision) -> None:
    marks = [*found_personal(decision), Mark("Diagnoosi F32", Ground.WELFARE)]

    version = make_public_version(decision.pk, actor=cast.handler.actor, marks=marks)

    whole = whole_of(version.document.file.read())
    assert b"[poistettu]" in whole
    assert "Työ" not in version.reasons
    for secret in (*SECRETS, "Kemppai", "F32", "Kotikatu", "912C"):
        assert secret.encode() not in whole
        assert secret not in version.reasons
    assert decision.case.reference.encode() in whole
    assert b"<pdfuaid:part>1" in whole


def test_the_check_of_bytes_sees_what_is_shown(cast: Cast, decision: Decision) -> None:
    version = make_public_version(decision.pk, actor=cast.handler.actor, marks=[])

    assert b"Kotikatu" in whole_of(version.document.file.read())


def test_mark_that_is_not_in_the_decision_is_refused(cast: Cast, decision: Decision) -> None:
    with pytest.raises(ValidationError, match="Naapuri"):
        make_public_version(decision.pk, actor=cast.handler.actor, marks=[Mark("Naapuri")])

    assert not decision.public_versions.exists()


def test_secret_is_not_shown_even_for_the_appeal_period(cast: Cast, decision: Decision) -> None:
    with pytest.raises(ValidationError):
        make_public_version(decision.pk, actor=cast.handler.actor, marks=[Mark("F32", Ground.WELFARE, waits=True)])


def test_needless_may_wait_for_the_end_of_the_period(cast: Cast, decision: Decision) -> None:
    marks = [Mark("Aino Kemppaiselle", waits=True), Mark("F32", Ground.WELFARE)]

    version = make_public_version(decision.pk, actor=cast.handler.actor, marks=marks)

    assert "Aino Kemppaiselle" in version.reasons
    assert "F32" not in version.reasons


@pytest.mark.parametrize("role", ["resident", "clerk", "other_handler", "main_user", "auditor", "stranger"])
def test_others_make_no_public_version(cast: Cast, decision: Decision, role: str) -> None:
    with pytest.raises(PermissionDenied):
        make_public_version(decision.pk, actor=cast.member(role).actor, marks=[])


def test_public_version_never_changes(cast: Cast, decision: Decision) -> None:
    version = make_public_version(decision.pk, actor=cast.handler.actor, marks=[])

    version.reasons = "Muutettu."
    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()


# ---- the page of the handler


def address(decision: Decision, page: str = "public") -> str:
    return f"/admin/cases/case/{decision.case.reference}/decisions/{decision.year}/{decision.number}/{page}/"


def posted(decision: Decision, own: str = "") -> dict[str, str]:
    marks = [*found_personal(decision), Mark(own, Ground.WELFARE)]
    fields = {
        f"form-{number}-{name}": value
        for number, mark in enumerate(marks)
        for name, value in {"text": mark.text, "ground": mark.ground, "how": "hide"}.items()
    }
    return {"form-TOTAL_FORMS": str(len(marks)), "form-INITIAL_FORMS": str(len(marks) - 1), **fields}


def test_page_offers_what_was_found(cast: Cast, decision: Decision) -> None:
    page = cast.handler.client().get(address(decision))

    assert all(secret in page.content.decode() for secret in SECRETS)


def test_handler_makes_the_version_on_the_page(cast: Cast, decision: Decision) -> None:
    client = cast.handler.client()

    response = client.post(address(decision), posted(decision, "Diagnoosi F32"))

    assert response.status_code == 302
    assert {mark["ground"] for mark in decision.public_versions.get().marks} >= {Ground.WELFARE, Ground.NEEDLESS}
    assert "Julkista versiota ei ole" not in client.get(address(decision)).content.decode()


def test_page_tells_which_own_mark_is_not_there(cast: Cast, decision: Decision) -> None:
    page = cast.handler.client().post(address(decision), posted(decision, "Naapuri Niemi")).content.decode()

    assert "Päätöksessä ei ole kohtaa: Naapuri Niemi" in page
    assert not decision.public_versions.exists()


def test_preview_keeps_nothing(cast: Cast, decision: Decision) -> None:
    response = cast.handler.client().post(address(decision, "public/preview"), posted(decision))

    assert b"Kotikatu" not in whole_of(response.content)
    assert not decision.public_versions.exists()


def test_party_does_not_see_the_public_version_among_the_documents(cast: Cast, decision: Decision) -> None:
    version = make_public_version(decision.pk, actor=cast.handler.actor, marks=[])
    client = cast.resident.client()

    page = client.get(f"/oma/asiat/{decision.case.reference}/")

    assert str(version.document.public_id) not in page.content.decode()
    assert client.get(version.document.get_absolute_url()).status_code == 404


def test_decision_of_another_case_is_not_found_through_this_one(cast: Cast, case: Case, decision: Decision) -> None:
    url = address(decision).replace(decision.case.reference, case.reference)

    assert cast.handler.client().get(url).status_code == 404
