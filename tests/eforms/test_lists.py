# SPDX-License-Identifier: EUPL-1.2
"""Lists of options that many forms share: kept by editors, in the page or as files, and read at once by the forms."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from services.eforms.lists import as_csv, options_of, read_items
from services.eforms.models import DataList
from services.eforms.reviewing.gate import findings
from services.eforms.reviewing.importing import import_problems
from tests.cast import Cast
from tests.eforms.real_forms import send
from tests.factories.eforms import DataListFactory, DraftFactory, FormDefinitionFactory, field, form_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

KAJAANI = {"value": "205", "label": {"fi": "Kajaani", "sv": "Kajana"}}


def test_options_of_a_list_are_read_in_order() -> None:
    DataListFactory(code="kunnat")

    assert [(option.value, str(option.label)) for option in options_of("kunnat")] == [
        ("205", "Kajaani"),
        ("765", "Sotkamo"),
    ]


def test_no_list_has_no_options() -> None:
    assert options_of("no-such") == ()


def test_a_changed_list_is_read_anew_and_an_unchanged_one_is_kept() -> None:
    kept = DataListFactory(code="kunnat")
    options_of("kunnat")
    again = count_queries(lambda: options_of("kunnat"))

    kept.items = [KAJAANI]
    kept.save()

    assert again == 1
    assert [option.value for option in options_of("kunnat")] == ["205"]


# ---- files


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([KAJAANI]).encode(),
        b"value;fi;sv;en\n205;Kajaani;Kajana;\n",
        "\ufeffvalue,fi,sv\r\n205, Kajaani ,Kajana\r\n".encode(),
    ],
    ids=["JSON", "CSV of a Finnish spreadsheet", "CSV with commas and a mark"],
)
def test_rows_come_as_a_file(content: bytes) -> None:
    assert read_items(content) == [KAJAANI]


def test_what_goes_out_comes_back() -> None:
    items = [KAJAANI, {"value": "x;y", "label": {"fi": 'Lainaus "a"; b'}}]

    assert read_items(as_csv(items).encode()) == items


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "ei voi lukea"),
        (b"[{", "ei voi lukea"),
        (b"[]", "ainakin yksi rivi"),
        (b"", "ainakin yksi rivi"),
        (b"nimi;arvo\nKajaani;205\n", "Rivi 1"),
        (json.dumps([KAJAANI, KAJAANI]).encode(), "Rivi 2"),
        (json.dumps([{"value": 205, "label": {"fi": "Kajaani"}}]).encode(), "Rivi 1"),
        (json.dumps([{"value": "205", "label": {"sv": "Kajana"}}]).encode(), "Rivi 1"),
        (json.dumps(["205"]).encode(), "Rivi 1"),
    ],
)
def test_a_bad_file_is_refused_with_words(content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_items(content)


# ---- the pages of editors


def typed(**changes: Any) -> dict[str, Any]:
    return {"code": "kunnat", "name_fi": "Kunnat", "name_sv": "", "name_en": "", "items": "[]", **changes}


def test_editor_brings_a_list_as_a_file(cast: Cast) -> None:
    file = SimpleUploadedFile("kunnat.csv", b"value;fi\n205;Kajaani\n")

    answer = cast.editor.client().post(reverse("admin:eforms_datalist_add"), typed(file=file))

    assert answer.status_code == 302
    assert DataList.objects.get(code="kunnat").items == [{"value": "205", "label": {"fi": "Kajaani"}}]


def test_editor_changes_rows_in_the_page(cast: Cast) -> None:
    kept = DataListFactory(code="kunnat")
    url = reverse("admin:eforms_datalist_change", args=[kept.pk])

    shown = cast.editor.client().get(url)
    answer = cast.editor.client().post(url, typed(items=json.dumps([KAJAANI])))

    assert "Sotkamo" in shown.text
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert kept.items == [KAJAANI]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "ainakin yksi rivi"),
        ({"items": '[{"value": "1"}]'}, "Rivi 1"),
        ({"file": SimpleUploadedFile("x.csv", b"\xff")}, "ei voi lukea"),
    ],
    ids=["no rows", "a row without a name", "no file of ours"],
)
def test_a_bad_list_is_refused_in_the_page(cast: Cast, changes: dict[str, Any], words: str) -> None:
    answer = cast.editor.client().post(reverse("admin:eforms_datalist_add"), typed(**changes))

    assert answer.status_code == 200
    assert words in answer.text
    assert not DataList.objects.exists()


def test_code_stays_once_forms_may_point_to_it(cast: Cast) -> None:
    kept = DataListFactory(code="kunnat")

    cast.editor.client().post(
        reverse("admin:eforms_datalist_change", args=[kept.pk]), typed(code="uusi", items=json.dumps([KAJAANI]))
    )

    kept.refresh_from_db()
    assert kept.code == "kunnat"


@pytest.mark.parametrize(("action", "start"), [("export_csv", "\ufeffvalue;fi;sv;en"), ("export_json", "[")])
def test_editor_takes_a_list_out(cast: Cast, action: str, start: str) -> None:
    kept = DataListFactory(code="kunnat")
    chosen = {"action": action, "_selected_action": [kept.pk]}

    answer = cast.editor.client().post(reverse("admin:eforms_datalist_changelist"), chosen)

    assert answer.text.startswith(start)
    assert "Kajaani" in answer.text


# ---- the page that asks


def test_a_long_list_costs_no_more_queries_than_a_short_one(cast: Cast) -> None:
    kept = DataListFactory(code="kunnat", items=[KAJAANI])
    form = FormDefinitionFactory(content=form_of(field("town", "choice", list="kunnat")))
    draft = DraftFactory(version=form.current_version, person=cast.resident.person)
    client, url = cast.resident.client(), f"/luonnos/{draft.key}/eka/"
    client.get(url)
    short = count_queries(lambda: client.get(url))

    kept.items = [{"value": str(number), "label": {"fi": f"Kunta {number}"}} for number in range(20)]
    kept.save()

    page = client.get(url)
    assert '<option value="7">Kunta 7</option>' in page.text
    assert count_queries(lambda: client.get(url)) == short


# ---- forms and their lists


ASKS = form_of(field("town", "choice", list="kunnat"))
ASKS_IN_ROWS = form_of(field("trips", "group", fields=[field("town", "choice", list="kunnat")]))


@pytest.mark.parametrize("content", [ASKS, ASKS_IN_ROWS], ids=["a question", "a question of a row"])
def test_a_list_in_use_is_not_deleted_and_tells_where(cast: Cast, content: dict[str, Any]) -> None:
    kept = DataListFactory(code="kunnat")
    FormDefinitionFactory(content=content, name={"fi": "Matkalasku"})
    address = reverse("admin:eforms_datalist_delete", args=[kept.pk])

    answer = cast.editor.client().post(address, {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [kept.pk], "post": "yes"}
    cast.editor.client().post(reverse("admin:eforms_datalist_changelist"), many)

    assert answer.status_code == 403
    assert DataList.objects.filter(code="kunnat").exists()
    assert "Matkalasku" in cast.editor.client().get(reverse("admin:eforms_datalist_change", args=[kept.pk])).text


def test_a_list_that_nobody_uses_is_deleted(cast: Cast) -> None:
    kept = DataListFactory(code="kunnat")

    cast.editor.client().post(reverse("admin:eforms_datalist_delete", args=[kept.pk]), {"post": "yes"})

    assert not DataList.objects.exists()


@pytest.mark.parametrize("content", [ASKS, ASKS_IN_ROWS], ids=["a question", "a question of a row"])
def test_a_form_with_a_list_that_is_not_there_is_not_published(cast: Cast, content: dict[str, Any]) -> None:
    definition = FormDefinitionFactory(content=content)
    version = definition.current_version

    assert "kunnat" in " ".join(found.reason for found in findings(version) if found.is_block)

    DataListFactory(code="kunnat")
    assert "kunnat" not in " ".join(found.reason for found in findings(version))


def test_a_file_with_a_list_that_is_not_there_is_refused_with_its_path() -> None:
    assert import_problems(ASKS) == ["steps[0].sections[0].fields[0].list: Luetteloa ”kunnat” ei ole, tai se on tyhjä."]

    DataListFactory(code="kunnat")
    assert import_problems(ASKS) == []


def test_a_changed_list_leaves_what_was_sent_as_it_was(cast: Cast) -> None:
    kept = DataListFactory(code="kunnat", items=[KAJAANI])
    form = FormDefinitionFactory(content=ASKS)
    draft = DraftFactory(version=form.current_version, person=cast.resident.person, answers={"town": "205"})
    case = send(draft, cast.resident.actor)

    kept.items = [{"value": "205", "label": {"fi": "Uusi nimi"}}]
    kept.save()

    case.refresh_from_db()
    assert case.submission.content[0]["rows"][0]["value"] == "Kajaani"
