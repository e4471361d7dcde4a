# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.disqualifying import declare_disqualification
from cases.actions.handing import give_case
from cases.actions.handling import claim_case, claim_next_case
from cases.models import Case, CaseType, Disqualification
from cases.permissions import can_view_case
from portal.audit.models import AuditEntry
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast
from tests.factories.cases import CaseFactory, DisqualificationFactory


def test_handler_is_out_of_the_case_at_once_and_the_unit_is_told(cast: Cast, in_progress: Case) -> None:
    declare_disqualification(in_progress.pk, actor=cast.handler.actor, ground="party", reason="Sisareni hakee.")

    case = Case.objects.get(pk=in_progress.pk)
    assert case.handler is None
    assert not can_view_case(cast.handler.actor, case)
    assert not Case.objects.visible_to(cast.handler.actor).exists()
    assert cast.handler.client().get(f"/admin/cases/case/{case.reference}/").status_code == 404
    assert Case.objects.visible_to(cast.decision_maker.actor).get() == case
    assert AuditEntry.objects.get(event="case.disqualified").facts["ground"] == "party"
    assert Notification.objects.get().email == cast.unit.email
    # The ground is no business of the party's.
    assert case.changes.get().reason == ""


def test_disqualified_is_given_and_takes_nothing_of_it(cast: Cast, case: Case) -> None:
    DisqualificationFactory(case=case, user=cast.handler.user)

    with pytest.raises(PermissionDenied):
        claim_case(case.pk, actor=cast.handler.actor)
    assert cast.handler.user
    with pytest.raises(Exception, match="ei voi käsitellä"):
        give_case(case.pk, actor=cast.decision_maker.actor, handler=cast.handler.user)
    assert claim_next_case(actor=cast.handler.actor) is None


def test_colleagues_handler_stays(cast: Cast, in_progress: Case) -> None:
    declare_disqualification(in_progress.pk, actor=cast.decision_maker.actor, ground="other")

    in_progress.refresh_from_db()
    assert in_progress.handler == cast.handler.user


@pytest.mark.parametrize("role", ["resident", "other_handler", "main_user"])
def test_others_have_nothing_to_declare(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        declare_disqualification(case.pk, actor=cast.member(role).actor, ground="party")


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_declares_once(cast: Cast, case: Case) -> None:
    actor = cast.handler.actor

    results = race(
        lambda: declare_disqualification(case.pk, actor=actor, ground="party"),
        lambda: declare_disqualification(case.pk, actor=actor, ground="party"),
    )

    assert sorted(type(result).__name__ for result in results) == ["Disqualification", "PermissionDenied"]
    assert Disqualification.objects.count() == 1


def test_handler_declares_in_the_workspace_and_the_main_user_reads_it(cast: Cast, case: Case) -> None:
    answers = {"version": 1, "ground": "party", "reason": "Sisareni hakee."}
    sent = cast.handler.client().post(f"/admin/cases/case/{case.reference}/disqualify/", answers)
    assert sent.headers["Location"] == "/admin/cases/case/"

    listed = cast.main_user.client().get("/admin/cases/disqualification/").content.decode()

    assert case.reference in listed
    assert cast.handler.client().get("/admin/cases/disqualification/").status_code == 403


def test_queue_of_the_disqualified_does_not_show_it(cast: Cast, case: Case, case_type: CaseType) -> None:
    other = CaseFactory(case_type=case_type)
    DisqualificationFactory(case=case, user=cast.handler.user)

    page = cast.handler.client().get("/admin/cases/case/?nakyma=all").content.decode()

    assert other.reference in page
    assert case.reference not in page
