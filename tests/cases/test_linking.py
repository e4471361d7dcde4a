# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.linking import link_cases, merge_case, unlink_cases
from cases.actions.waiting import reopen_case
from cases.locking import StaleCase
from cases.models import Case, CaseLink, CaseType
from cases.relations import relations_of
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseLinkFactory, CaseTypeFactory, DocumentFactory, MessageFactory


@pytest.fixture
def twin(cast: Cast, case_type: CaseType) -> Case:
    """Another one of the resident's in the same unit."""
    found: Case = CaseFactory(case_type=case_type, applicant=cast.resident.person)
    return found


def test_duplicate_is_closed_with_a_reference_and_stays_readable(cast: Cast, case: Case, twin: Case) -> None:
    MessageFactory(case=case, text="Unohdin kartan.")
    document = DocumentFactory(case=case)

    merge_case(case.pk, actor=cast.handler.actor, target=twin, reason="Sama hakemus kahdesti.")

    case.refresh_from_db()
    assert case.status == "closed"
    assert case.changes.get().reason == f"{twin.reference} Sama hakemus kahdesti."
    assert CaseLink.objects.get().kind == "merged"
    assert Notification.objects.get().event == "case.merged"
    client = cast.resident.client()
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Unohdin kartan." in page
    assert twin.reference in page
    assert client.get(document.get_absolute_url()).status_code == 200
    assert case.reference in client.get(twin.get_absolute_url()).content.decode()


def test_merged_case_is_not_reopened(cast: Cast, case: Case, twin: Case) -> None:
    merge_case(case.pk, actor=cast.handler.actor, target=twin)

    with pytest.raises(PermissionDenied):
        reopen_case(case.pk, actor=cast.handler.actor, reason="Sittenkin")


def test_cases_of_different_people_are_not_merged(cast: Cast, case: Case, case_type: CaseType) -> None:
    strangers = CaseFactory(case_type=case_type, applicant=cast.stranger.person)

    with pytest.raises(ValidationError):
        merge_case(case.pk, actor=cast.handler.actor, target=strangers)

    case.refresh_from_db()
    assert case.status == "received"


def test_case_is_not_merged_into_itself_or_an_ended_one(cast: Cast, case: Case, case_type: CaseType) -> None:
    ended = CaseFactory(case_type=case_type, applicant=cast.resident.person, withdrawn=True)

    with pytest.raises(ValidationError):
        merge_case(case.pk, actor=cast.handler.actor, target=case)
    with pytest.raises(TransitionNotAllowed):
        merge_case(case.pk, actor=cast.handler.actor, target=ended)


@pytest.mark.parametrize("role", ["resident", "other_handler", "main_user"])
def test_others_cannot_merge(cast: Cast, case: Case, twin: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        merge_case(case.pk, actor=cast.member(role).actor, target=twin)


def test_old_page_merges_nothing(cast: Cast, case: Case, twin: Case) -> None:
    with pytest.raises(StaleCase):
        merge_case(case.pk, actor=cast.handler.actor, target=twin, expected_version=7)


@pytest.mark.django_db(transaction=True)
def test_merging_both_ways_at_once_merges_one(cast: Cast, case: Case, twin: Case) -> None:
    actor = cast.handler.actor

    results = race(
        lambda: merge_case(case.pk, actor=actor, target=twin), lambda: merge_case(twin.pk, actor=actor, target=case)
    )

    assert sum(isinstance(result, TransitionNotAllowed) for result in results) == 1
    assert CaseLink.objects.count() == 1


def test_handler_links_and_unlinks(cast: Cast, case: Case, twin: Case) -> None:
    link = link_cases(case.pk, actor=cast.handler.actor, target=twin, kind="related")
    assert link == link_cases(case.pk, actor=cast.handler.actor, target=twin, kind="related")
    assert [one.case for one in relations_of(twin, cast.handler.actor)] == [case]

    unlink_cases(link.pk, actor=cast.handler.actor)

    assert not CaseLink.objects.exists()


def test_parts_do_not_make_a_ring(cast: Cast, case: Case, twin: Case) -> None:
    link_cases(case.pk, actor=cast.handler.actor, target=twin, kind="part")

    with pytest.raises(ValidationError):
        link_cases(twin.pk, actor=cast.handler.actor, target=case, kind="part")


@pytest.mark.parametrize("kind", ["merged", "rectifies"])
def test_links_of_the_history_are_not_made_by_hand(cast: Cast, case: Case, twin: Case, kind: str) -> None:
    with pytest.raises(ValidationError):
        link_cases(case.pk, actor=cast.handler.actor, target=twin, kind=kind)


def test_link_needs_the_right_to_both(cast: Cast, case: Case) -> None:
    elsewhere = CaseFactory(case_type=CaseTypeFactory(unit=cast.other_unit))

    with pytest.raises(PermissionDenied):
        link_cases(case.pk, actor=cast.handler.actor, target=elsewhere, kind="related")


def test_merging_is_not_unlinked(cast: Cast, case: Case, twin: Case) -> None:
    link = CaseLinkFactory(case=case, target=twin, kind="merged")

    with pytest.raises(PermissionDenied):
        unlink_cases(link.pk, actor=cast.handler.actor)


def test_what_one_may_not_see_is_left_out(cast: Cast, case: Case, case_type: CaseType) -> None:
    strangers = CaseFactory(case_type=case_type, applicant=cast.stranger.person)
    CaseLinkFactory(case=case, target=strangers)

    assert relations_of(case, cast.resident.actor) == []
    assert strangers.reference not in cast.resident.client().get(case.get_absolute_url()).content.decode()
    assert [one.case for one in relations_of(case, cast.handler.actor)] == [strangers]


def test_handler_links_and_merges_from_the_workspace(cast: Cast, case: Case, twin: Case) -> None:
    client, base = cast.handler.client(), f"/admin/cases/case/{case.reference}"

    unknown = client.post(f"{base}/link/", {"version": 1, "reference": "KAJ-2026-999999-X", "kind": "related"})
    assert "Asiaa ei löytynyt" in unknown.content.decode()
    client.post(f"{base}/link/", {"version": 1, "reference": twin.reference, "kind": "related"})
    link = CaseLink.objects.get()
    assert twin.reference in client.get(f"{base}/").content.decode()
    client.post(f"{base}/unlink/{link.pk}/")
    case.refresh_from_db()
    client.post(f"{base}/merge/", {"version": case.version, "reference": twin.reference, "reason": "Sama asia."})

    case.refresh_from_db()
    assert case.status == "closed"
