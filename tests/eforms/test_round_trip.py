# SPDX-License-Identifier: EUPL-1.2
"""Any form, any answers: it can be shown, read, shown again and summed up, and nothing that was typed is lost."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.eforms.engine.content import Part, content_of, digest_of, summary_of
from services.eforms.engine.definition import Step, read_form
from services.eforms.engine.fields.groups import Group
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling, typed_in
from services.eforms.engine.tables import results
from services.eforms.layout import lay_out
from services.eforms.models import Draft, FormDefinition, FormVersion
from tests.eforms.strategies import TYPED, definitions

SITUATION = Situation(today=dt.date(2026, 11, 24), known={"person.municipality": "205"})


def typed_into(filling: Filling, step: Step, data: st.DataObject) -> QueryDict:
    """What a browser sends for the boxes that the page has, with rows that may have come and gone."""
    page = filling.blank(step)
    rows = {
        kind.rows_name: ",".join(map(str, data.draw(st.lists(st.integers(0, 3), max_size=3, unique=True))))
        for kind in page.kinds.values()
        if isinstance(kind, Group) and kind.key in page.on_page
    }
    page = Filling(filling.form, {**filling.answers, **rows}, filling.situation).blank(step)
    posted = QueryDict(mutable=True)
    for name in sorted({name for key in page.on_page for name in page.inputs[key]}):
        if name in rows:
            posted[name] = rows[name]
        elif not name.endswith("__rows") and not page.fields[name].disabled:
            posted.setlist(name, [data.draw(TYPED)])
    return posted


def shown_rows(content: list[Part]) -> Iterator[dict[str, Any]]:
    return (row for part in content if part["key"] for row in part["rows"])


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(content=definitions(), data=st.data())
def test_any_form_and_answers_go_round(content: dict[str, Any], data: st.DataObject) -> None:
    form = read_form(content)
    answers: dict[str, Any] = {}
    draft = Draft(version=FormVersion(content=content, definition=FormDefinition(slug="mika-vain")), answers=answers)
    for step in form.steps:
        filling = Filling(form, answers, SITUATION)
        if not filling.applies(step):
            continue
        posted = typed_into(filling, step, data)
        typed = typed_in(filling.blank(step), posted)
        answers |= typed
        # Every box that was sent is kept as it was sent, also when a rule says that it is wrong.
        assert set(posted) <= set(typed)
        assert all(typed[name] == posted[name] for name in posted if isinstance(typed.get(name), str))

    filling = Filling(form, answers, SITUATION)
    for step in filling.steps:
        for shown in (filling.blank(step), filling.read(step)):
            assert render_crispy_form(shown, lay_out(shown, draft))
    sent = content_of(filling, {})

    answered = {q.key: (kind, value) for _step, q, kind, value in filling.answered()}
    rows = {row["key"]: row for row in shown_rows(sent)}
    assert set(rows) == set(answered)
    for key, (kind, value) in answered.items():
        assert rows[key]["value"]
        if isinstance(kind, Group):
            assert [len(row) for row in rows[key].get("rows", [])] == [_told(row) for row in value]
    assert digest_of(sent) == digest_of(content_of(Filling(form, answers, SITUATION), {}))
    assert set(results(form, filling)) == set(form.tables)
    assert len(summary_of(filling)) <= 200


def _told(row: dict[str, Any]) -> int:
    return sum(value is not None for value in row.values())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(content=definitions(max_steps=1), data=st.data())
def test_what_a_page_does_not_show_it_does_not_forget(content: dict[str, Any], data: st.DataObject) -> None:
    """Answers of questions that are away stay in the draft until they are asked again."""
    form = read_form(content)
    step = form.steps[0]
    filling = Filling(form, {}, SITUATION)
    if not filling.applies(step):
        return
    names = [name for name in filling.read(step).fields if not name.endswith("__rows")]
    answers: dict[str, Any] = {name: data.draw(TYPED) for name in names}
    filling = Filling(form, answers, SITUATION)
    page = filling.blank(step)
    away = {name for key, inputs in page.inputs.items() if key not in page.on_page for name in inputs}

    posted = typed_into(filling, step, data)
    kept = answers | typed_in(page, posted)

    assert {name: kept.get(name) for name in away - set(posted)} == {
        name: answers.get(name) for name in away - set(posted)
    }
