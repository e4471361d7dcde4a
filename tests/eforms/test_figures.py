# SPDX-License-Identifier: EUPL-1.2
"""How forms are filled, as figures without answers and without people."""

import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from services.eforms.actions.drafting import Page, begin_draft, cancel_draft, save_answers
from services.eforms.actions.ending import expire_draft
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.figures import ENOUGH, figures_of, typical_minutes
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, FillingStep, FormDefinition
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import DraftFactory, FillingStepFactory, FormDefinitionFactory
from tests.queries import count_queries


@pytest.fixture
def definition(cast: Cast) -> FormDefinition:
    cache.clear()
    found: FormDefinition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit))
    return found


def fillings(definition: FormDefinition, number: int, *, seconds: int = 60, sent: bool = True, **first: object) -> None:
    """Each in both steps when it was sent, in the first one only when it was left."""
    for _filling in range(number):
        filling = uuid.uuid4()
        common = {"version": definition.current_version, "filling": filling, "sent": sent, "seconds": seconds}
        FillingStepFactory(**common, **first, is_last=not sent)
        if sent:
            FillingStepFactory(**common, step="asia", is_last=True)


def save(draft: Draft, cast: Cast, step_key: str, **typed: str) -> Draft:
    step = draft.version.form.step(step_key)
    assert step
    return save_answers(draft.key, actor=cast.resident.actor, step=step, typed=typed, page=Page("a", 0))


def test_saving_notes_time_and_the_last_question(cast: Cast, definition: FormDefinition) -> None:
    draft = begin_draft(definition, actor=cast.resident.actor)
    Draft.objects.update(saved_at=clock.now() - dt.timedelta(seconds=90))

    draft = save(draft, cast, "hakija", name="Aino Kemppainen", phone="050 111 1111")

    assert draft.trail["hakija"]["last"] == "phone"
    assert 90 <= draft.trail["hakija"]["seconds"] < 100


def test_pause_is_no_filling_time(cast: Cast, definition: FormDefinition) -> None:
    draft = begin_draft(definition, actor=cast.resident.actor)
    Draft.objects.update(saved_at=clock.now() - dt.timedelta(hours=2))

    assert save(draft, cast, "asia", urgent="no").trail["asia"]["seconds"] == 0


def test_saving_the_same_again_keeps_the_last_question(cast: Cast, definition: FormDefinition) -> None:
    draft = begin_draft(definition, actor=cast.resident.actor)
    save(draft, cast, "asia", urgent="no", starts_on="1.1.2099")
    save(draft, cast, "asia", urgent="yes", starts_on="1.1.2099")

    assert save(draft, cast, "asia", urgent="yes", starts_on="1.1.2099").trail["asia"]["last"] == "urgent"


def test_sent_filling_leaves_steps_that_lead_to_nobody(cast: Cast, definition: FormDefinition) -> None:
    draft = begin_draft(definition, actor=cast.resident.actor)
    save(draft, cast, "hakija", phone="050 111 1111")
    draft = save(draft, cast, "asia", urgent="no", starts_on="1.1.2099")
    submit(draft.key, actor=cast.resident.actor, shown_digest=digest_of(shown_content(draft, filling_of(draft))))

    steps = FillingStep.objects.all()
    assert {(step.step, step.sent, step.is_last, step.last_field) for step in steps} == {
        ("hakija", True, False, "phone"),
        ("asia", True, True, "starts_on"),
    }
    assert {step.filling for step in steps} != {draft.key}
    related = {field.related_model for field in FillingStep._meta.get_fields() if field.is_relation}
    assert related == {type(definition.current_version)}


def test_left_filling_tells_where_it_was_left(cast: Cast, definition: FormDefinition) -> None:
    draft = begin_draft(definition, actor=cast.resident.actor)
    save(draft, cast, "hakija", phone="050 111 1111")

    cancel_draft(draft.key, actor=cast.resident.actor)

    step = FillingStep.objects.get()
    assert (step.step, step.is_last, step.sent, step.last_field) == ("hakija", True, False, "phone")


def test_expired_draft_leaves_its_figures(cast: Cast, definition: FormDefinition) -> None:
    trail = {"hakija": {"seconds": 5, "last": "", "saving": 1}}
    past = clock.now() - dt.timedelta(days=1)
    draft = DraftFactory(version=definition.current_version, trail=trail, expires_at=past)

    expire_draft(draft.key, actor=SYSTEM_CLOCK)

    assert FillingStep.objects.get().seconds == 5


def test_typical_time_is_the_median_of_enough_sendings(definition: FormDefinition) -> None:
    fillings(definition, ENOUGH - 1, seconds=90)
    fillings(definition, 30, seconds=1000, sent=False)
    assert typical_minutes(definition) is None
    cache.clear()

    fillings(definition, 1, seconds=9000)

    assert typical_minutes(definition) == 3  # two steps of 90 seconds; the slowest does not count for more


def test_typical_time_is_asked_once_an_hour(definition: FormDefinition) -> None:
    first, second = (count_queries(lambda: typical_minutes(definition)) for _time in range(2))

    assert (first, second) == (1, 0)


def test_owner_sees_where_people_stop(definition: FormDefinition) -> None:
    fillings(definition, 13)
    fillings(definition, 7, seconds=20, sent=False, last_field="phone")

    figures = figures_of(definition)

    assert (figures.fillings, figures.sent) == (20, 10)
    first, last = figures.steps
    assert (first.opened, first.stopped, first.seconds, first.share) == (20, 5, 60, 100)
    assert [(str(field.label), field.number) for field in first.fields] == [("Phone", 5)]
    assert (last.opened, last.stopped, last.fields) == (10, None, [])


def test_figures_of_few_are_not_told(definition: FormDefinition) -> None:
    fillings(definition, 4)

    assert figures_of(definition).fillings is None


def test_few_who_stopped_at_a_question_are_not_told(definition: FormDefinition) -> None:
    fillings(definition, 10)
    fillings(definition, 4, sent=False, last_field="phone")

    first = figures_of(definition).steps[0]

    assert (first.stopped, first.fields) == (None, [])


def test_old_fillings_are_not_counted(definition: FormDefinition) -> None:
    fillings(definition, 10)
    FillingStep.objects.update(ended_on=clock.today() - dt.timedelta(days=400))

    assert figures_of(definition).fillings is None


def test_page_shows_the_figures_to_the_editor(cast: Cast, definition: FormDefinition) -> None:
    fillings(definition, 10)

    page = cast.editor.client().get(reverse("admin:eforms_formdefinition_figures", args=[definition.slug])).text

    assert "Näin lomaketta täytetään" in page
    assert ">10</dd>" in page
    assert "alle 5" in page


def test_page_asks_as_much_for_twenty_as_for_one(cast: Cast, definition: FormDefinition) -> None:
    client, url = cast.editor.client(), reverse("admin:eforms_formdefinition_figures", args=[definition.slug])
    client.get(url)
    fillings(definition, 5)
    few = count_queries(lambda: client.get(url))
    fillings(definition, 20)

    assert count_queries(lambda: client.get(url)) == few
