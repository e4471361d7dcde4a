# SPDX-License-Identifier: EUPL-1.2
"""A long step stays quick: counted by what is done, as clocks differ. The time: `python -m scripts.bench.forms`."""

from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django.template.base import Template

from portal.common.rules import conditions
from scripts.bench.forms import WIDTH, large_step
from services.eforms.engine import fields, steps
from services.eforms.engine.content import content_of
from services.eforms.engine.definition import read_form
from services.eforms.engine.situation import Situation
from services.eforms.engine.steps import Filling
from services.eforms.engine.validation import problems_of
from services.eforms.layout import lay_out
from services.eforms.models import Draft, FormDefinition, FormVersion


class Counted:
    """A function that counts its calls."""

    def __init__(self, work: Any) -> None:
        self.work, self.calls = work, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        return self.work(*args, **kwargs)


def test_the_measured_step_is_a_form() -> None:
    assert list(problems_of(large_step())) == []


def test_a_version_is_read_once() -> None:
    assert read_form(large_step()) is read_form(large_step())


def test_a_step_is_read_once_whatever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made, asked = Counted(fields.kind_of), Counted(conditions.holds)
    monkeypatch.setattr(steps, "kind_of", made)
    monkeypatch.setattr(steps, "holds", asked)
    form = read_form(large_step())
    filling = Filling(form, {"q0": "Aino"}, Situation())

    filling.read(form.steps[0])
    filling.blank(form.steps[0])
    assert filling.is_complete(form.steps[0])
    content_of(filling, {})

    assert made.calls == WIDTH
    assert asked.calls < 3 * WIDTH


def test_a_field_is_drawn_without_a_template_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    content = large_step()
    draft = Draft(version=FormVersion(content=content, definition=FormDefinition(slug="iso")))
    form = Filling(read_form(content), {}, Situation()).blank(read_form(content).steps[0])
    plain, rendered = Template.render, []

    def render(self: Template, context: Any) -> Any:
        rendered.append(self.name)
        return plain(self, context)

    monkeypatch.setattr(Template, "render", render)

    html = render_crispy_form(form, lay_out(form, draft))

    assert html.count("ds-label") > WIDTH
    own = [name for name in rendered if not str(name).startswith("django/forms/")]
    assert len(own) < WIDTH / 2  # the rows of addresses, and what stands around them all
