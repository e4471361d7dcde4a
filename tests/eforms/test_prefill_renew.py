# SPDX-License-Identifier: EUPL-1.2
"""To begin with last time's answers: whose, which of them, and what the handler sees of it."""

from typing import Any

import pytest

from cases.relations import relations_of
from portal.accounts.actors import Actor, Assurance, Channel
from portal.accounts.models import Mandate
from services.eforms.actions.drafting import begin_draft
from services.eforms.actions.sending import submit
from services.eforms.earlier import newest_sending
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, FormDefinition, Submission
from tests.cast import Cast
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, field, form_of, step_of

QUESTIONS = (
    field("name", prefill="person.name", locked=True),
    field("phone", "phone", prefill="person.phone"),
    field("place"),
    field("starts_on", "date", min={"today": 0}),
    field("reason", "long_text", renew=False),
    field("kind", "choice", options=[{"value": "a", "label": {"fi": "A"}}, {"value": "b", "label": {"fi": "B"}}]),
    field("true", "consent"),
)
FORM = {**form_of(*QUESTIONS), "renew": True, "who": ["self", "child", "organisation"]}
LAST_TIME = {
    "name": "Aino Kemppainen",
    "phone": "050 999 9999",
    "place": "Kauppakatu 1",
    "starts_on": "3.2.2099",
    "reason": "Putki vuotaa.",
    "kind": "b",
    "true": "on",
}


@pytest.fixture
def definition(db: None) -> FormDefinition:
    found: FormDefinition = FormDefinitionFactory(content=FORM)
    return found


def sent(definition: FormDefinition, actor: Actor, **changed: Any) -> Submission:
    draft = begin_draft(definition, actor=actor)
    draft.answers |= LAST_TIME | changed
    draft.save()
    digest = digest_of(shown_content(draft, filling_of(draft)))
    return submit(draft.key, actor=actor, shown_digest=digest)


def take_into_use(definition: FormDefinition, *questions: dict[str, Any]) -> FormDefinition:
    number = definition.versions.count() + 1
    content = {**FORM, "steps": [step_of("eka", *questions)]}
    definition.versions.create(number=number, content=content, published_at=definition.current_version.published_at)
    found: FormDefinition = FormDefinition.objects.get(pk=definition.pk)
    return found


def test_resident_begins_with_last_times_answers(cast: Cast, definition: FormDefinition) -> None:
    earlier = sent(definition, cast.resident.actor)

    draft = begin_draft(definition, actor=cast.resident.actor, renews=True)

    assert draft.renewed_from == earlier
    assert draft.answers == {
        "name": "Aino Kemppainen",
        "phone": "040 123 4567",  # the own contact data of today
        "place": "Kauppakatu 1",
        "starts_on": "3.2.2099",
        "kind": "b",
    }
    assert draft.provenance["place"] == {
        "source": "earlier",
        "at": earlier.sent_at.isoformat(timespec="seconds"),
        "original": "Kauppakatu 1",
        "locked": False,
    }


def test_beginning_afresh_carries_nothing(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast.resident.actor)

    assert set(begin_draft(definition, actor=cast.resident.actor).answers) == {"name", "phone"}


def test_form_that_does_not_renew_carries_nothing(cast: Cast) -> None:
    definition = FormDefinitionFactory(content={**FORM, "renew": False})
    sent(definition, cast.resident.actor)

    draft = begin_draft(definition, actor=cast.resident.actor, renews=True)

    assert (draft.renewed_from, set(draft.answers)) == (None, {"name", "phone"})


def test_what_is_not_accepted_any_more_is_left_out(cast: Cast, definition: FormDefinition) -> None:
    earlier = sent(definition, cast.resident.actor)
    earlier.answers = earlier.answers | {"starts_on": "3.2.2020"}
    earlier.save()
    definition = take_into_use(definition, QUESTIONS[2], QUESTIONS[3], field("kind", "text"), field("new"))

    draft = begin_draft(definition, actor=cast.resident.actor, renews=True)

    assert draft.answers == {"place": "Kauppakatu 1"}
    assert set(draft.provenance) == {"place"}


def test_register_data_that_may_not_be_shown_now_is_not_taken_from_last_time(cast: Cast) -> None:
    definition = FormDefinitionFactory(content={**form_of(field("id", "hetu", prefill="person.hetu")), "renew": True})
    sent(definition, cast.resident.actor, id="140891-912C")
    weak = cast.resident
    weak.assurance = Assurance.WEAK

    assert begin_draft(definition, actor=weak.actor, renews=True).answers == {}


def test_question_takes_an_earlier_answer_by_name(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast.resident.actor)
    definition = take_into_use(definition, field("old_place", prefill="earlier.place"))

    draft = begin_draft(definition, actor=cast.resident.actor)

    assert draft.answers == {"old_place": "Kauppakatu 1"}


