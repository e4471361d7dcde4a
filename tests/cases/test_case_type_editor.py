# SPDX-License-Identifier: EUPL-1.2
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from cases.models import CaseType
from cases.types.content import content_of
from cases.types.drafts import draft_of
from portal.accounts.models import Unit
from tests.cast import Cast

TEXT = {"fi": "Kaivulupa", "sv": "Grävtillstånd", "en": "Digging permit"}


@pytest.fixture
def case_type(case_type: CaseType) -> CaseType:
    case_type.name = TEXT
    case_type.remedy_body = {"fi": "tekninen lautakunta"}
    case_type.save()
    return case_type


@pytest.fixture
def main_user(cast: Cast) -> Client:
    return cast.main_user.client()


def address(case_type: CaseType, page: str = "", *more: str) -> str:
    return reverse(f"admin:cases_casetype_{page or 'terms'}", args=[case_type.code, *more])


def drawn(client: Client, case_type: CaseType, part: str) -> dict[str, Any]:
    """What the browser would post back from the page of a part as it was drawn."""
    context = client.get(address(case_type, "part", part)).context
    forms = [context["part"].form, *context["part"].rows]
    posted: dict[str, Any] = {"rivit": len(context["part"].rows)}
    for field in (field for form in forms for field in form):
        subwidgets = getattr(field.field.widget, "widgets", None)
        value = field.value()
        if subwidgets:
            values = field.field.widget.decompress(value)
            posted |= {f"{field.html_name}_{code}": text for code, text in zip(("fi", "sv", "en"), values, strict=True)}
        elif value is not False:
            posted[field.html_name] = "" if value is None else value
    return posted


def saved(client: Client, case_type: CaseType, part: str, **changed: Any) -> Any:
    return client.post(address(case_type, "part", part), drawn(client, case_type, part) | changed)


def content(case_type: CaseType) -> Any:
    return draft_of(CaseType.objects.get(pk=case_type.pk)).content


def _filled(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    return {name: _filled(value) for name, value in told.items() if value not in ({}, [], "")}


# --- writing


@pytest.mark.parametrize("part", ["asia", "kasittely", "vaiheet", "paatos", "julkisuus"])
def test_part_that_was_not_touched_says_the_same_when_saved(main_user: Client, case_type: CaseType, part: str) -> None:
    before = content(case_type)

    response = saved(main_user, case_type, part)

    assert response.status_code == 302
    page = main_user.get(address(case_type))
    assert page.context["draft"].is_begun
    assert page.context["changes"] == []
    assert _filled(content(case_type)) == _filled(before)


def test_saving_writes_a_draft_and_publishing_makes_it_hold(main_user: Client, case_type: CaseType) -> None:
    saved(main_user, case_type, "kasittely", deadlines__promise_days="14")

    page = main_user.get(address(case_type))
    case_type.refresh_from_db()
    assert case_type.promise_days == 21
    assert page.context["changes"] == ["Luvattu käsittelyaika muuttuu 21 päivästä 14 päivään."]
    form = {**page.context["form"].initial, "reason": "Nopeutui.", "known": "on"}
    assert main_user.post(address(case_type, "publish"), form).status_code == 302
    case_type.refresh_from_db()
    assert case_type.promise_days == 14


def test_rows_come_go_and_change_places(main_user: Client, cast: Cast, case_type: CaseType) -> None:
    one = {"rivi-0-if_0_test": "is", "rivi-0-if_0_answer": "place", "rivi-0-if_0_values": "Tori; Puisto, pohjoinen"}
    two = {"rivi-1-if_0_test": "load_over", "rivi-1-if_0_values": "5", "rivi-1-to_0": cast.other_unit.code}
    saved(main_user, case_type, "kasittely", **one, **{"rivi-0-to_0": cast.other_unit.code}, **two)

    rules = content(case_type)["receiver"]["rules"]
    assert [rule["if"] for rule in rules] == [
        [{"answer": "place", "is": ["Tori", "Puisto, pohjoinen"]}],
        [{"load_over": 5}],
    ]
    saved(main_user, case_type, "kasittely", **{"rivi-1-place": "1"})
    assert [rule["if"][0].get("load_over") for rule in content(case_type)["receiver"]["rules"]] == [5, None]
    saved(main_user, case_type, "kasittely", **{"rivi-0-gone": "on"})
    assert [rule["if"][0].get("load_over") for rule in content(case_type)["receiver"]["rules"]] == [None]


def test_row_with_more_conditions_and_units_than_usual_keeps_them(
    main_user: Client, cast: Cast, case_type: CaseType
) -> None:
    units = [cast.unit.code, cast.other_unit.code, Unit.objects.create(code="kolmas", name={"fi": "Kolmas"}).code]
    rule = {"if": [{"answer": name, "area": ["871"]} for name in "abcd"], "to": units}
    file = json.dumps(content_of(case_type) | {"receiver": {"unit": cast.unit.code, "rules": [rule]}})
    main_user.post(address(case_type, "import"), {"file": SimpleUploadedFile("a.json", file.encode())})

    saved(main_user, case_type, "kasittely")

    assert content(case_type)["receiver"]["rules"] == [rule]


def test_steps_and_their_one_button_are_written_in_three_languages(main_user: Client, case_type: CaseType) -> None:
    typed = {"received-now_fi": "Saimme", "received-now_sv": "Mottaget", "received-next_fi": "Luemme"}
    typed |= {"received-button__act": "message", "received-button__text_fi": "Kysy"}

    saved(main_user, case_type, "vaiheet", **typed)

    assert content(case_type)["steps"] == [
        {
            "status": "received",
            "now": {"fi": "Saimme", "sv": "Mottaget"},
            "next": {"fi": "Luemme"},
            "button": {"act": "message", "text": {"fi": "Kysy"}},
        }
    ]


def test_documents_and_fee_are_written(main_user: Client, case_type: CaseType) -> None:
    typed = {"fee__amount": "54,00", "fee__text_fi": "Lupa", "rivi-0-name_fi": "Kartta", "rivi-0-required": "on"}

    saved(main_user, case_type, "asia", **typed)
    assert content(case_type)["fee"] == {"amount": "54.00", "text": {"fi": "Lupa"}}
    assert content(case_type)["documents"] == [{"name": {"fi": "Kartta"}, "required": True}]
    saved(main_user, case_type, "asia", fee__amount="", fee__text_fi="", **{"rivi-0-gone": "on"})
    assert "fee" not in content(case_type)
    assert content(case_type)["documents"] == []


# --- what is wrong


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("asia", {"name_fi": ""}, "name"),
        ("asia", {"channels": []}, "channels"),
        ("asia", {"fee__amount": "viisi"}, "fee__amount"),
        ("kasittely", {"deadlines__promise_days": "30", "deadlines__law_days": "14"}, "deadlines__promise_days"),
        ("kasittely", {"deadlines__promise_days": "0"}, "deadlines__promise_days"),
        ("paatos", {"remedy__body_fi": ""}, "remedy__body"),
        ("paatos", {"automatic_decisions": "on", "remedy__kind": "muutoksenhakukielto"}, "automatic_decisions"),
        ("julkisuus", {"publicity__level": "secret"}, "publicity__ground"),
    ],
)
def test_error_stands_beside_its_field_and_nothing_typed_is_lost(
    main_user: Client, case_type: CaseType, part: str, typed: dict[str, Any], field: str
) -> None:
    before = content(case_type)

    response = saved(main_user, case_type, part, **typed)

    assert response.status_code == 200
    assert list(response.context["part"].form.errors) == [field]
    assert "Virhe:" in response.content.decode()
    shown = response.context["part"].form
    assert all(shown.data.get(name, []) == value for name, value in typed.items())
    assert content(case_type) == before


