# SPDX-License-Identifier: EUPL-1.2
"""Ready texts of decisions, their places, and what a decision must tell before it can be made."""

from dataclasses import replace

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse

from cases.actions.deciding import DecisionText, decide_case
from cases.models import Case, CaseType, TextModule
from cases.wording import filled, unfilled
from tests.cast import Cast
from tests.factories.accounts import UnitFactory
from tests.factories.cases import CaseFactory, CaseTypeFactory, PartyFactory, TextModuleFactory

TEXT = DecisionText("granted", "Saat luvan.", "Työ ei haittaa.", "669/1978 14 a §", "Päivi Päättäjä, 08 615 51")


def url(case: Case, page: str) -> str:
    return reverse(f"admin:cases_case_{page}", args=[case.reference])


def test_places_are_filled_from_the_case_and_its_answers(in_progress: Case) -> None:
    PartyFactory(case=in_progress, name="Kuultu Koski", role="heard")
    text = "{asiakas}: {place}, {asianumero}. Maksu {summa} euroa."

    found = filled(text, in_progress)

    assert found == f"Aino Kemppainen: Kauppakatu 1, {in_progress.reference}. Maksu {{summa}} euroa."
    assert unfilled(found) == ["{summa}"]


def test_places_speak_the_language_of_the_case(case_type: CaseType) -> None:
    swedish = CaseFactory(case_type=case_type, language="sv")

    assert filled("{yksikkö}", swedish) == swedish.unit.name["sv"]


def test_modules_of_other_types_and_units_are_not_offered(in_progress: Case) -> None:
    own = [
        TextModuleFactory(),
        TextModuleFactory(case_type=in_progress.case_type),
        TextModuleFactory(unit=in_progress.unit),
    ]
    TextModuleFactory(case_type=CaseTypeFactory())
    TextModuleFactory(unit=UnitFactory())
    TextModuleFactory(is_active=False)

    assert set(TextModule.objects.for_case(in_progress)) == set(own)


@pytest.mark.parametrize("step", ["decide", "propose"])
def test_ready_text_goes_after_what_was_written(cast: Cast, in_progress: Case, step: str) -> None:
    module = TextModuleFactory(part="reasons", text={"fi": "Hakija on {asiakas}."})
    client = cast.decision_maker.client() if step == "decide" else cast.handler.client()
    typed = {"version": in_progress.version, "summary": "Saat luvan.", "reasons": "Ensin tämä.\n"}

    page = client.post(url(in_progress, f"{step}_text"), typed | {"text_module": module.pk})

    form = page.context["form"]
    assert form["reasons"].value() == "Ensin tämä.\n\nHakija on Aino Kemppainen."
    assert form["summary"].value() == "Saat luvan."
    assert not in_progress.decisions.exists()


def test_text_that_does_not_suit_the_case_is_not_inserted(cast: Cast, in_progress: Case) -> None:
    other = TextModuleFactory(part="reasons", case_type=CaseTypeFactory())

    page = cast.decision_maker.client().post(
        url(in_progress, "decide_text"), {"reasons": "Oma.", "text_module": other.pk}
    )

    assert page.context["form"]["reasons"].value() == "Oma."


def test_texts_are_offered_by_part(cast: Cast, in_progress: Case) -> None:
    module = TextModuleFactory(part="summary", name="Lupa kaivaa")

    page = cast.decision_maker.client().get(url(in_progress, "decide")).content.decode()

    assert f'<optgroup label="Päätös selkeästi"><option value="{module.pk}">Lupa kaivaa</option></optgroup>' in page


# ---- completeness


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", "perhaps"),
        ("summary", " "),
        ("summary", "Saat {summa} euroa."),
        ("reasons", ""),
        ("law_sections", "\n"),
        ("contact", "Päivi Päättäjä"),
    ],
)
def test_missing_part_is_told_by_its_field_and_nothing_is_decided(
    cast: Cast, in_progress: Case, field: str, value: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=replace(TEXT, **{field: value}))

    assert set(refusal.value.message_dict) == {field}
    in_progress.refresh_from_db()
    assert (in_progress.status, in_progress.decisions.count()) == ("in_progress", 0)


def test_complete_text_is_decided(cast: Cast, in_progress: Case) -> None:
    assert decide_case(in_progress.pk, actor=cast.decision_maker.actor, text=TEXT).contact == TEXT.contact


def test_decision_needs_a_party_and_an_address_for_the_remedy(cast: Cast, case_type: CaseType) -> None:
    nobodys = CaseFactory(case_type=case_type, in_progress=True, applicant_name="")
    nobodys.parties.all().delete()
    cast.unit.email = cast.unit.address = ""
    cast.unit.save()

    with pytest.raises(ValidationError) as refusal:
        decide_case(nobodys.pk, actor=cast.decision_maker.actor, text=TEXT)

    assert len(refusal.value.message_dict[NON_FIELD_ERRORS]) == 2


@pytest.mark.parametrize("page", ["decide_check", "decide_preview", "decide"])
def test_missing_part_is_shown_next_to_its_field(cast: Cast, in_progress: Case, page: str) -> None:
    typed = {
        "version": in_progress.version,
        "outcome": "granted",
        "summary": "Saat {summa} euroa.",
        "reasons": "Työ ei haittaa.",
        "law_sections": "1 §",
        "contact": "Päivi Päättäjä",
    }

    answer = cast.decision_maker.client().post(url(in_progress, page), typed)

    assert answer.context["form"].errors == {
        "summary": ["Täydennä kohta {summa}."],
        "contact": ["Kirjoita myös puhelinnumero tai sähköpostiosoite."],
    }
