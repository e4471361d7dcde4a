# SPDX-License-Identifier: EUPL-1.2
"""Definitions that another hand or system could write: the sound ones go the whole way, the others are told why not."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from cases.models import Document
from portal.accounts.actors import SYSTEM_DEMO
from services.eforms.actions.copying import keep_copy
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.actions.publishing import publish_form
from services.eforms.filling import filling_of
from services.eforms.models import Draft, FormDefinition, FormVersion
from services.eforms.paper import paper_form
from services.eforms.reviewing.diff import changes_between
from services.eforms.reviewing.gate import findings
from services.eforms.reviewing.importing import import_problems
from tests.cast import Cast
from tests.eforms.real_forms import send
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory, field, form_of

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
FOLDER = Path(__file__).parent / "definitions"
SOUND = sorted(path.stem for path in FOLDER.glob("*.json"))
ANSWERS = {"text": "<ö> & 👍", "long_text": "\"a\"\n'b'", "yes_no": "yes", "number": "12", "time": "8.30"}


def read(name: str) -> Json:
    content: Json = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def imported(cast: Cast, content: Any) -> tuple[Any, FormDefinition]:
    """The answer of the import page, and the form."""
    case_type = CaseTypeFactory(unit=cast.unit, anonymous=True)
    form: FormDefinition = FormDefinitionFactory(slug="tuotu", case_type=case_type, content=form_of(field("vanha")))
    file = SimpleUploadedFile("lomake.json", json.dumps(content, ensure_ascii=False).encode(errors="surrogatepass"))
    facts = {"slug": "tuotu", "name_fi": "Tuotu", "name_sv": "", "name_en": "", "case_type": case_type.pk}
    inline = {f"versions-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    address = reverse("admin:eforms_formdefinition_change", args=[form.pk])
    return cast.main_user.client().post(address, facts | inline | {"content": file}), form


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_definition_is_imported_and_checked_by_the_command(cast: Cast, name: str, capsys: Any) -> None:
    content = read(name)

    answer, form = imported(cast, content)
    call_command("check_form", FOLDER / f"{name}.json")

    assert answer.status_code == 302
    assert FormVersion.objects.get(definition=form, published_at=None).content == content
    assert "voi tuoda" in capsys.readouterr().out


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_definition_goes_the_whole_way(cast: Cast, name: str) -> None:
    content = read(name)
    case_type = CaseTypeFactory(unit=cast.unit, anonymous=True)
    version = publish_form(actor=SYSTEM_DEMO, slug="tuotu", name={"fi": "Tuotu"}, case_type=case_type, content=content)
    client, actor = cast.resident.client(), cast.resident.actor
    draft = begin_draft(version.definition, actor=actor)
    for step in draft.version.form.steps:
        typed = {q.key: ANSWERS[q.type] for q in step.questions if q.type in ANSWERS and not q.rules}
        save_answers(draft.key, actor=actor, step=step, typed=typed, page=Page("test", 0))
    draft = Draft.objects.get(pk=draft.pk)
    filling = filling_of(draft)

    for step in filling.steps:
        page = client.get(reverse("eforms:step", args=[draft.key, step.key]))
        assert page.status_code == 200
        assert "<script>alert(1)" not in page.text
        assert "onerror=" not in page.text.replace("&lt;img src=x onerror=", "")
        assert "javascript:" not in page.text.replace("(javascript:", "")
    stopped = any(q.type == "stop" and q.key in filling.read(s).shown for s in filling.steps for q in s.questions)
    if stopped:
        draft.answers = {**draft.answers, "k_yes_no": "no"}
        draft.save()
    case = send(draft, actor)
    keep_copy(case.submission.pk, actor=SYSTEM_DEMO)

    assert case.documents.filter(kind=Document.Kind.APPLICATION).count() == 1
    for language in ("fi", "sv", "en"):
        assert paper_form(version, language, address="https://city.example/").startswith(b"%PDF")
    assert findings(version) is not None
    assert changes_between(form_of(field("vanha")), content)
    designer = reverse("admin:eforms_formdefinition_preview", args=["tuotu"])
    cast.main_user.client().post(reverse("admin:eforms_formdefinition_design_begin", args=["tuotu"]))
    assert cast.main_user.client().get(designer).status_code == 200


# ---- definitions that are no forms


def base() -> Json:
    options = [{"value": "a", "label": {"fi": "A"}}]
    content = form_of(
        field("name"),
        field("kind", "choice", options=options),
        field("rows", "group", fields=[field("sum", "number")]),
        field("born", "date"),
        field("last"),
    )
    content["tables"] = [
        {
            "key": "t",
            "gives": "fee",
            "label": {"fi": "T"},
            "rows": [{"if": {"field": "name", "filled": True}, "value": 1}],
        }
    ]
    return content


F = "steps[0].sections[0].fields"


def one(content: Json, index: int = 0) -> Json:
    found: Json = content["steps"][0]["sections"][0]["fields"][index]
    return found


BAD: dict[str, tuple[Callable[[Json], Any], str, str]] = {
    "no format": (lambda c: c.pop("format"), "format", "puuttuu"),
    "another format": (lambda c: c.update(format=2), "format", "oltava 1"),
    "a character that cannot be kept": (
        lambda c: one(c).update(label={"fi": "a\0b"}),
        f"{F}[0].label.fi",
        "ei voi tallentaa",
    ),
    "half a character in a name": (lambda c: one(c).update({"\ud800": 1}), f"{F}[0]", "ei voi tallentaa"),
    "for staff and for customers": (lambda c: c.update(who=["self", "staff"]), "who", "ei molemmille"),
    "more rows than there may be": (lambda c: one(c, 2).update(max=10**9), f"{F}[2].max", "väliltä 1–"),
    "no steps": (lambda c: c.update(steps=[]), "steps", "ainakin yksi"),
    "steps as an object": (lambda c: c.update(steps={}), "steps", "ainakin yksi"),
    "a step that is a text": (lambda c: c["steps"].append("x"), "steps[1]", "olio"),
    "a step without a title": (lambda c: c["steps"][0].pop("title"), "steps[0].title", "puuttuu"),
    "a step twice": (lambda c: c["steps"].append(deepcopy(c["steps"][0])), "steps[1].key", "käytössä"),
    "a step with a bad key": (lambda c: c["steps"][0].update(key="Vaihe 1"), "steps[0].key", "merkkejä"),
    "no sections": (lambda c: c["steps"][0].pop("sections"), "steps[0].sections", "puuttuu"),
    "a section without fields": (
        lambda c: c["steps"][0]["sections"].append({}),
        "steps[0].sections[1].fields",
        "puuttuu",
    ),
    "a field of an unknown type": (lambda c: one(c).update(type="slider"), f"{F}[0].type", "Käy: text"),
    "a field without a type": (lambda c: one(c).pop("type"), f"{F}[0].type", "Käy: text"),
    "a field without a label": (lambda c: one(c).pop("label"), f"{F}[0].label", "puuttuu"),
    "a label without Finnish": (lambda c: one(c).update(label={"en": "Name"}), f"{F}[0].label", "Suomenkielinen"),
    "a label that is a text": (lambda c: one(c).update(label="Nimi"), f"{F}[0].label", "Suomenkielinen"),
    "a field twice": (lambda c: one(c, 4).update(key="name"), f"{F}[4].key", "käytössä"),
    "a key with two lines": (lambda c: one(c).update(key="a__b"), f"{F}[0].key", "merkkejä"),
    "a key that is a number": (lambda c: one(c).update(key=5), f"{F}[0].key", "teksti"),
    "a property of another system": (lambda c: one(c).update(widget="x"), f"{F}[0].widget", "ei tunneta"),
    "a property of another system in the form": (lambda c: c.update(components=[]), "components", "ei tunneta"),
    "a property of another type": (lambda c: one(c).update(max_files=2), f"{F}[0].max_files", "ei tunneta"),
    "a length in words": (lambda c: one(c).update(max_length="pitkä"), f"{F}[0].max_length", "kokonaisluku"),
    "a negative length": (lambda c: one(c).update(max_length=-1), f"{F}[0].max_length", "kokonaisluku"),
    "optional in words": (lambda c: one(c).update(optional="yes"), f"{F}[0].optional", "true tai false"),
    "required_if of what is required": (
        lambda c: one(c, 4).update(required_if={"field": "name", "filled": True}),
        f"{F}[4].required_if",
        "optional",
    ),
    "a condition that looks forwards": (
        lambda c: one(c).update(show_if={"field": "last", "filled": True}),
        f"{F}[0].show_if",
        "ennen tätä",
    ),
    "a condition that looks at itself": (
        lambda c: one(c).update(show_if={"field": "name", "filled": True}),
        f"{F}[0].show_if",
        "ennen tätä",
    ),
    "a condition without a test": (
        lambda c: one(c, 4).update(show_if={"field": "name"}),
        f"{F}[4].show_if",
        "Ehto tai kaava",
    ),
    "a condition that is code": (lambda c: one(c, 4).update(show_if="name == 1"), f"{F}[4].show_if", "olio"),
    "a condition too deep": (lambda c: one(c, 4).update(show_if=_deep(20)), f"{F}[4].show_if", "syvä"),
    "no options": (lambda c: one(c, 1).update(options=[]), f"{F}[1].options", "ainakin yksi"),
    "an option twice": (
        lambda c: one(c, 1)["options"].append({"value": "a", "label": {"fi": "B"}}),
        f"{F}[1].options[1].value",
        "Tunnus",
    ),
    "options and a list": (lambda c: one(c, 1).update(list="kunnat"), f"{F}[1].options", "ei molempia"),
    "a list that is not there": (
        lambda c: one(c, 1).update(list="ei-ole") or one(c, 1).pop("options"),
        f"{F}[1].list",
        "ei ole",
    ),
    "a group in a group": (lambda c: one(c, 2)["fields"][0].update(type="group"), f"{F}[2].fields[0].type", "Käy"),
    "a day that is none": (lambda c: one(c, 3).update(min="2027-02-30"), f"{F}[3].min", "päivä"),
    "limits the wrong way": (
        lambda c: one(c, 3).update(min="2027-02-01", max="2027-01-01"),
        f"{F}[3].min",
        "suurempi",
    ),
    "an unknown source": (lambda c: one(c).update(prefill="person.shoe"), f"{F}[0].prefill", "Esitäytön lähdettä"),
    "a sum of what has no rows": (
        lambda c: one(c, 4).update({"type": "calculated", "as": "number", "formula": {"sum_of": "name.x"}}),
        f"{F}[4].formula",
        "ryhmän luku",
    ),
    "two fees": (lambda c: c["tables"].append({**c["tables"][0], "key": "u"}), "tables[1].gives", "jo taulukko"),
    "a fee in words": (lambda c: c["tables"][0]["rows"][0].update(value="ilmainen"), "tables[0].rows[0].value", ""),
    "a window that ends first": (
        lambda c: c.update(window={"opens_at": "2027-02-01T08:00", "closes_at": "2027-01-01T08:00"}),
        "window.closes_at",
        "päätyttävä",
    ),
    "who, wrongly": (lambda c: c.update(who=["everybody"]), "who", "self"),
}


def _deep(levels: int) -> Json:
    condition: Json = {"field": "name", "filled": True}
    for _level in range(levels):
        condition = {"not": condition}
    return condition


@pytest.mark.parametrize("name", BAD)
def test_a_bad_definition_is_refused_with_its_path_in_words(cast: Cast, name: str, tmp_path: Path) -> None:
    change, path, words = BAD[name]
    content = base()
    change(content)
    file = tmp_path / "lomake.json"
    file.write_text(json.dumps(content))

    answer, form = imported(cast, content)
    with pytest.raises(CommandError) as refused:
        call_command("check_form", file)

    assert answer.status_code == 200
    assert not FormVersion.objects.filter(definition=form, published_at=None).exists()
    [line, *_others] = [line for line in str(refused.value).splitlines() if line.startswith(f"{path}: ")]
    assert words in line
    assert f"{path}: " in answer.text


@pytest.mark.parametrize("content", [[], "x", 5, None, {}, {"format": 1}])
def test_what_is_no_form_at_all_is_refused(content: Any) -> None:
    assert import_problems(content)


def test_the_reason_speaks_the_language_of_the_reader() -> None:
    content = base()
    one(content)["widget"] = "x"

    with override("fi"):
        [told] = import_problems(content)

    assert told.startswith(f"{F}[0].widget: Tietoa ”widget” ei tunneta tässä. Käy: key, type, label")
