# SPDX-License-Identifier: EUPL-1.2
import io
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader, PdfWriter

from portal.accounts.models import Unit
from services.eforms.models import FormVersion
from services.eforms.paper import paper_form
from services.eforms.workflow import Status
from tests.factories.cases import CaseTypeFactory
from tests.factories.catalogue import ServicePointFactory
from tests.factories.eforms import DataListFactory, FormDefinitionFactory, field, form_of

OPTIONS = [
    {"value": "water", "label": {"fi": "Vesi", "sv": "Vatten", "en": "Water"}},
    {"value": "el.power", "label": {"fi": "Sähkö", "sv": "El", "en": "Power"}},
]
PURPOSE = field("purpose", "choice", label={"fi": "Mitä varten?", "sv": "Varför?", "en": "What for?"}, options=OPTIONS)
ALL = (
    PURPOSE,
    field("why", "long_text", show_if={"field": "purpose", "is": "water"}),
    field("urgent", "yes_no"),
    field("who_suffers", "multi_choice", options=OPTIONS),
    field("home", "address"),
    field("when", "date_range", optional=True),
    field("map", "attachment"),
    field("ok", "consent"),
    field("note", "explanation", show_if={"field": "urgent", "is": "yes"}),
    field("children", "group", item={"fi": "Lapsi"}, fields=[field("name"), field("born", "date")]),
    field("area", "number", unit="m²"),
)


@pytest.fixture
def version(db: None) -> FormVersion:
    unit = Unit.objects.create(
        code="tekniikka", name={"fi": "Tekniikka", "sv": "Teknik"}, address="Pohjolankatu 13", email="t@city.example"
    )
    definition = FormDefinitionFactory(slug="kaivulupa", case_type=CaseTypeFactory(unit=unit), content=form_of(*ALL))
    found: FormVersion = definition.current_version
    return found


def version_of(*fields: Any, **more: Any) -> FormVersion:
    definition = FormDefinitionFactory(slug="x", content=form_of(*fields) | more)
    found: FormVersion = definition.current_version
    return found


def read(version: FormVersion, language: str = "fi") -> PdfReader:
    return PdfReader(io.BytesIO(paper_form(version, language, address="https://city.example/lomake/kaivulupa/")))


def root_of(reader: PdfReader) -> Any:
    return reader.root_object


def pages_of(reader: PdfReader) -> list[Any]:
    return list(reader.pages)


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def fields_of(reader: PdfReader) -> dict[str, Any]:
    fields: dict[str, Any] = reader.get_fields() or {}
    return fields


def test_every_question_has_its_field_under_the_name_of_its_input(version: FormVersion) -> None:
    names = set(fields_of(read(version)))

    assert names == {
        *("purpose", "why", "urgent", "who_suffers__0", "who_suffers__1"),
        *("home__street", "home__code", "home__office", "when__start", "when__end", "map", "ok", "area"),
        *(f"children__{row}__{key}" for row in range(3) for key in ("name", "born")),
        *("paper_date", "paper_signature"),
    }


def test_each_field_tells_what_it_asks(version: FormVersion) -> None:
    fields = fields_of(read(version))

    assert fields["purpose"]["/TU"] == "Mitä varten?"
    assert fields["who_suffers__1"]["/TU"] == "Who_suffers: Sähkö"
    assert fields["home__code"]["/TU"] == "Home: Postinumero"
    assert fields["children__1__born"]["/TU"] == "Lapsi 2, Born"
    assert all(one["/TU"] for one in fields.values())


def test_radio_buttons_are_one_field_with_a_state_for_each_answer(version: FormVersion) -> None:
    fields = root_of(read(version))["/AcroForm"]["/Fields"]
    [purpose] = [one.get_object() for one in fields if one.get_object()["/T"] == "purpose"]

    states = {state for kid in purpose["/Kids"] for state in kid.get_object()["/AP"]["/N"]} - {"/Off"}

    assert states == {"/water", "/el_2epower"}


def test_each_field_is_tagged_where_its_question_is_read(version: FormVersion) -> None:
    reader = read(version)
    numbers = root_of(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    elements = dict(zip(numbers[::2], numbers[1::2], strict=True))

    tags = []
    for page in pages_of(reader):
        assert page["/Tabs"] == "/S"
        for annotation in page["/Annots"]:
            widget = annotation.get_object()
            element = elements[widget["/StructParent"]].get_object()
            assert element["/S"] == "/Form"
            assert element["/K"][-1]["/Obj"].get_object() == widget
            tags.append(widget.get("/T") or widget["/Parent"]["/T"])
    assert [name for name in dict.fromkeys(tags) if "__" not in name][:3] == ["purpose", "why", "urgent"]


def test_fields_stand_below_each_other_and_within_their_pages(version: FormVersion) -> None:
    reader = read(version)
    assert len(reader.pages) > 1

    for page in pages_of(reader):
        tops = [float(annotation.get_object()["/Rect"][3]) for annotation in page["/Annots"]]
        assert tops == sorted(tops, reverse=True)
        assert all(40 < top < 800 for top in tops)


def test_conditions_rows_and_the_way_back_are_told(version: FormVersion) -> None:
    words = words_of(read(version))

    assert "Vastaa, jos ”Mitä varten?” on ”Vesi”." in words
    assert "Tämä koskee sinua, jos ”Urgent” on ”Kyllä”." in words
    assert "Lapsi 3 Name" in words
    assert "Pohjolankatu 13 t@city.example" in words
    assert "https://city.example/lomake/kaivulupa/" in words


def test_name_version_and_address_are_on_every_page_and_the_clerk_has_a_place(version: FormVersion) -> None:
    reader = read(version)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]

    assert len(pages) > 1
    for page in pages:
        assert f"{version.definition.name}, lomakkeen versio {version.number}" in page
        assert "https://city.example/lomake/kaivulupa/" in page
    assert "Viranomainen täyttää Saapunut Asianumero Käsittelijä" in pages[0]


