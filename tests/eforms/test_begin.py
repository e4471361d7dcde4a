# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from dataclasses import replace

import pytest

from portal.accounts.actors import Assurance, Channel
from portal.accounts.models import Mandate
from portal.audit.models import AuditEntry
from portal.common import clock
from services.eforms.actions.drafting import begin_draft
from services.eforms.models import Draft
from services.eforms.rules import FormRefused, Refusal
from services.eforms.workflow import Status
from tests.cast import Cast
from tests.factories.eforms import TWO_STEPS, FormDefinitionFactory, field, form_of


def test_resident_begins_with_what_is_known_filled_in(cast: Cast) -> None:
    draft = begin_draft(FormDefinitionFactory(), actor=cast.resident.actor)

    assert draft.person == cast.resident.person
    assert draft.answers == {"name": "Aino Kemppainen", "phone": "040 123 4567"}
    assert draft.provenance["name"]["source"] == "register"
    assert draft.provenance["name"]["locked"] is True
    assert draft.provenance["phone"] | {"at": ""} == {
        "source": "profile",
        "at": "",
        "original": "040 123 4567",
        "locked": False,
    }
    assert draft.expires_at - clock.now() > dt.timedelta(days=29)
    assert AuditEntry.objects.filter(event="draft.begun", person_id=cast.resident.person.pk).exists()


def test_two_clicks_begin_one_draft(cast: Cast) -> None:
    form = FormDefinitionFactory()

    first = begin_draft(form, actor=cast.resident.actor)
    second = begin_draft(form, actor=cast.resident.actor)

    assert first == second


def test_own_word_is_not_locked_as_register_data(cast: Cast) -> None:
    person = cast.resident.person
    assert person
    person.source = "self"
    person.save()

    draft = begin_draft(FormDefinitionFactory(), actor=cast.resident.actor)

    assert draft.provenance["name"]["locked"] is False


def test_protected_address_is_not_filled_in(cast: Cast) -> None:
    person = cast.resident.person
    assert person
    person.non_disclosure = True
    person.save()
    form = FormDefinitionFactory(content=form_of(field("home", "address", prefill="person.address")))

    assert begin_draft(form, actor=cast.resident.actor).answers == {}


def test_agent_begins_for_the_association(cast: Cast) -> None:
    form = FormDefinitionFactory(content=form_of(field("who", "organisation"), who=["organisation"]))
    mandate = Mandate.objects.get(delegate=cast.agent.person)

    draft = begin_draft(form, actor=cast.agent.actor.on_behalf_of(mandate))

    assert draft.organisation == cast.association
    assert draft.answers == {"who": "1234567-1"}


def test_guardian_begins_for_the_child(cast: Cast) -> None:
    form = FormDefinitionFactory(
        content=form_of(field("who", "child"), field("name", prefill="person.name"), who=["child"])
    )
    mandate = Mandate.objects.get(delegate=cast.guardian.person)

    draft = begin_draft(form, actor=cast.guardian.actor.on_behalf_of(mandate))

    assert draft.answers == {"who": str(cast.child.public_id), "name": "Hanna Huoltaja"}


def test_clerk_begins_for_the_customer_and_own_data_stays_out(cast: Cast) -> None:
    person = cast.resident.person
    assert person
    actor = cast.clerk.actor.at_desk_for(person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    draft = begin_draft(FormDefinitionFactory(), actor=actor)

    assert (draft.person, draft.clerk, draft.subject) == (None, cast.clerk.user, person)
    assert draft.answers["name"] == "Aino Kemppainen"
    assert Draft.objects.visible_to(cast.resident.actor).get() == draft


def test_link_fills_only_what_the_form_allows(cast: Cast) -> None:
    form = FormDefinitionFactory(content=form_of(field("place", from_query=True), field("name")))

    draft = begin_draft(form, actor=cast.resident.actor, query={"place": "Kauppakatu 1", "name": "Joku muu"})

    assert draft.answers == {"place": "Kauppakatu 1"}


CLOSED = {"opens_at": "2020-01-01T08:00", "closes_at": "2020-02-01T12:00"}
COMING = {"opens_at": "2090-01-01T08:00"}


@pytest.mark.parametrize(
    ("rules", "role", "refusal"),
    [
        ({"window": CLOSED}, "resident", Refusal.CLOSED),
        ({"window": COMING}, "resident", Refusal.NOT_YET),
        ({}, "visitor", Refusal.LOG_IN),
        ({}, "handler", Refusal.LOG_IN),
    ],
)
def test_form_is_refused_with_its_reason(cast: Cast, rules: dict[str, object], role: str, refusal: Refusal) -> None:
    form = FormDefinitionFactory(content={**TWO_STEPS, **rules})

    with pytest.raises(FormRefused) as refused:
        begin_draft(form, actor=cast.member(role).actor)

    assert refused.value.refusal == refusal
    assert not Draft.objects.exists()


def test_weak_log_in_is_not_enough_for_a_strong_form(cast: Cast) -> None:
    form = FormDefinitionFactory(content={**TWO_STEPS, "assurance": "strong"})

    with pytest.raises(FormRefused, match="identify"):
        begin_draft(form, actor=replace(cast.resident.actor, assurance=Assurance.WEAK))


def test_paused_form_is_refused(cast: Cast) -> None:
    with pytest.raises(FormRefused, match="paused"):
        begin_draft(FormDefinitionFactory(status=Status.PAUSED), actor=cast.resident.actor)


@pytest.mark.parametrize(("member", "refusal"), [("agent", "not_for_organisation"), ("guardian", "not_for_child")])
def test_form_for_oneself_is_refused_for_others(cast: Cast, member: str, refusal: str) -> None:
    form = FormDefinitionFactory(content={**TWO_STEPS, "who": ["self"]})
    actor = cast.member(member).actor
    mandate = Mandate.objects.get(delegate=actor.person)

    with pytest.raises(FormRefused, match=refusal):
        begin_draft(form, actor=actor.on_behalf_of(mandate))


def test_visitor_begins_a_form_for_everybody(cast: Cast) -> None:
    form = FormDefinitionFactory(content={**TWO_STEPS, "assurance": "none"})

    draft = begin_draft(form, actor=cast.visitor.actor)

    assert draft.is_anonymous
    assert draft.answers == {}
