# SPDX-License-Identifier: EUPL-1.2
"""Questions that repeat as rows, stops, results, and pages that change by the answers."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from services.eforms.engine.content import content_of
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, field, form_of, read

TODAY = dt.date(2026, 11, 24)
COSTS = field(
    "costs",
    "group",
    item={"fi": "Kulu"},
    max=3,
    fields=[
        field("what"),
        field("amount", "money"),
        field("receipt", "yes_no", show_if={"field": "amount", "more": 100}),
        field("why", show_if={"field": "receipt", "is": "no"}),
    ],
)
TOTAL = field("total", "calculated", formula={"sum_of": "costs.amount"}, **{"as": "money"})
REPEATED = form_of(field("trip", "yes_no"), {**COSTS, "show_if": {"field": "trip", "is": "yes"}}, TOTAL)
TWO_ROWS: dict[str, Any] = {
    "trip": "yes",
    "costs__rows": "0,2",
    "costs__0__what": "Bussi",
    "costs__0__amount": "12,50",
    "costs__2__what": "Hotelli",
    "costs__2__amount": "120",
    "costs__2__receipt": "yes",
    "costs__1__what": "Poistettu",
}


def fill(answers: dict[str, Any], *fields: dict[str, Any]) -> Filling:
    return Filling(read(*fields), answers, Situation(today=TODAY))


def errors_of(filling: Filling) -> dict[str, str]:
    form = filling.read(filling.form.steps[0])
    return {name: str(told[0]) for name, told in form.errors.items()}


class TestRows:
    def test_each_row_is_read_in_order_and_its_questions_look_at_it(self) -> None:
        filling = fill(TWO_ROWS, field("trip", "yes_no"), COSTS, TOTAL)

        assert filling.values["costs"] == [
            {"what": "Bussi", "amount": Decimal("12.50")},
            {"what": "Hotelli", "amount": Decimal(120), "receipt": "yes"},
        ]
        assert filling.values["total"] == Decimal("132.50")

    def test_a_mistake_stands_beside_its_row_and_nothing_is_counted_from_it(self) -> None:
        filling = fill({**TWO_ROWS, "costs__2__amount": "paljon"}, field("trip", "yes_no"), COSTS, TOTAL)

        assert list(errors_of(filling)) == ["costs__2__amount"]
        assert filling.values["costs"][1] == {"what": "Hotelli", "amount": None}
        assert "total" not in filling.values

    def test_what_is_not_typed_yet_does_not_stop_the_counting(self) -> None:
        filling = fill(
            {**TWO_ROWS, "costs__0__what": "", "costs__2__amount": ""}, field("trip", "yes_no"), COSTS, TOTAL
        )

        assert list(errors_of(filling)) == ["costs__0__what", "costs__2__amount"]
        assert filling.values["total"] == Decimal("12.50")

    def test_an_own_question_of_the_row_is_missed(self) -> None:
        filling = fill({**TWO_ROWS, "costs__2__receipt": "no"}, field("trip", "yes_no"), COSTS)

        assert list(errors_of(filling)) == ["costs__2__why"]

    def test_a_needed_group_begins_with_a_row_and_cannot_be_left_without(self) -> None:
        assert list(errors_of(fill({}, COSTS))) == ["costs__0__what", "costs__0__amount"]
        assert errors_of(fill({"costs__rows": ""}, COSTS)) == {"costs__rows": "Lisää ainakin yksi."}

    def test_an_optional_group_may_be_empty_and_is_then_not_told(self) -> None:
        filling = fill({}, {**COSTS, "optional": True}, TOTAL)

        assert errors_of(filling) == {}
        assert filling.values == {"costs": [], "total": Decimal("0.00")}
        assert [question.key for _step, question, _kind, _value in filling.answered()] == ["total"]

    @pytest.mark.parametrize(("rows", "told"), [("0,1,2,3", "enintään 3"), ("0", "vähintään 2")])
    def test_there_are_neither_too_many_nor_too_few(self, rows: str, told: str) -> None:
        group = field("names", "group", min=2, max=3, fields=[field("name")])
        answers = {"names__rows": rows, **{f"names__{row}__name": "Aino" for row in rows.split(",")}}

        assert told in errors_of(fill(answers, group))["names__rows"]

    @pytest.mark.parametrize("rows", ["-1", "x", "0,0", "1;2", "99999", ",", "0__what"])
    def test_tampered_rows_are_no_rows(self, rows: str) -> None:
        kinds: Any = fill({"costs__rows": rows}, COSTS).read(read(COSTS).steps[0]).kinds["costs"]

        assert kinds.row_ids in ([], ["0"])

    def test_every_row_reaches_the_content(self) -> None:
        filling = fill(TWO_ROWS, field("trip", "yes_no"), COSTS)

        row = content_of(filling, {})[0]["rows"][1]

        assert [[cell["value"] for cell in cells] for cells in row["rows"]] == [
            ["Bussi", "12,50\u00a0€"],
            ["Hotelli", "120\u00a0€", "Kyllä"],
        ]
        assert row["value"].startswith("Kulu 1. What: Bussi, Amount: 12,50\u00a0€\nKulu 2.")

    def test_the_questions_of_a_row_may_look_at_the_form(self) -> None:
        group = field("pets", "group", fields=[field("chip", show_if={"field": "abroad", "is": "yes"})])

        assert (
            "chip" in fill({"abroad": "yes", "pets__0__chip": "9"}, field("abroad", "yes_no"), group).values["pets"][0]
        )
        assert fill({"abroad": "no", "pets__0__chip": "9"}, field("abroad", "yes_no"), group).values["pets"] == [{}]


def drafted(cast: Cast, content: dict[str, Any] = REPEATED, **answers: Any) -> Draft:
    version = FormDefinitionFactory(content=content).current_version
    draft: Draft = DraftFactory(version=version, person=cast.resident.person, answers=answers)
    return draft


def url(draft: Draft, name: str = "step", *more: Any) -> str:
    return reverse(f"eforms:{name}", args=[draft.key, "eka", *more])


class TestPages:
    @pytest.fixture
    def client(self, cast: Cast) -> Client:
        return cast.resident.client()

    def test_a_row_is_added_with_the_focus_and_what_was_typed(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, **TWO_ROWS)

        added = client.post(url(draft, "row-add", "costs"), {**TWO_ROWS, "costs__0__what": "Juna"}, follow=True)

        draft.refresh_from_db()
        assert draft.answers["costs__rows"] == "0,2,3"
        assert draft.answers["costs__0__what"] == "Juna"
        assert re.search(r'name="costs__3__what"[^>]* autofocus', added.text)
        assert added.text.count(" autofocus") == 1

    def test_no_more_rows_than_there_may_be(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, **{**TWO_ROWS, "costs__rows": "0,1,2"})

        page = client.post(url(draft, "row-add", "costs"), draft.answers, follow=True)

        draft.refresh_from_db()
        assert draft.answers["costs__rows"] == "0,1,2"
        assert f'formaction="{url(draft, "row-add", "costs")}"' not in page.text

    def test_a_row_is_removed_with_its_answers(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, **TWO_ROWS)

        for _time in range(2):
            client.post(url(draft, "row-remove", "costs", "2"), {**TWO_ROWS, "costs__rows": "0,2"})

        draft.refresh_from_db()
        assert draft.answers["costs__rows"] == "0"
        assert "Hotelli" not in draft.answers.values()
        assert draft.answers["costs__0__what"] == "Bussi"

    def test_a_removed_row_does_not_come_back_as_a_new_one(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, **{**TWO_ROWS, "costs__rows": "0"})

        client.post(url(draft, "row-add", "costs"), {"trip": "yes", "costs__rows": "0"})

        draft.refresh_from_db()
        assert draft.answers["costs__rows"] == "0,3"

    def test_only_groups_have_rows(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast)

        assert client.post(url(draft, "row-add", "trip")).status_code == 404
        assert client.post(url(draft, "row-add", "gone")).status_code == 404

    def test_two_windows_that_change_the_same_row_are_told(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, **TWO_ROWS)
        client.post(url(draft, "autosave"), {**TWO_ROWS, "costs__0__what": "Juna", "window": "a", "revision": 0})

        other = client.post(url(draft), {**TWO_ROWS, "costs__0__what": "Laiva", "window": "b", "revision": 0})

        assert other.status_code == 409
        assert "Juna" in other.text
        assert 'value="Laiva"' in other.text

    def test_the_error_summary_leads_to_the_right_row(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast)

        page = client.post(url(draft), {**TWO_ROWS, "costs__2__what": ""}).text

        assert '<a class="ds-link" href="#id_costs__2__what">Kulu 2: What:' in page

    @pytest.mark.parametrize("look", ["cards", "table"])
    def test_both_looks_have_every_box_and_the_review_every_answer(self, cast: Cast, client: Client, look: str) -> None:
        draft = drafted(cast, form_of(field("trip", "yes_no"), {**COSTS, "look": look}, TOTAL), **TWO_ROWS)

        page, review = client.get(url(draft)).text, client.get(reverse("eforms:review", args=[draft.key])).text

        assert all(f'name="costs__{row}__{key}"' in page for row in (0, 2) for key in ("what", "amount"))
        assert 'name="costs__2__receipt"' in page
        assert 'name="costs__0__receipt"' not in page
        assert all(answer in review for answer in ("Bussi", "Hotelli", "12,50\u00a0€", "132,50\u00a0€"))
        assert "Poistettu" not in page + review

    def test_an_answer_brings_its_results_and_questions_at_once(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast)
        assert url(draft, "react") in client.get(url(draft)).text

        changed = client.post(url(draft, "react"), {**TWO_ROWS, "window": "a", "revision": 0})

        assert "132,50\u00a0€" in changed.text
        assert changed.text.lstrip().startswith('<div class="k-stack" data-gap="8" id="kysymykset"')
        assert 'name="window" value="a"' in changed.text

    def test_a_plain_page_does_not_ask_the_server(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, form_of(field("a", "yes_no"), field("b", show_if={"field": "a", "is": "yes"})))

        page = client.get(url(draft)).text

        assert "data-react" not in page
        assert "idiomorph" not in page


BROUGHT = form_of(
    field("sum", "number"),
    field("why", show_if={"field": "sum", "more": 100}),
    field("who", optional=True, show_if={"field": "sum", "more": 1000}),
)
STOPPED = form_of(
    field("urgent", "yes_no"),
    field(
        "call",
        "stop",
        show_if={"field": "urgent", "is": "yes"},
        help={"fi": "Soita 112."},
        link={"href": "tel:112", "label": {"fi": "Soita hätänumeroon"}},
    ),
)


class TestWithoutJavaScript:
    @pytest.fixture
    def client(self, cast: Cast) -> Client:
        return cast.resident.client()

    def test_questions_that_an_answer_brings_are_shown_before_going_on(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, BROUGHT)
        assert 'name="why"' not in client.get(url(draft)).text

        brought = client.post(url(draft), {"sum": "500"})
        again = client.post(url(draft), {"sum": "500", "why": ""})
        onwards = client.post(url(draft), {"sum": "500", "why": "Siksi"})

        assert "toivat lisää kysymyksiä" in brought.text
        assert '<a class="ds-link" href="#div_id_why">Why</a>' in brought.text
        assert "Korjaa" not in brought.text
        assert "Korjaa 1 kohta" in again.text
        assert onwards.status_code == 302

    def test_optional_ones_are_not_passed_by_either(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, BROUGHT, sum="500", why="Siksi")

        brought = client.post(url(draft), {"sum": "5000", "why": "Siksi"})

        assert 'name="who"' in brought.text
        assert client.post(url(draft), {"sum": "5000", "why": "Siksi", "who": ""}).status_code == 302

    def test_old_mistakes_are_told_beside_the_new_questions(self, cast: Cast, client: Client) -> None:
        content = form_of(field("name"), *BROUGHT["steps"][0]["sections"][0]["fields"])

        page = client.post(url(drafted(cast, content)), {"name": "", "sum": "500"}).text

        assert "Korjaa 1 kohta" in page
        assert "toivat lisää kysymyksiä" in page

    def test_a_stop_ends_the_way_and_shows_another(self, cast: Cast, client: Client) -> None:
        draft = drafted(cast, STOPPED)

        stopped = client.post(url(draft), {"urgent": "yes"})

        assert stopped.status_code == 200
        assert '<a class="ds-button" data-variant="secondary" href="tel:112">Soita hätänumeroon</a>' in stopped.text
        assert '<a class="ds-link" href="#div_id_call">Call: Et voi jatkaa' in stopped.text
        assert client.get(reverse("eforms:review", args=[draft.key])).status_code == 302
        assert client.post(url(draft), {"urgent": "no"}).status_code == 302


def test_a_column_of_a_table_tells_once_how_it_is_written(cast: Cast) -> None:
    rows = field("trips", "group", look="table", fields=[field("day", "date"), field("km", "number")])
    draft = DraftFactory(
        version=FormDefinitionFactory(content=form_of(rows)).current_version,
        person=cast.resident.person,
        answers={"trips__rows": "0,1"},
    )

    page = cast.resident.client().get(f"/luonnos/{draft.key}/eka/").text

    assert page.count('<p class="k-small">Muodossa pp.kk.vvvv') == 1
