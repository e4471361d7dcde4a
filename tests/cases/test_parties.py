# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.deciding import serve_decision
from cases.actions.handling import withdraw_case
from cases.actions.messaging import send_message
from cases.actions.parties import Comer, add_party, remove_party
from cases.models import Case, CaseType, Party
from cases.permissions import can_read_case, can_view_case
from portal.audit.models import AuditEntry
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.cases import CaseFactory, HearingFactory, PartyFactory


def comer(cast: Cast, role: str) -> Comer:
    return Comer(role, person=cast.stranger.person)


@pytest.mark.parametrize(("role", "reads"), [("other", True), ("heard", False)])
def test_what_each_kind_of_party_sees(cast: Cast, case: Case, role: str, reads: bool) -> None:
    add_party(case.pk, actor=cast.handler.actor, comer=comer(cast, role), reason="Rajanaapuri")
    case.refresh_from_db()
    actor = cast.stranger.actor

    assert (can_view_case(actor, case), can_read_case(actor, case)) == (True, reads)
    assert Case.objects.visible_to(actor).get() == case
    assert AuditEntry.objects.get(event="case.party_added").facts["reason"] == "Rajanaapuri"
    page = cast.stranger.client().get(case.get_absolute_url()).content.decode()
    assert ("Kauppakatu 1" in page) == reads


@pytest.mark.parametrize("role", ["other", "heard"])
def test_no_other_party_acts_for_the_owner(cast: Cast, case: Case, role: str) -> None:
    PartyFactory(case=case, of=cast.stranger.person, role=role)

    with pytest.raises(PermissionDenied):
        withdraw_case(case.pk, actor=cast.stranger.actor)


def test_other_party_does_not_read_the_owners_messages(cast: Cast, case: Case) -> None:
    PartyFactory(case=case, of=cast.stranger.person, role="other")
    send_message(case.pk, actor=cast.resident.actor, text="Vain käsittelijälle.")

    assert "Vain käsittelijälle." not in cast.stranger.client().get(case.get_absolute_url()).content.decode()
    assert "Vain käsittelijälle." in cast.resident.client().get(case.get_absolute_url()).content.decode()


def test_other_party_is_told_of_the_decision_and_the_heard_is_not(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, decided=True)
    PartyFactory(case=case, of=cast.stranger.person, role="other")
    PartyFactory(case=case, of=cast.guardian.person, role="heard")

    serve_decision(case.pk, actor=cast.handler.actor, channel="electronic")

    told = set(Notification.objects.filter(event="case.served").values_list("person", flat=True))
    assert told == {cast.resident.person.pk, cast.stranger.person.pk}


def test_removed_party_sees_nothing_and_what_was_said_stays(cast: Cast, case: Case) -> None:
    party = add_party(case.pk, actor=cast.handler.actor, comer=comer(cast, "other"), reason="Naapuri")

    remove_party(party.pk, actor=cast.handler.actor, reason="Muutti pois")

    assert not Case.objects.visible_to(cast.stranger.actor).exists()
    case.refresh_from_db()
    assert not can_view_case(cast.stranger.actor, case)
    assert Party.objects.filter(pk=party.pk).exists()
    # And may come back.
    assert add_party(case.pk, actor=cast.handler.actor, comer=comer(cast, "other"), reason="Muutti takaisin")


def test_same_person_is_not_added_twice(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError):
        add_party(
            case.pk, actor=cast.handler.actor, comer=Comer("other", person=cast.resident.person), reason="Naapuri"
        )


@pytest.mark.parametrize("role", ["applicant", "representative"])
def test_owners_do_not_come_in_by_hand(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(ValidationError):
        add_party(case.pk, actor=cast.handler.actor, comer=comer(cast, role), reason="?")


def test_owner_is_not_removed(cast: Cast, case: Case) -> None:
    with pytest.raises(PermissionDenied):
        remove_party(case.parties.get().pk, actor=cast.handler.actor, reason="?")


def test_party_whose_answer_is_waited_for_stays(cast: Cast, case: Case) -> None:
    party = PartyFactory(case=case, of=cast.stranger.person, role="heard")
    HearingFactory(case=case, party=party)

    with pytest.raises(ValidationError):
        remove_party(party.pk, actor=cast.handler.actor, reason="?")


@pytest.mark.parametrize("role", ["resident", "other_handler", "main_user"])
def test_others_cannot_add(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        add_party(case.pk, actor=cast.member(role).actor, comer=comer(cast, "other"), reason="?")


def test_ended_case_takes_nobody_in(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, withdrawn=True)

    with pytest.raises(TransitionNotAllowed):
        add_party(case.pk, actor=cast.handler.actor, comer=comer(cast, "other"), reason="?")


def test_handler_adds_and_removes_in_the_workspace(cast: Cast, case: Case) -> None:
    client, base = cast.handler.client(), f"/admin/cases/case/{case.reference}"
    assert cast.stranger.person

    unknown = client.post(f"{base}/add-party/", {"version": 1, "role": "other", "code": "131052-308T", "reason": "x"})
    assert "Tunnuksella ei löytynyt ketään" in unknown.content.decode()
    client.post(f"{base}/add-party/", {"version": 1, "role": "other", "code": "010190-901R", "reason": "Naapuri"})
    party = case.parties.get(role="other")
    assert party.person == cast.stranger.person
    client.post(f"{base}/remove-party/", {"version": 2, "party": party.pk, "reason": "Virhe"})

    party.refresh_from_db()
    assert party.removed_at
