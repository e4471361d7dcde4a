# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a form between pages, and that a step is drawn as crispy would."""

from typing import Any

import pytest
from django.template import Context, Template

from portal.common import clock
from services.eforms.filling import filling_of
from services.eforms.layout import lay_out
from services.eforms.models import Draft, FormVersion
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, FormVersionFactory, field, form_of

pytestmark = pytest.mark.django_db

OURS = "{% load questions %}{% questions form helper %}"
CRISPYS = "{% load crispy_forms_tags %}{% crispy form helper %}"
SCRIPT = '<script type="module" src="/static/js/forms.js"></script>'


def test_a_step_is_drawn_as_crispy_would() -> None:
    choice = field(
        "kind", "choice", options=[{"value": "a", "label": {"fi": "A"}}, {"value": "b", "label": {"fi": "B"}}]
    )
    opened = field("why", "long_text", show_if={"field": "kind", "is": "a"})
    content = form_of(field("name"), choice, opened)
    draft = DraftFactory(version=FormDefinitionFactory(content=content).current_version)
    filling = filling_of(draft)
    form = filling.blank(filling.steps[0])

    drawn = [
        Template(source).render(Context({"form": form, "helper": lay_out(form, draft)})) for source in (OURS, CRISPYS)
    ]

    assert "".join(drawn[0].split()) == "".join(drawn[1].replace(SCRIPT, "").split())
    assert 'name="why"' in drawn[0]


def test_the_content_of_a_published_version_is_asked_once(django_assert_num_queries: Any) -> None:
    draft = DraftFactory()

    def read() -> str:
        found = Draft.objects.for_filling().get(pk=draft.pk)
        return str(found.version.form.steps[0].key)

    first = read()
    with django_assert_num_queries(2):  # the draft and its files
        assert read() == first


def test_a_version_that_is_written_is_read_as_it_is_now() -> None:
    version = FormVersionFactory(number=2, published_at=None, content=form_of(field("before")))
    assert "before" in version.form.questions
    version.content = form_of(field("after"))
    version.save()

    assert "after" in FormVersion.objects.get(pk=version.pk).form.questions


def test_publishing_shows_what_was_written_last() -> None:
    version = FormVersionFactory(number=2, published_at=None, content=form_of(field("before")))
    assert "before" in version.form.questions
    version.content, version.published_at = form_of(field("after")), clock.now()
    version.save()

    assert "after" in FormVersion.objects.get(pk=version.pk).form.questions
