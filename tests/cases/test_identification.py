# SPDX-License-Identifier: EUPL-1.2
"""What the law keeps secret opens only to somebody who is strongly identified (Digipalvelulaki 306/2019 6 §)."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.handling import withdraw_case
from cases.models import Case, CaseType
from cases.permissions import can_handle_case, can_read_case
from portal.accounts.actors import Assurance, Channel
from tests.cast import Cast, Member
from tests.factories.accounts import PersonFactory
from tests.factories.cases import CaseFactory, CaseTypeFactory, DocumentFactory, PartyFactory


@pytest.fixture
def secret(cast: Cast) -> Case:
    case_type: CaseType = CaseTypeFactory(unit=cast.unit, publicity="secret", secrecy_ground="JulkL 24 § 1 mom. 25 k")
    found: Case = CaseFactory(case_type=case_type, applicant=cast.resident.person, waiting=True)
    return found


@pytest.fixture
def weak(cast: Cast) -> Member:
    """The resident who came in by a password."""
    return replace(cast.resident, assurance=Assurance.WEAK)


def test_strongly_identified_party_reads_a_secret_case(cast: Cast, secret: Case) -> None:
    assert cast.resident.client().get(secret.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("part", ["", "peru/", "viesti/", "taydennys/", "asiakirjat/{document}/"])
def test_password_alone_leads_to_identification(weak: Member, secret: Case, part: str) -> None:
    path = secret.get_absolute_url() + part.format(document=DocumentFactory(case=secret).public_id)

    answer = weak.client().get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"/oma/tunnistaudu/?next={path}")


def test_password_alone_is_enough_for_a_public_matter(weak: Member, case: Case) -> None:
    assert weak.client().get(case.get_absolute_url()).status_code == 200


def test_password_alone_changes_nothing_in_a_secret_case(weak: Member, secret: Case) -> None:
    with pytest.raises(PermissionDenied):
        withdraw_case(secret.pk, actor=weak.actor)
    assert not can_read_case(weak.actor, secret)


def test_clerk_still_acts_for_the_customer_and_reads_nothing(cast: Cast, secret: Case) -> None:
    clerk = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    withdraw_case(secret.pk, actor=clerk)

    assert not can_read_case(clerk, secret)


def test_who_filed_for_the_party_does_not_handle_the_case(cast: Cast, case: Case) -> None:
    """Somebody's representative is disqualified, also after the mandate has ended (Hallintolaki 434/2003 28 §)."""
    PartyFactory(case=case, of=PersonFactory(user=cast.handler.user), role="representative")

    assert not can_handle_case(cast.handler.actor, case)
    assert not Case.objects.handled_by(cast.handler.actor).exists()
    assert not Case.objects.visible_to(cast.handler.actor).exists()


def test_handler_of_the_whole_city_sees_every_case(cast: Cast, case: Case) -> None:
    cast.handler.user.role_grants.update(unit=None)  # type: ignore[union-attr]

    assert Case.objects.visible_to(cast.handler.actor).get() == case
