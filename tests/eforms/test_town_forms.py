# SPDX-License-Identifier: EUPL-1.2
"""The forms of the demo town: each is filled and sent as somebody would, and its own rules hold."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from portal.accounts.models import Unit
from portal.common.readability import reading_of
from portal.demo import forms as demo
from services.eforms.engine.steps import Filling
from services.eforms.filling import filling_of
from tests.cast import Cast
from tests.eforms.real_forms import STORIES, Answers, Story, begin, day, errors_of, rows, send, values_of


def story_draft(slug: str, cast: Cast, changes: Answers | None = None, files: tuple[str, ...] | None = None) -> Any:
    story = STORIES[slug]
    actor = cast.member(story.who).actor
    return begin(slug, actor, story.answers(cast) | (changes or {}), story.files if files is None else files)


@pytest.mark.parametrize(("slug", "story"), STORIES.items(), ids=STORIES)
def test_form_is_filled_and_opens_a_case(cast: Cast, slug: str, story: Story) -> None:
    draft = story_draft(slug, cast)
    assert errors_of(draft) == {}

    case = send(draft, cast.member(story.who).actor)

    assert case.summary.startswith(story.summary)
    assert len(case.summary) <= 120
    assert not set("{}") & set(case.summary)
    assert len(case.documents.all()) == len(story.files)


@pytest.mark.parametrize("slug", STORIES)
def test_what_was_answered_reads_in_each_language(cast: Cast, slug: str) -> None:
    draft = story_draft(slug, cast)
    shown = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            shown[language] = _words(filling_of(draft))

    assert shown["fi"] != shown["sv"] != shown["en"]
    assert len(shown["fi"]) == len(shown["sv"]) == len(shown["en"])


def _words(filling: Filling) -> list[tuple[str, str]]:
    return [(str(question.label), kind.display(value)) for _step, question, kind, value in filling.answered()]


def test_every_form_of_the_town_is_told_as_a_story() -> None:
    first = {"jarjestojen-toiminta-avustus", "kaivulupa", "tietopyynto", "aamu-ja-iltapaivatoiminta"}

    assert set(STORIES) | first == set(demo.FORMS)
    assert {path.stem for path in demo.FOLDER.glob("*.json")} == set(demo.FORMS)


def _texts(thing: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(thing, dict) and "fi" in thing:
        yield place, thing
    elif isinstance(thing, dict | list):
        pairs = thing.items() if isinstance(thing, dict) else enumerate(thing)
        for key, value in pairs:
            yield from _texts(value, f"{place}.{key}")


@pytest.mark.parametrize("slug", demo.FORMS)
def test_no_text_is_hard_to_read(slug: str) -> None:
    content = demo.read_content(slug)

    assert [text["fi"] for _place, text in _texts(content) if (r := reading_of(text["fi"])) and r.is_heavy] == []


@pytest.mark.parametrize("slug", demo.FORMS)
def test_case_type_says_all_that_its_handler_and_customer_need(slug: str) -> None:
    facts = json.loads((demo.CASE_TYPES / f"{slug}.json").read_text())
    case_type = facts["case_type"]

    told = [(place, text) for place, text in _texts(facts) if ".decision_texts." not in place]
    assert [place for place, text in told if set(text) != {"fi", "sv", "en"}] == []
    assert case_type["law_sections"]
    assert case_type["decision_texts"] or case_type["may_close_as_answered"]


# ---- parking


def test_parking_permit_is_for_veterans(cast: Cast) -> None:
    draft = story_draft("veteraanin-pysakointilupa", cast, {"badge": "none"})

    filling = filling_of(draft)

    assert filling.first_incomplete
    assert filling.first_incomplete.key == "veteraani"


def test_parking_permit_covers_at_most_three_cars(cast: Cast) -> None:
    cars = [{"plate": f"ABC-{number}", "owner": "veteran"} for number in range(1, 5)]

    draft = story_draft("veteraanin-pysakointilupa", cast, rows("vehicles", *cars))

    assert list(errors_of(draft)) == ["vehicles__rows"]


@pytest.mark.parametrize(("days_ago", "asked"), [(30, []), (31, ["late_reason"])], ids=["in time", "late"])
def test_late_claim_tells_why(cast: Cast, days_ago: int, asked: list[str]) -> None:
    changes = {"given_on": day(-40), "served_on": day(-days_ago)}

    assert list(errors_of(story_draft("oikaisuvaatimus-pysakointivirhemaksuun", cast, changes))) == asked


def test_claim_about_a_permit_needs_the_permit(cast: Cast) -> None:
    draft = story_draft("oikaisuvaatimus-pysakointivirhemaksuun", cast, files=())

    assert list(errors_of(draft)) == ["evidence"]


# ---- land and water


def test_city_parcels_land_only_where_it_has_a_plan(cast: Cast) -> None:
    filling = filling_of(story_draft("tontin-lohkominen", cast, {"zoned": "no"}))

    assert filling.first_incomplete
    assert filling.first_incomplete.key == "kohde"


def test_berth_costs_by_width_with_electricity_and_keys(cast: Cast) -> None:
    values = values_of(story_draft("venepaikka", cast))

    assert (values["base_price"], values["extra_price"], values["total_price"]) == (95, 47, 142)


def test_large_boat_does_not_fit_the_river(cast: Cast) -> None:
    draft = story_draft("venepaikka", cast, {"width": "2,8", "harbour": "petaisenniska"})

    assert "harbour" in errors_of(draft)


# ---- streets and events


def test_large_event_needs_a_rescue_plan(cast: Cast) -> None:
    draft = story_draft("tapahtuma-yleisella-alueella", cast, {"audience": "200", "stewards": "6"})

    assert list(errors_of(draft)) == ["rescue_plan"]


@pytest.mark.parametrize(("count", "wrong"), [(5, []), (6, ["map"])], ids=["five", "six"])
def test_sixth_sign_needs_a_map(cast: Cast, count: int, wrong: list[str]) -> None:
    sign = {"text": "MARKKINAT", "place": "Risteys", "arrow": "left"}

    assert list(errors_of(story_draft("viitoituslupa", cast, rows("signs", *[sign] * count)))) == wrong


# ---- people


def test_danger_stops_the_form(cast: Cast) -> None:
    filling = filling_of(story_draft("palvelutarpeen-arviointi", cast, {"danger": "yes"}))

    assert filling.first_incomplete
    assert filling.first_incomplete.key == "kiire"


def test_days_of_breaks_are_counted(cast: Cast) -> None:
    assert values_of(story_draft("omaishoidon-muutosilmoitus", cast))["days_in_all"] == 10 + 25


@pytest.mark.parametrize(
    ("grade", "distance", "wrong"),
    [("2", "3,1", []), ("2", "3", ["reason_note"]), ("3", "3,1", ["reason_note"]), ("3", "5,1", [])],
    ids=["young and far", "young and near", "older and near", "older and far"],
)
def test_short_way_to_school_needs_reasons(cast: Cast, grade: str, distance: str, wrong: list[str]) -> None:
    changes = {"grade": grade, "distance": distance}

    assert list(errors_of(story_draft("koulukuljetus", cast, changes))) == wrong


# ---- money


def test_grant_is_for_new_associations(cast: Cast) -> None:
    filling = filling_of(story_draft("perustamisavustus", cast, {"registered_on": day(-366)}))

    assert filling.first_incomplete
    assert filling.first_incomplete.key == "yhdistys"


@pytest.mark.parametrize(("sum_", "largest"), [("205,50", "205.50"), ("900", "350.00")], ids=["small", "large"])
def test_start_grant_covers_the_costs_up_to_its_limit(cast: Cast, sum_: str, largest: str) -> None:
    costs = rows("costs", {"what": "tools", "sum": sum_})

    assert str(values_of(story_draft("perustamisavustus", cast, costs))["largest"]) == largest


@pytest.mark.parametrize(("price", "wrong"), [("1250", []), ("1251", ["offers"])], ids=["small", "larger"])
def test_larger_purchase_needs_offers(cast: Cast, price: str, wrong: list[str]) -> None:
    line = rows("items", {"name": "Kannettava", "pieces": "8", "price": price})

    assert list(errors_of(story_draft("hankintapyynto", cast, line))) == wrong


# ---- what decision tables give


FEES = [
    ("tapahtuma-yleisella-alueella", {}, "50 €"),
    ("tapahtuma-yleisella-alueella", {"charity": "association"}, "0 €"),
    ("viitoituslupa", {}, "40 €"),
    ("sijoituslupa", {}, "110 €"),
    ("tontin-lohkominen", {}, "2 200 €"),
    ("tontin-lohkominen", {"service_wanted": "border", "points": "4"}, "380 €"),
]


@pytest.mark.parametrize(("slug", "changes", "fee"), FEES)
def test_fee_is_sent_with_its_reason(cast: Cast, slug: str, changes: Answers, fee: str) -> None:
    case = send(story_draft(slug, cast, changes), cast.resident.actor)

    row = next(row for part in case.content for row in part["rows"] if row["key"] == "fee")
    assert row["value"].replace("\u00a0", " ").splitlines()[0] == fee
    assert row["value"].splitlines()[1:] or row["table_row"] is None


ROUTES = [
    ("tapahtuma-yleisella-alueella", {"audience": "199"}, (), "kunnallistekniikka"),
    ("tapahtuma-yleisella-alueella", {"audience": "200"}, ("rescue_plan",), "tapahtumaturvallisuus"),
    ("tapahtuma-yleisella-alueella", {"features": ["fire"]}, ("rescue_plan",), "tapahtumaturvallisuus"),
    ("hankintapyynto", {}, (), "tilakeskus"),
    ("hankintapyynto", {"items__0__price": "2 000"}, ("offers",), "hankintapalvelut"),
    ("hankintapyynto", {"items__0__price": "20 000"}, (), "hankintapalvelut"),
]


@pytest.mark.parametrize(("slug", "changes", "files", "unit"), ROUTES)
def test_case_goes_to_the_unit_that_the_answers_tell(
    cast: Cast, slug: str, changes: Answers, files: tuple[str, ...], unit: str
) -> None:
    for code in {unit for _slug, _changes, _files, unit in ROUTES}:
        Unit.objects.get_or_create(code=code, defaults={"name": {"fi": f"Yksikkö {code}"}})
    draft = story_draft(slug, cast, {"stewards": "6"} | changes, files)

    case = send(draft, cast.member(STORIES[slug].who).actor)

    row = next(row for part in case.content for row in part["rows"] if row["key"] == "unit")
    assert case.unit.code == unit
    assert row["value"].splitlines()[0] == str(case.unit.name)


@pytest.mark.parametrize(("urgency", "is_urgent"), [("today", True), ("week", False)])
def test_urgent_need_is_told_in_the_queue(cast: Cast, urgency: str, *, is_urgent: bool) -> None:
    case = send(story_draft("palvelutarpeen-arviointi", cast, {"urgency": urgency}), cast.resident.actor)

    assert ("Kiireellinen" in case.summary) is is_urgent


def test_questions_after_a_table_of_rows_keep_their_labels(cast: Cast) -> None:
    draft = story_draft("hankintapyynto", cast)

    page = cast.handler.client().get(f"/luonnos/{draft.key}/hinta/").content.decode()

    assert '<legend class="ds-label">Onko raha talousarviossa?' in " ".join(page.split())
    assert page.count('<p class="ds-label" id="id_items__0__line_total_label">') == 0
