# SPDX-License-Identifier: EUPL-1.2
"""Any form, any answers: it can be shown, read, shown again and summed up, and nothing that was typed is lost."""

import datetime as dt
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.eforms.engine.content import content_of, digest_of, summary_of
from services.eforms.engine.definition import read_form
from services.eforms.engine.fields import KINDS
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling, typed_in
from services.eforms.engine.validation import problems_of
from services.eforms.layout import lay_out
from services.eforms.models import Draft, FormVersion
from tests.factories.eforms import field, step_of

ASKED = sorted(set(KINDS) - {"service_point", "group", "calculated"})
OPTIONS = [{"value": value, "label": {"fi": value.upper()}} for value in ("a", "b")]
TYPED = st.sampled_from(
    ["yes", "no", "a", "b", "1.12.2026", "12", "1 200,50", "", "ö<&\"'", "\x00", "FI2112345600000785"]
)


@st.composite
def contents(draw: Any) -> dict[str, Any]:
    steps: list[dict[str, Any]] = []
    keys: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        fields = []
        for _index in range(draw(st.integers(1, 4))):
            key, kind = f"q{len(keys)}", draw(st.sampled_from(ASKED))
            rules: dict[str, Any] = {"options": OPTIONS} if KINDS[kind].has_options else {}
            if keys and draw(st.booleans()):
                operator = draw(st.sampled_from(["is", "is_not"]))
                rules["show_if"] = {"field": draw(st.sampled_from(keys)), operator: draw(st.sampled_from(["a", "yes"]))}
            fields.append(field(key, kind, optional=bool(draw(st.booleans())), **rules))
            keys.append(key)
        steps.append(step_of(f"vaihe-{number}", *fields))
    return {"format": 1, "steps": steps, "summary": {"fi": "{q0}"}}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(content=contents(), data=st.data())
def test_any_form_and_answers_go_round(content: dict[str, Any], data: st.DataObject) -> None:
    assert list(problems_of(content)) == []
    form = read_form(content)
    situation = Situation(today=dt.date(2026, 11, 24))
    answers: dict[str, Any] = {}
    for step in form.steps:
        blank = Filling(form, {}, situation)
        if not blank.applies(step):
            continue
        page = blank.blank(step)
        posted = QueryDict(mutable=True)
        for name in page.fields:
            posted.setlist(name, [data.draw(TYPED)])
        answers |= typed_in(page, posted)

    filling = Filling(form, answers, situation)
    draft = Draft(version=FormVersion(content=content), answers=answers)
    for step in filling.steps:
        for shown in (filling.blank(step), filling.read(step)):
            assert render_crispy_form(shown, lay_out(shown, draft))
    sent = content_of(filling, {})

    assert digest_of(sent) == digest_of(content_of(Filling(form, answers, situation), {}))
    assert {row["key"] for part in sent for row in part["rows"]} == {q.key for _s, q, _k, _v in filling.answered()}
    assert len(summary_of(filling)) <= 200
