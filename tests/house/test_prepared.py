# SPDX-License-Identifier: EUPL-1.2
"""Each question that is composed once gives what its plain query set gives, for everybody and a second time."""

import datetime as dt
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from cases import notifications, party, relations
from cases.actions import opening
from cases.admin import colleagues, worklist
from cases.models import Case, CaseType, case_type
from cases.types.publishing import version_for
from portal import context
from portal.accounts import actors, backends
from portal.accounts.actors import VISITOR, Actor
from portal.accounts.models import Unit
from portal.common import clock
from portal.common.prepared import Prepared
from portal.pages import my
from services.eforms.engine import situation
from services.eforms.models import Draft, FormDefinition, Submission, Upload, definition
from services.eforms.views import access, starting
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseLinkFactory, CaseTypeFactory, MessageFactory
from tests.factories.eforms import BundleFactory, DraftFactory, FormDefinitionFactory
from tests.factories.feedback import FeedbackFactory
from tests.factories.notifications import NotificationFactory
from tests.factories.sharing import InvitationFactory

OURS = ("portal", "services", "cases", "feedback")
MEMBERS = ("resident", "agent", "stranger", "handler", "clerk")

type Asked = list[tuple[Any, ...]]


def of_actors(actors: list[Actor]) -> Asked:
    return [(actor,) for actor in actors]


def of_people(actors: list[Actor]) -> Asked:
    return [(actor.person,) for actor in actors if actor.person]


def of_users(actors: list[Actor]) -> Asked:
    return [(actor.user,) for actor in actors if actor.user]


def of_user_ids(actors: list[Actor]) -> Asked:
    return [(actor.user.pk,) for actor in actors if actor.user]


def of_cases(actors: list[Actor]) -> Asked:
    references = [*Case.objects.values_list("reference", flat=True), "-"]
    return [(actor, reference) for actor in actors for reference in references]


def of_case_rows(_actors: list[Actor]) -> Asked:
    return [(case,) for case in Case.objects.all()]


def of_keys(_actors: list[Actor]) -> Asked:
    return [(key,) for key in [*Case.objects.values_list("key", flat=True), uuid4()]]


def of_kinds(_actors: list[Actor]) -> Asked:
    return [(kind,) for kind in CaseType.objects.all()]


def of_drafts(actors: list[Actor]) -> Asked:
    keys = [*Draft.objects.keys(), uuid4()]
    return [(actor, key, browser) for actor in actors for key in keys for browser in ((), (key,))]


def of_weeks(actors: list[Actor]) -> Asked:
    return [(actor, clock.today() + dt.timedelta(days=days)) for actor in actors for days in (0, 6)]


def of_units(actors: list[Actor]) -> Asked:
    return [(actor, unit) for actor in actors for unit in [None, *Unit.objects.all()]]


def of_slugs(_actors: list[Actor]) -> Asked:
    return [(slug,) for slug in [*FormDefinition.objects.values_list("slug", flat=True), "-"]]


def of_forms(_actors: list[Actor]) -> Asked:
    return [(definition,) for definition in FormDefinition.objects.all()]


def of_starts(actors: list[Actor]) -> Asked:
    kept = tuple(Draft.objects.filter(person=None).keys())
    forms = FormDefinition.objects.all()
    return [(actor, browser, form) for actor in actors for browser in ((), kept) for form in forms]


USES: dict[Prepared, Callable[[list[Actor]], Asked]] = {
    actors.GRANTS: of_users,
    backends.SIGNED_IN: of_user_ids,
    context.UNSEEN: of_actors,
    party.CASE: of_cases,
    relations.LINKS: of_case_rows,
    notifications.PARTIES: of_case_rows,
    opening.FILED: of_keys,
    case_type.PUBLISHED: of_kinds,
    my.OPEN_CASES: of_actors,
    my.NOTIFICATIONS: of_actors,
    my.FEEDBACK: of_actors,
    my.INVITATIONS: of_actors,
    my.DRAFTS: of_actors,
    my.TOGETHER: of_actors,
    situation.MANDATES: of_people,
    access.DRAFT: of_drafts,
    colleagues.COLLEAGUES: of_units,
    definition.PUBLISHED: of_forms,
    starting.FORM: of_slugs,
    starting.UNFINISHED: of_starts,
    worklist.GROUPS: of_weeks,
    worklist.TYPES: of_actors,
}


@pytest.fixture
def everybody(cast: Cast) -> list[Actor]:
    """People who have something of each kind, people who have nothing, and a visitor."""
    for name in ("resident", "stranger"):
        person = cast.member(name).person
        kind = CaseTypeFactory(unit=cast.unit)
        CaseFactory.create_batch(2, case_type=kind, applicant=person)
        CaseFactory(case_type=kind, applicant=person, waiting=True)
        MessageFactory.create_batch(2, case=CaseFactory(case_type=kind, applicant=person, served=True))
        FeedbackFactory.create_batch(2, person=person)
        draft = DraftFactory(person=person)
        for name in ("kartta.pdf", "lupa.pdf"):
            Upload.objects.create(draft=draft, field="plan", file=name, name=name, size=1, sha256=name)
        InvitationFactory(draft=DraftFactory(person=cast.agent.person), person=person)
        NotificationFactory.create_batch(2, person=person)
        bundle = BundleFactory(slug=f"yhdessa-{person.pk}")
        joint = DraftFactory(
            person=person, version=FormDefinitionFactory(bundle=bundle).current_version, submitted_at=clock.now()
        )
        for _part in range(2):
            part = DraftFactory(person=person, joint=joint, submitted_at=clock.now())
            Submission.objects.create(
                draft=part, case=CaseFactory(case_type=kind, applicant=person), content=[], answers={}
            )
    CaseFactory(applicant=cast.association)
    CaseLinkFactory()
    version_for(CaseTypeFactory())
    DraftFactory(person=None)
    return [VISITOR, *(cast.member(name).actor for name in MEMBERS)]


@pytest.mark.parametrize("use", USES)
def test_asks_the_same_as_the_plain_query_set(everybody: list[Actor], use: Prepared) -> None:
    for _time in range(2):
        found = 0
        for arguments in USES[use](everybody):
            with CaptureQueriesContext(connection) as prepared:
                rows = use(*arguments)
            with CaptureQueriesContext(connection) as plain:
                expected = list(use.compose(*arguments))
            assert told(rows) == told(expected)
            assert len(prepared) == len(plain)
            found += len(rows)
        assert found


def told(rows: list[Any]) -> list[Any]:
    return [_told(row) for row in rows]


def _told(row: Any, depth: int = 3) -> Any:
    """All that is at hand of a row without asking: fields, annotations, joined and related rows."""
    if not isinstance(row, Model):
        return row
    names = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    if not depth:  # related rows lead back to their owner
        return type(row), names
    joined = {name: _told(one, depth - 1) for name, one in row._state.fields_cache.items()}
    kept = vars(row).get("_prefetched_objects_cache", {})
    related = {name: [_told(one, depth - 1) for one in rows] for name, rows in kept.items()}
    return type(row), names, joined, related


def test_every_use_is_compared() -> None:
    ours = [module for name, module in sys.modules.items() if name.partition(".")[0] in OURS]
    made = {one for module in ours for one in vars(module).values() if isinstance(one, Prepared)}

    assert made == set(USES)
