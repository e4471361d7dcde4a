# SPDX-License-Identifier: EUPL-1.2
"""Forms of the city's own work: staff fill them in their own name, nobody else sees or fills them."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from cases.models import Case
from cases.permissions import can_view_case
from portal.accounts.actors import Assurance, Channel, actor_for
from portal.accounts.models import Mandate
from portal.common import clock
from portal.frontdesk.overview import forms_to_file
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.actions.inviting import Invited, invite
from services.eforms.engine.validation import problems_of
from services.eforms.models import Draft, FormDefinition
from services.eforms.rules import FormRefused, Refusal, form_refusal
from services.eforms.sharing import InvitationRefusal, invitation_refusal
from tests.cast import Cast
from tests.eforms.real_forms import send
from tests.factories.eforms import BundleFactory, FormDefinitionFactory, field, form_of
from tests.queries import count_queries

INTERNAL = form_of(field("what"), field("name", prefill="person.name"), who=["staff"])


@pytest.fixture
def internal(cast: Cast) -> FormDefinition:
    definition: FormDefinition = FormDefinitionFactory(content=INTERNAL, name={"fi": "Avainpyyntö"})
    return definition


def test_whose_it_is_and_how_one_signs_in_are_told_whole() -> None:
    assert list(problems_of(INTERNAL)) == []
    assert [path for path, _reason in problems_of(INTERNAL | {"who": ["staff", "self"]})] == ["who"]
    assert [path for path, _reason in problems_of(INTERNAL | {"assurance": "strong"})] == ["assurance"]
    assert [path for path, _reason in problems_of(INTERNAL | {"assurance": "none"})] == ["assurance"]


@pytest.mark.parametrize("who", ["visitor", "resident", "agent"])
def test_others_are_told_that_it_is_not_theirs(cast: Cast, internal: FormDefinition, who: str) -> None:
    member = cast.member(who)

    page = member.client().get(reverse("eforms:start", args=[internal.slug])).text
    answer = member.client().post(reverse("eforms:begin", args=[internal.slug]))

    assert "Tämä on kaupungin sisäinen lomake" in page
    assert "Avaa paperilomake" not in page
    assert ("Kirjaudu työntekijänä" in page) == (who == "visitor")
    assert answer.status_code == 409
    assert not Draft.objects.exists()


def test_clerk_cannot_fill_it_for_a_customer(cast: Cast, internal: FormDefinition) -> None:
    at_desk = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    assert form_refusal(internal, internal.current_version.form, actor=at_desk) == Refusal.ONLY_STAFF
    assert internal not in forms_to_file()


def test_staff_do_not_fill_it_for_somebody_whom_they_represent(cast: Cast, internal: FormDefinition) -> None:
    handler = as_known_person(cast, internal)
    mandate = Mandate.objects.create(delegate=handler.person, organisation=cast.association, kind=Mandate.Kind.COMPANY)

    with pytest.raises(FormRefused) as refused:
        begin_draft(internal, actor=handler.on_behalf_of(mandate))

    assert refused.value.refusal == Refusal.NOT_FOR_ORGANISATION


def as_known_person(cast: Cast, internal: FormDefinition) -> Any:
    begin_draft(internal, actor=cast.handler.actor)
    return cast.handler.actor


def test_staff_fill_it_in_their_own_name(cast: Cast, internal: FormDefinition) -> None:
    answer = cast.handler.client().post(reverse("eforms:begin", args=[internal.slug]))

    draft = Draft.objects.get()
    assert answer.status_code == 302
    assert draft.person is not None
    assert draft.person.user == cast.handler.user
    assert draft.answers["name"] == "Kari Huotari"
    assert cast.handler.client().get(answer.headers["Location"]).status_code == 200


def test_second_form_is_of_the_same_person(cast: Cast, internal: FormDefinition) -> None:
    another = FormDefinitionFactory(content=INTERNAL)

    drafts = [begin_draft(one, actor=cast.handler.actor) for one in (internal, another)]

    assert drafts[0].person == drafts[1].person


def test_sent_request_is_theirs_and_handled_by_somebody_else(cast: Cast, internal: FormDefinition) -> None:
    internal.case_type.unit = cast.unit
    internal.case_type.save()
    case = sent(cast, internal)

    party = case.parties.get()
    assert (party.role, str(party)) == ("applicant", "Kari Huotari")
    assert can_view_case(cast.handler.actor, case)
    assert case in Case.objects.of_customer(cast.handler.actor)
    assert case in Case.objects.visible_to(cast.decision_maker.actor)
    assert cast.handler.client().get(case.get_absolute_url()).status_code == 200
    assert (
        cast.decision_maker.client().get(reverse("admin:cases_case_change", args=[case.reference])).status_code == 200
    )


def sent(cast: Cast, internal: FormDefinition) -> Case:
    return send(filled(cast, internal), cast.handler.actor)


def filled(cast: Cast, internal: FormDefinition) -> Draft:
    draft = begin_draft(internal, actor=cast.handler.actor)
    step = draft.version.form.steps[0]
    return save_answers(draft.key, actor=cast.handler.actor, step=step, typed={"what": "Avain"}, page=Page("test", 0))


def test_who_has_left_the_city_cannot_send(cast: Cast, internal: FormDefinition) -> None:
    draft = filled(cast, internal)
    assert cast.handler.user
    cast.handler.user.role_grants.all().delete()

    with pytest.raises(FormRefused) as refused:
        send(draft, cast.handler.actor)

    assert refused.value.refusal == Refusal.ONLY_STAFF


def test_nobody_else_is_invited_to_fill_it(cast: Cast, internal: FormDefinition) -> None:
    draft, stranger = begin_draft(internal, actor=cast.handler.actor), cast.stranger.user
    assert stranger
    asked = {"name": "Mika", "email": stranger.email, "language": "fi"}

    answer = cast.handler.client().post(reverse("eforms:share-invite", args=[draft.key]), asked)

    assert answer.status_code == 409
    assert "email" in answer.context["form"].errors
    assert "Tällä osoitteella ei ole kaupungin työntekijää." in answer.text
    assert not draft.invitations.exists()


def test_colleague_who_never_filled_anything_fills_it_along(cast: Cast, internal: FormDefinition) -> None:
    draft, colleague = begin_draft(internal, actor=cast.handler.actor), cast.decision_maker
    assert colleague.user
    assert colleague.actor.person is None
    invitation = invite(draft.key, Invited("Päivi", colleague.user.email.upper()), actor=cast.handler.actor)
    link, client = [invitation.key, invitation.token], colleague.client()

    landing = client.get(reverse("eforms:invitation", args=link))
    joined = client.post(reverse("eforms:invitation-join", args=link), follow=True)

    assert landing.status_code == 200
    assert joined.status_code == 200
    assert [one.person.user for one in draft.invitations.joined()] == [colleague.user]
    assert draft in Draft.objects.visible_to(actor_for(colleague.user))


def test_link_that_goes_astray_opens_nothing_to_others(cast: Cast, internal: FormDefinition) -> None:
    draft, colleague = begin_draft(internal, actor=cast.handler.actor), cast.decision_maker
    assert colleague.user
    invitation = invite(draft.key, Invited("Päivi", colleague.user.email), actor=cast.handler.actor)

    answer = cast.stranger.client().get(invitation.get_absolute_url())

    assert answer.status_code == 409
    assert "Tämä on kaupungin sisäinen lomake" in answer.text
    assert invitation_refusal(invitation, actor=cast.visitor.actor) == InvitationRefusal.LOG_IN


def test_staff_find_it_in_their_list_and_others_nowhere(cast: Cast, internal: FormDefinition) -> None:
    public = FormDefinitionFactory(name={"fi": "Julkinen lomake"})
    was_internal = FormDefinitionFactory(content=INTERNAL, name={"fi": "Ennen sisäinen"})
    was_internal.versions.create(number=2, content=form_of(field("what")), published_at=clock.now())

    page = cast.auditor.client().get(reverse("eforms:internal")).text

    assert reverse("eforms:start", args=[internal.slug]) in page
    assert public.slug not in page
    assert was_internal.slug not in page
    assert cast.visitor.client().get(reverse("eforms:paper", args=[internal.slug])).status_code == 404


def test_list_costs_the_same_however_many(cast: Cast, internal: FormDefinition) -> None:
    client, address = cast.handler.client(), reverse("eforms:internal")
    client.get(address)
    one = count_queries(lambda: client.get(address))
    FormDefinitionFactory.create_batch(19, content=INTERNAL)

    assert count_queries(lambda: client.get(address)) == one


def test_work_is_where_staff_begin_after_filling_one(cast: Cast, internal: FormDefinition) -> None:
    begin_draft(internal, actor=cast.handler.actor)
    assert cast.handler.user
    cast.handler.user.set_password("salasana-1")
    cast.handler.user.save()
    EmailAddress.objects.create(user=cast.handler.user, email=cast.handler.user.email, verified=True, primary=True)

    answer = cast.visitor.client().post(
        reverse("account_login"), {"login": cast.handler.user.username, "password": "salasana-1"}
    )

    assert answer.headers["Location"] == reverse("admin:cases_case_changelist")


def test_bundle_leaves_it_out(cast: Cast, internal: FormDefinition) -> None:
    public = FormDefinitionFactory()

    assert BundleFactory(forms=[internal, public]).definitions == [public]