def test_rows_are_carried_without_what_is_asked_anew(cast: Cast) -> None:
    inner = [field("child_name"), field("wish", renew=False, optional=True)]
    rows = {"key": "children", "type": "group", "label": {"fi": "Lapset"}, "fields": inner}
    definition = FormDefinitionFactory(content={**form_of(rows), "renew": True})
    typed = {"children__rows": "0,2", "children__0__child_name": "Elli", "children__2__child_name": "Onni"}
    draft = DraftFactory(
        version=definition.current_version,
        person=cast.resident.person,
        answers=typed | {"children__0__wish": "Musiikki"},
    )
    digest = digest_of(shown_content(draft, filling_of(draft)))
    submit(draft.key, actor=cast.resident.actor, shown_digest=digest)

    assert begin_draft(definition, actor=cast.resident.actor, renews=True).answers == typed


def test_each_acts_with_the_sendings_of_whom_one_acts_for(cast: Cast, definition: FormDefinition) -> None:
    child = Mandate.objects.get(delegate=cast.guardian.person)
    guardian, for_child = cast.guardian.actor, cast.guardian.actor.on_behalf_of(child)
    own, childs = sent(definition, guardian), sent(definition, for_child)

    assert newest_sending(definition, actor=cast.guardian.actor) == own
    assert newest_sending(definition, actor=cast.guardian.actor.on_behalf_of(child)) == childs
    assert newest_sending(definition, actor=cast.stranger.actor) is None
    assert newest_sending(definition, actor=cast.visitor.actor) is None


def test_another_agent_goes_on_with_the_companys_sending(cast: Cast, definition: FormDefinition) -> None:
    mandate = Mandate.objects.get(delegate=cast.agent.person)
    companys = sent(definition, cast.agent.actor.on_behalf_of(mandate))
    other = Mandate.objects.create(
        delegate=cast.stranger.person, organisation=cast.association, kind=Mandate.Kind.COMPANY
    )

    assert newest_sending(definition, actor=cast.stranger.actor.on_behalf_of(other)) == companys
    assert newest_sending(definition, actor=cast.stranger.actor) is None


def test_desk_does_not_open_what_the_customer_sent(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast.resident.actor)
    actor = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    assert newest_sending(definition, actor=actor) is None


def test_secret_matter_is_renewed_only_by_the_strongly_identified(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast.resident.actor)
    definition.case_type.publicity, definition.case_type.secrecy_ground = "secret", "621/1999 24 §"
    definition.case_type.save()
    weak = cast.resident
    weak.assurance = Assurance.WEAK

    assert newest_sending(definition, actor=weak.actor) is None


def test_two_clicks_renew_once_and_a_plain_draft_stays_apart(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast.resident.actor)

    plain = begin_draft(definition, actor=cast.resident.actor)
    first, second = (begin_draft(definition, actor=cast.resident.actor, renews=True) for _click in range(2))

    assert first == second
    assert first != plain


def test_handler_sees_what_came_from_last_time_and_what_changed(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast.resident.actor)
    draft = begin_draft(definition, actor=cast.resident.actor, renews=True)
    draft.answers |= {"place": "Kalliokatu 2", "reason": "Uusi vuoto.", "true": "on"}
    draft.save()

    rows = {row["key"]: row for part in shown_content(draft, filling_of(draft)) for row in part["rows"]}

    assert (rows["place"]["source"], rows["place"]["changed_from"]) == ("earlier", "Kauppakatu 1")
    assert (rows["kind"]["source"], rows["kind"]["changed_from"]) == ("earlier", "")
    assert (rows["reason"]["source"], rows["name"]["source"]) == ("", "register")


def test_sending_after_renewing_makes_the_newest(cast: Cast, definition: FormDefinition) -> None:
    sent(definition, cast.resident.actor)
    newest = sent(definition, cast.resident.actor, place="Kalliokatu 2")

    draft = begin_draft(definition, actor=cast.resident.actor, renews=True)

    assert draft.renewed_from == newest
    assert Draft.objects.get(pk=draft.pk).answers["place"] == "Kalliokatu 2"


def test_row_keeps_what_is_right_and_loses_what_is_not(cast: Cast) -> None:
    def stands(**rules: Any) -> dict[str, Any]:
        return field("stands", "group", fields=[field("what"), field("size", "number", **rules)])

    definition: FormDefinition = FormDefinitionFactory(content={**form_of(stands()), "renew": True})
    right = {"stands__rows": "0,1", "stands__0__what": "Kala", "stands__1__what": "Kahvi", "stands__1__size": "4"}
    sent(definition, cast.resident.actor, **right, stands__0__size="12")
    definition = take_into_use(definition, stands(max=10))

    assert begin_draft(definition, actor=cast.resident.actor, renews=True).answers == right


def test_renewed_case_leads_to_the_earlier_one_and_back(cast: Cast, definition: FormDefinition) -> None:
    actor = cast.resident.actor
    earlier = sent(definition, actor).case
    draft = begin_draft(definition, actor=actor, renews=True)
    draft.answers = LAST_TIME
    draft.save()

    case = submit(draft.key, actor=actor, shown_digest=digest_of(shown_content(draft, filling_of(draft)))).case

    assert [one.case for one in relations_of(case, actor)] == [earlier]
    assert [one.case for one in relations_of(earlier, actor)] == [case]
    assert relations_of(case, cast.stranger.actor) == []
    assert earlier.reference in cast.resident.client().get(case.get_absolute_url()).text