@pytest.mark.parametrize(
    ("part", "typed", "row", "field"),
    [
        ("asia", {"rivi-1-name_sv": "Karta"}, 1, "name"),
        ("kasittely", {"rivi-0-if_0_test": "area", "rivi-0-if_0_answer": "a", "rivi-0-if_0_values": "x"}, 0, "to_0"),
        ("kasittely", {"rivi-0-if_1_test": "load_over", "rivi-0-if_1_values": "monta"}, 0, "if_1_values"),
        ("kasittely", {"rivi-0-if_0_answer": "a"}, 0, "if_0_test"),
        ("vaiheet", {"received-next_fi": "Luemme"}, 0, "now"),
        ("vaiheet", {"received-now_fi": "Luemme", "received-button__act": "message"}, 0, "button__text"),
        ("vaiheet", {"received-now_fi": "a", "served-now_fi": "Annettu"}, 6, "now"),
    ],
)
def test_error_of_a_row_stands_beside_its_field(
    main_user: Client, case_type: CaseType, part: str, typed: dict[str, Any], row: int, field: str
) -> None:
    response = saved(main_user, case_type, part, **typed)

    assert response.status_code == 200
    assert field in response.context["part"].rows[row].errors


def test_what_the_type_is_otherwise_is_told_before_the_table_refuses(main_user: Client, case_type: CaseType) -> None:
    CaseType.objects.filter(pk=case_type.pk).update(publishes_decisions=True)
    typed = {"publicity__level": "secret", "publicity__ground": "JulkL 24 §"}

    response = saved(main_user, case_type, "julkisuus", **typed)

    assert list(response.context["part"].form.errors) == ["publicity__level"]
    with pytest.raises(IntegrityError):
        CaseType.objects.filter(pk=case_type.pk).update(publicity="secret", secrecy_ground="x")


# --- two editors


