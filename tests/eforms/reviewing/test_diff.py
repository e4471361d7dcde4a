# SPDX-License-Identifier: EUPL-1.2
import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.eforms.reviewing.diff import changes_between
from services.eforms.reviewing.order import moved_items
from tests.factories.eforms import field, form_of, step_of

Json = dict[str, Any]
PURPOSE = field(
    "purpose",
    "choice",
    label={"fi": "Mitä varten kaivat?", "sv": "Varför gräver du?"},
    options=[{"value": "water", "label": {"fi": "Vesijohto"}}, {"value": "power", "label": {"fi": "Sähkö"}}],
)
FEE = {
    "key": "fee",
    "gives": "fee",
    "label": {"fi": "Maksu"},
    "rows": [
        {"if": {"field": "purpose", "is": "water"}, "value": 90, "reason": {"fi": "Vesi"}},
        {"if": {"field": "purpose", "is": "power"}, "value": 60},
    ],
    "default": 150,
}
HURRY = {
    "key": "hurry",
    "gives": "priority",
    "label": {"fi": "Kiire"},
    "rows": [{"if": {"field": "area", "more": 900}, "value": "urgent"}],
}
BASE: Json = {
    "format": 1,
    "assurance": "weak",
    "tables": [FEE, HURRY],
    "steps": [
        step_of("tyo", PURPOSE, field("area", "number", label={"fi": "Pinta-ala"}), title={"fi": "Työ"}),
        step_of("hakija", field("name", label={"fi": "Nimi"}), title={"fi": "Hakija"}),
    ],
}


def fields(content: Json, step: int = 0) -> list[Json]:
    found: list[Json] = content["steps"][step]["sections"][0]["fields"]
    return found


def told(change: Callable[[Json], object]) -> list[str]:
    new = copy.deepcopy(BASE)
    change(new)
    return [f"{one.place}: {one.text}" for one in changes_between(BASE, new)]


