# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from typing import Any

import pytest

from cases.models import CaseType
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.reviewing.checks.sound import problem_text
from services.eforms.reviewing.gate import Finding, findings
from tests.factories.eforms import step_of

Json = dict[str, Any]


def texts(fi: str) -> dict[str, str]:
    return {"fi": fi, "sv": fi, "en": fi}


def field(key: str, kind: str = "text", **rules: Any) -> Json:
    return {"key": key, "type": kind, "label": texts(key.capitalize()), **rules}


def form_of(*fields: Json, **rules: Any) -> Json:
    step = step_of("tyo", *fields) | {"title": texts("Työ")}
    return {"format": 1, "steps": [step], **rules}


def heard(content: Json, **facts: Any) -> list[Finding]:
    case_type = CaseType(**{"publicity": "public", "retention_years": 10, **facts})
    return findings(FormVersion(definition=FormDefinition(slug="x", case_type=case_type), content=content))


def test_a_clean_form_is_told_nothing() -> None:
    assert heard(form_of(field("area"))) == []


BLOCKED: dict[str, tuple[Json, dict[str, Any], str]] = {
    "no form at all": (form_of(field("area", max_length=-1)), {}, "kokonaisluku"),
    "a condition that looks ahead": (
        form_of(field("area", show_if={"field": "later", "is": "x"}), field("later")),
        {},
        "jota ei kysytä ennen tätä",
    ),
    "two questions of one name": (form_of(field("a"), field("b", label=texts("A"))), {}, "samanniminen"),
    "no retention": (form_of(field("area")), {"retention_years": 0}, "säilytysaika"),
    "no publicity": (form_of(field("area")), {"publicity": ""}, "julkisuudesta"),
    "a case type out of use": (form_of(field("area")), {"is_active": False}, "ei ole käytössä"),
    "an identity code in a public case": (form_of(field("code", "hetu")), {}, "henkilötunnusta"),
}


@pytest.mark.parametrize("name", BLOCKED)
def test_blocked(name: str) -> None:
    content, facts, words = BLOCKED[name]

    blocks = [finding for finding in heard(content, **facts) if finding.is_block]

    assert blocks
    assert words in blocks[0].reason


WARNED: dict[str, tuple[Json, str]] = {
    "no Swedish": (form_of(field("area", help={"fi": "Neliöinä", "en": "In metres"})), "Puuttuu ruotsiksi: ohje."),
    "a yes or no without a question": (form_of(field("urgent", "yes_no")), "kysymysmerkkiin"),
    "a long label": (form_of(field("a", label=texts("pitkä " * 20))), "Kysymys on pitkä"),
    "an attachment without help": (form_of(field("map", "attachment")), "Ohje puuttuu"),
    "a long step": (form_of(*(field(f"q{n}") for n in range(13))), "Vaiheessa on 13 kysymystä"),
    "a vague link": (form_of(field("a", help=texts("[Klikkaa tästä](https://kajaani.example/)"))), "Klikkaa tästä"),
    "a colour": (form_of(field("a", help=texts("Täytä punaisella merkityt."))), "punaisella merkityt"),
    "a heavy attachment": (
        form_of(field("map", "attachment", help=texts("Kartta"), max_files=20, max_mb=10)),
        "yhteensä 200 Mt",
    ),
    "a dead rule": (
        form_of(field("area", "number", max=10), field("why", show_if={"field": "area", "more": 20})),
        "",
    ),
    "nobody to answer": (form_of(field("a"), assurance="none"), "miten lähettäjälle voi vastata"),
    "officialese": (
        form_of(
            field(
                "a",
                help=texts(
                    "Kunnossapitovelvollisuudesta vastaavan viranomaisen edellyttämien selvitysten toimittaminen "
                    "hakemuksen vireilletulon yhteydessä edistää asianmukaista käsittelyä."
                ),
            )
        ),
        "vaikea lukea",
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_warned(name: str) -> None:
    content, words = WARNED[name]

    [finding] = heard(content)

    assert not finding.is_block
    assert words in finding.reason


def test_an_untitled_section_among_several_is_warned_of() -> None:
    content = form_of(field("a"))
    content["steps"][0]["sections"].append({"fields": [field("b"), field("c")]})

    [finding] = heard(content)

    assert "otsikkoa" in finding.reason


def test_a_secret_case_type_may_ask_for_the_identity_code() -> None:
    assert heard(form_of(field("code", "hetu")), publicity="secret", secrecy_ground="JulkL 24 §") == []


def test_a_finding_tells_where_and_opens_the_question() -> None:
    [finding] = heard(form_of(field("urgent", "yes_no")))

    assert (finding.where, finding.key) == ("Vaihe Työ, kysymys ”Urgent”", "urgent")


def test_what_stops_comes_first() -> None:
    found = heard(form_of(field("urgent", "yes_no"), field("code", "hetu")))

    assert [finding.is_block for finding in found] == [True, False]


PROBLEMS: list[tuple[str, str, Callable[[str], bool]]] = [
    ("steps[0].title", "is missing", lambda text: text == "Pakollinen tieto puuttuu: title."),
    ("steps[0].show_if", "looks at x, which is not asked before it", lambda text: "”x”" in text),
    ("steps[0].colour", "is not known here; known are key", lambda text: "”colour”" in text),
    (
        "steps[0].sections[0].fields[0].prefill",
        "must be earlier.<key> or one of person.name",
        lambda text: text.startswith("Esitäytön lähdettä ei tunneta.") and text.endswith(": person.name."),
    ),
    ("steps[0].key", "something new", lambda text: "something new" in text),
]


@pytest.mark.parametrize(
    ("path", "reason", "is_right"), PROBLEMS, ids=["missing", "ahead", "unknown", "prefill", "other"]
)
def test_problems_of_the_engine_are_told_in_finnish(path: str, reason: str, is_right: Callable[[str], bool]) -> None:
    assert is_right(problem_text(path, reason))