def test_choices_of_a_row_stand_under_their_question(db: None) -> None:
    rides = field("rides", "group", item={"fi": "Päivä"}, fields=[field("day", "choice", options=OPTIONS)])

    words = words_of(read(version_of(rides)))

    assert "Päivä 1 Day Vesi Sähkö Päivä 2 Day Vesi Sähkö" in words


def test_condition_inside_a_row_is_told_once_in_each_row(db: None) -> None:
    which = field("which", "choice", options=OPTIONS, show_if={"field": "day", "is": "water"})
    rides = field(
        "rides", "group", item={"fi": "Päivä"}, max=2, fields=[field("day", "choice", options=OPTIONS), which]
    )

    words = words_of(read(version_of(rides)))

    told = "Vastaa, jos ”Day” on ”Vesi”. Which Vesi Sähkö"
    assert f"Päivä 1 Day Vesi Sähkö {told} Päivä 2 Day Vesi Sähkö {told}" in words
    assert words.count("Vastaa, jos") == 2


def test_only_what_everybody_is_asked_is_marked_as_required(db: None) -> None:
    maybe: Any = {"show_if": {"field": "purpose", "is": "water"}}
    asked = (
        PURPOSE,
        field("which", "choice", options=OPTIONS, **maybe),
        field("ok", "consent", **maybe),
        field("why", **maybe),
        field("name"),
    )

    fields = fields_of(read(version_of(*asked)))

    assert {name for name, one in fields.items() if int(one.get("/Ff", 0)) & 2} == {"purpose", "name"}


def test_parts_of_an_address_are_not_called_as_the_question(version: FormVersion) -> None:
    assert "Home Katuosoite Postinumero Postitoimipaikka" in words_of(read(version))


def test_answer_from_a_list_of_the_city_is_named_in_a_condition(db: None) -> None:
    DataListFactory(code="schools", items=[{"value": "other", "label": {"fi": "muu koulu"}}])
    asked = field("school", "choice", list="schools"), field("which", show_if={"field": "school", "is": "other"})

    assert "Vastaa, jos ”School” on ”muu koulu”." in words_of(read(version_of(*asked)))


def test_whom_the_web_lists_is_asked_by_name_on_paper(db: None) -> None:
    asked = (
        PURPOSE,
        field("company", "organisation", other=True, show_if={"field": "purpose", "is": "water"}),
        field("company_name", show_if={"field": "company", "is": "other"}),
    )

    reader = read(version_of(*asked))

    assert set(fields_of(reader)) == {"purpose", "company_name", "paper_date", "paper_signature"}
    assert words_of(reader).count("Vastaa, jos ”Mitä varten?” on ”Vesi”.") == 1
    assert "joku muu" not in words_of(reader)


def test_text_that_the_city_decides_is_not_told_to_everybody(db: None) -> None:
    table = {
        "key": "fee",
        "gives": "number",
        "label": {"fi": "Maksu"},
        "rows": [{"if": {"field": "urgent", "is": "yes"}, "value": 1}],
        "default": 2,
    }
    note = field("note", "explanation", show_if={"table": "fee", "is": 1})

    words = words_of(read(version_of(field("urgent", "yes_no"), note, tables=[table])))

    assert "Tämä koskee sinua vain joissakin tapauksissa." in words


@pytest.mark.parametrize(("language", "word"), [("fi", "Mitä varten?"), ("sv", "Varför?"), ("en", "What for?")])
def test_it_speaks_each_language(version: FormVersion, language: str, word: str) -> None:
    reader = read(version, language)

    assert root_of(reader)["/Lang"] == language
    assert word in words_of(reader)
    assert fields_of(reader)["purpose"]["/TU"] == word


def test_what_is_filled_in_can_be_read_back(version: FormVersion) -> None:
    writer, filled = PdfWriter(clone_from=read(version)), io.BytesIO()
    for page in writer.pages:
        answers: dict[str, Any] = {"area": "12", "ok": "/Yes", "why": "Putki\nvuotaa"}
        writer.update_page_form_field_values(page, answers, auto_regenerate=False)
    writer.write(filled)

    fields = fields_of(PdfReader(filled))
    assert (fields["area"]["/V"], fields["ok"]["/V"], fields["why"]["/V"]) == ("12", "/Yes", "Putki\nvuotaa")


# ---- the page


def test_anybody_gets_it_and_it_may_be_kept(client: Any, version: FormVersion) -> None:
    with override("sv"):
        answer = client.get(reverse("eforms:paper", args=["kaivulupa"]))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "kaivulupa-sv.pdf" in answer.headers["Content-Disposition"]
    assert root_of(PdfReader(io.BytesIO(answer.content)))["/Lang"] == "sv"


def test_kajaani_info_takes_the_form_too(client: Any, version: FormVersion) -> None:
    ServicePointFactory(name={"fi": "Neuvonta"}, street={"fi": "Torikatu 1"}, postal_code="87100", is_main=True)

    answer = client.get(reverse("eforms:paper", args=["kaivulupa"]))

    words = words_of(PdfReader(io.BytesIO(answer.content)))
    assert "Tuo tai lähetä lomake jompaankumpaan:" in words
    assert "Neuvonta Torikatu 1 87100" in words
    assert "Pohjolankatu 13" in words


def test_a_form_that_is_not_published_has_no_paper(client: Any, version: FormVersion) -> None:
    version.definition.status = Status.RETIRED
    version.definition.save()

    assert client.get(reverse("eforms:paper", args=["kaivulupa"])).status_code == 404