CHANGES: dict[str, tuple[Callable[[Json], object], list[str]]] = {
    "a new question": (
        lambda c: fields(c).append(field("urgent", "yes_no", label={"fi": "Onko kiire?"})),
        ["Vaihe Työ: Uusi kysymys ”Onko kiire?” (pakollinen)."],
    ),
    "a removed question": (lambda c: fields(c).pop(1), ["Vaihe Työ: Kysymys ”Pinta-ala” on poistettu."]),
    "a renamed question": (
        lambda c: fields(c)[1]["label"].update(fi="Kaivualue"),
        ["Vaihe Työ: ”Pinta-ala”: nimi: ”Pinta-ala” → ”Kaivualue”."],
    ),
    "a translation": (
        lambda c: fields(c)[0]["label"].update(sv="Varför?"),
        ["Vaihe Työ: ”Mitä varten kaivat?”: nimi ruotsiksi on muuttunut."],
    ),
    "an optional question": (
        lambda c: fields(c)[1].update(optional=True),
        ["Vaihe Työ: ”Pinta-ala”: on nyt vapaaehtoinen."],
    ),
    "a new condition": (
        lambda c: fields(c)[1].update(show_if={"field": "purpose", "is": "water"}),
        ["Vaihe Työ: ”Pinta-ala”: näkyy nyt vain, kun ”Mitä varten kaivat?” on ”Vesijohto”."],
    ),
    "a limit": (lambda c: fields(c)[1].update(max=500), ["Vaihe Työ: ”Pinta-ala”: yläraja on nyt 500."]),
    "an option": (
        lambda c: fields(c)[0]["options"].pop(1),
        ["Vaihe Työ: ”Mitä varten kaivat?”: vaihtoehto ”Sähkö” on poistettu."],
    ),
    "two questions the other way round": (
        lambda c: fields(c).reverse(),
        ["Vaihe Työ: Kysymys ”Mitä varten kaivat?” on eri kohdassa."],
    ),
    "a question in another section": (
        lambda c: c["steps"][0]["sections"].append({"title": {"fi": "Koko"}, "fields": [fields(c).pop(1)]}),
        ["Vaihe Työ: Uusi osio ”Koko”.", "Vaihe Työ: Kysymys ”Pinta-ala” on toisessa osiossa."],
    ),
    "a question in another step": (
        lambda c: fields(c, 1).append(fields(c).pop(1)),
        ["Vaihe Hakija: Kysymys ”Pinta-ala” on siirretty tänne: ennen Vaihe Työ."],
    ),
    "a new step": (
        lambda c: c["steps"].append(step_of("loppu", field("ok"), title={"fi": "Loppu"})),
        ["Vaihe Loppu: Uusi vaihe.", "Vaihe Loppu: Uusi kysymys ”Ok” (pakollinen)."],
    ),
    "a removed step": (
        lambda c: c["steps"].pop(1),
        ["Vaihe Hakija: Vaihe on poistettu.", "Vaihe Hakija: Kysymys ”Nimi” on poistettu."],
    ),
    "steps the other way round": (
        lambda c: c["steps"].reverse(),
        ["Koko lomake: Vaihe Työ on eri kohdassa."],
    ),
    "a fee": (lambda c: c["tables"][0]["rows"][0].update(value=120), ["Taulukot: Maksu, rivi 1: 90 € → 120 €."]),
    "the fee of the rest": (lambda c: c["tables"][0].update(default=160), ["Taulukot: Maksu, muuten: 150 € → 160 €."]),
    "rows of a table the other way round": (
        lambda c: c["tables"][0]["rows"].reverse(),
        ["Taulukot: Maksu, rivi 1 on nyt rivi 2: kun ”Mitä varten kaivat?” on ”Vesijohto”, 90 €."],
    ),
    "a row of a table at the beginning": (
        lambda c: c["tables"][0]["rows"].insert(0, {"if": {"field": "area", "more": 100}, "value": 200}),
        ["Taulukot: Maksu, uusi rivi 1: kun ”Pinta-ala” on enemmän kuin 100, 200 €."],
    ),
    "another condition of a row": (
        lambda c: c["tables"][0]["rows"][0].update({"if": {"field": "area", "more": 5}}),
        [
            "Taulukot: Maksu, rivi 1: nyt kun ”Pinta-ala” on enemmän kuin 5. "
            "Ennen: kun ”Mitä varten kaivat?” on ”Vesijohto”."
        ],
    ),
    "tables the other way round": (
        lambda c: c["tables"].reverse(),
        ["Taulukot: Taulukko ”Maksu” on eri kohdassa."],
    ),
    "options the other way round": (
        lambda c: fields(c)[0]["options"].reverse(),
        ["Vaihe Työ: ”Mitä varten kaivat?”: vaihtoehtojen järjestys on muuttunut."],
    ),
    "another block": (
        lambda c: c["steps"][1]["sections"][0].update(block="henkilo"),
        ["Vaihe Hakija: Osio: kysymyslohko on nyt henkilo."],
    ),
    "the log-in": (
        lambda c: c.update(assurance="strong"),
        ["Koko lomake: tunnistautuminen: kirjautuminen → vahva tunnistautuminen."],
    ),
    "a closing time": (
        lambda c: c.update(window={"closes_at": "2027-02-28T12:00"}),
        ["Koko lomake: hakuaika päättyy on nyt 28.2.2027 12.00."],
    ),
    "nothing": (lambda c: c, []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_in_plain_words(name: str) -> None:
    change, sentences = CHANGES[name]

    assert told(change) == sentences


def test_a_condition_is_told_as_it_is_and_as_it_was() -> None:
    old, new = copy.deepcopy(BASE), copy.deepcopy(BASE)
    fields(old)[1]["show_if"] = {"field": "purpose", "is": "water"}
    fields(new)[1]["show_if"] = {"field": "purpose", "is": "power"}

    [change] = changes_between(old, new)

    assert change.text == (
        "”Pinta-ala”: näkyy nyt, kun ”Mitä varten kaivat?” on ”Sähkö”. Ennen: kun ”Mitä varten kaivat?” on ”Vesijohto”."
    )


def test_a_question_of_a_group_is_told_with_its_group() -> None:
    old = form_of(field("children", "group", label={"fi": "Lapset"}, fields=[field("name", label={"fi": "Nimi"})]))
    new = copy.deepcopy(old)
    fields(new)[0]["fields"].append(field("born", "date", label={"fi": "Syntynyt"}))

    [change] = changes_between(old, new)

    assert change.text == "”Lapset”: Uusi kysymys ”Syntynyt” (pakollinen)."


def test_columns_the_other_way_round_are_told() -> None:
    columns = [field("name", label={"fi": "Nimi"}), field("born", "date", label={"fi": "Syntynyt"})]
    old = form_of(field("children", "group", label={"fi": "Lapset"}, fields=columns))
    new = copy.deepcopy(old)
    fields(new)[0]["fields"].reverse()

    [change] = changes_between(old, new)

    assert (change.act, change.text) == ("moved", "”Lapset”: ”Nimi” on eri kohdassa.")


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.randoms())
def test_putting_back_what_moved_gives_the_old_order(before: list[str], chance: Any) -> None:
    after = list(before)
    chance.shuffle(after)

    moved = set(moved_items(before, after))

    assert [key for key in before if key not in moved] == [key for key in after if key not in moved]