def test_second_editor_reads_what_the_first_wrote_and_loses_nothing(
    main_user: Client, cast: Cast, case_type: CaseType
) -> None:
    mine = drawn(main_user, case_type, "kasittely") | {"deadlines__promise_days": "10"}
    saved(main_user, case_type, "kasittely", deadlines__promise_days="14", deadlines__law_days="60")

    response = main_user.post(address(case_type, "part", "kasittely"), mine)

    assert response.status_code == 409
    conflict, part = response.context["conflict"], response.context["part"]
    assert conflict["by"].by_name == cast.main_user.actor.display_name
    assert conflict["changes"] == [
        "Luvattu käsittelyaika muuttuu 14 päivästä 10 päivään.",
        "Lain pisin aika: ennen 60 päivää, nyt ei mitään.",
    ]
    assert part.form["deadlines__promise_days"].value() == "10"
    assert content(case_type)["deadlines"]["promise_days"] == 14
    again = mine | {"seen": part.form["seen"].value()}
    assert main_user.post(address(case_type, "part", "kasittely"), again).status_code == 302
    assert content(case_type)["deadlines"] == {"promise_days": 10}


def test_what_changed_after_the_page_was_drawn_is_not_published(main_user: Client, case_type: CaseType) -> None:
    saved(main_user, case_type, "kasittely", deadlines__promise_days="14")
    form = {**main_user.get(address(case_type)).context["form"].initial, "reason": "Nopeutui.", "known": "on"}
    saved(main_user, case_type, "kasittely", deadlines__promise_days="10")

    response = main_user.post(address(case_type, "publish"), form, follow=True)

    assert "Luonnos on muuttunut." in response.content.decode()
    case_type.refresh_from_db()
    assert case_type.promise_days == 21


# --- publishing, throwing away, files


def test_publishing_asks_why_and_whether_the_hints_were_read(main_user: Client, case_type: CaseType) -> None:
    saved(main_user, case_type, "kasittely", deadlines__promise_days="14")
    page = main_user.get(address(case_type))
    assert "Asiakkaalle ei kerrota vaiheista omin sanoin. Hän lukee yleiset tekstit." in page.context["hints"]

    response = main_user.post(address(case_type, "publish"), page.context["form"].initial)

    assert sorted(response.context["form"].errors) == ["known", "reason"]
    case_type.refresh_from_db()
    assert case_type.promise_days == 21


def test_draft_is_thrown_away_after_it_is_asked(main_user: Client, case_type: CaseType) -> None:
    saved(main_user, case_type, "kasittely", deadlines__promise_days="14")

    asked = main_user.get(address(case_type, "discard"))
    assert asked.context["changes"] == ["Luvattu käsittelyaika muuttuu 21 päivästä 14 päivään."]
    main_user.post(address(case_type, "discard"))

    assert not draft_of(case_type).is_begun


def test_what_is_exported_is_imported_as_a_draft(main_user: Client, cast: Cast, case_type: CaseType) -> None:
    told = json.loads(main_user.get(address(case_type, "export")).content)
    told["deadlines"]["promise_days"] = 3
    del told["remedy"]["law_sections"]

    main_user.post(address(case_type, "import"), {"file": SimpleUploadedFile("a.json", json.dumps(told).encode())})

    assert content(case_type) == told
    case_type.refresh_from_db()
    assert case_type.promise_days == 21


@pytest.mark.parametrize(
    ("text", "words"), [("{", "ei ole JSONia"), ("[1]", "väärää lajia"), ('{"format": 1}', "Puuttuu: name")]
)
def test_bad_file_is_refused_with_its_reason(main_user: Client, case_type: CaseType, text: str, words: str) -> None:
    response = main_user.post(address(case_type, "import"), {"file": SimpleUploadedFile("a.json", text.encode())})

    assert words in response.content.decode()
    assert not draft_of(case_type).is_begun


def test_new_type_leads_to_its_editor(main_user: Client, cast: Cast) -> None:
    given = {"code": "uusi", "name_fi": "Uusi", "unit": cast.unit.pk, "is_active": "on"}

    response = main_user.post(reverse("admin:cases_casetype_add"), given)

    assert response.headers["Location"] == reverse("admin:cases_casetype_terms", args=["uusi"])
    assert main_user.get(response.headers["Location"]).status_code == 200


# --- the picture


def test_picture_shows_each_status_that_may_be_and_tells_the_same_as_a_list(
    main_user: Client, case_type: CaseType
) -> None:
    page = main_user.get(address(case_type)).content.decode()
    picture = page[page.index('<svg class="k-process"') : page.index("</svg>", page.index('<svg class="k-process"'))]
    numbers = re.findall(r'<g class="number">.*?<text[^>]*>(\d+)</text>', picture)

    assert "Oikaisu" in picture
    assert "style=" not in picture
    assert numbers == sorted(set(numbers), key=int)
    assert "Vastaanotettu → Käsittelyssä: ota käsittelyyn" in page
    assert "Milloin vain ennen päätöstä → Peruttu: asiakas peruu" in page


def test_picture_has_no_rectification_where_there_is_none(main_user: Client, case_type: CaseType) -> None:
    saved(main_user, case_type, "paatos", remedy__kind="hallintovalitus")

    boxes = main_user.get(address(case_type)).context["picture"].boxes

    assert ("Oikaisu",) not in [tuple(words for words, _y in box.lines)[:1] for box in boxes]
    assert len(boxes) == 11
