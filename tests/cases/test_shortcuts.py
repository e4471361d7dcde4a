# SPDX-License-Identifier: EUPL-1.2
"""Keys that can be switched off, who else is on the same case, and tasks whose day has passed."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.actions.arranging import choose_shortcuts
from cases.actions.teaming import remind_of_task
from cases.models import Case, Task
from cases.presence import SECONDS, be_present
from cases.tasks import run_daily
from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from portal.common.sessions import RENEWED_KEY
from portal.notifications.models import Notification
from tests.cast import Cast, Member
from tests.factories.work import AbsenceFactory, TaskFactory

SCRIPT = "js/shortcuts"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def page(member: Member, case: Case) -> str:
    return member.client().get(reverse("admin:cases_case_change", args=[case.reference])).content.decode()


def presence(member: Member, case: Case, **posted: str) -> str:
    url = reverse("admin:cases_case_presence", args=[case.reference])
    return member.client().post(url, posted).content.decode()


# ---- keys


def test_keys_are_switched_off_by_the_person_and_on_again(cast: Cast, case: Case) -> None:
    switch = reverse("admin:cases_case_switch_shortcuts")
    assert SCRIPT in page(cast.handler, case)

    answer = cast.handler.client().post(switch, {"uses": ""}, follow=True)

    assert "Pikanäppäimet ovat pois käytöstä." in answer.content.decode()
    assert SCRIPT not in page(cast.handler, case)
    assert SCRIPT in page(cast.decision_maker, case)
    cast.handler.client().post(switch, {"uses": "on"})
    assert SCRIPT in page(cast.handler, case)


def test_list_of_keys_needs_no_javascript_and_agrees_with_the_page(cast: Cast, case: Case) -> None:
    listed = cast.handler.client().get(reverse("admin:cases_case_shortcuts"))

    keys = {key for _where, key, _what in listed.context["shortcuts"]}
    assert all(f"<kbd>{key}</kbd>" in listed.content.decode() for key in keys)
    shown = page(cast.handler, case)
    assert all(f'data-key="{key}"' in shown for key in ("c", "m", "u", "?"))


def test_who_handles_nothing_has_no_keys(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        choose_shortcuts(actor=cast.editor.actor, uses=False)


# ---- presence


def test_colleague_on_the_same_case_shows_and_who_writes_is_told(cast: Cast, case: Case) -> None:
    assert presence(cast.handler, case).strip() == ""

    assert "Kari Huotari katsoo tätä asiaa." in presence(cast.decision_maker, case, writing="1")
    assert "Päivi Päättäjä kirjoittaa parhaillaan." in presence(cast.handler, case)
    assert "kirjoittaa" not in presence(cast.decision_maker, case)


def test_who_has_left_does_not_show(cast: Cast, case: Case) -> None:
    presence(cast.decision_maker, case)
    assert cast.handler.user

    with clock.pretend(clock.now() + dt.timedelta(seconds=SECONDS + 1)):
        assert be_present(case, cast.handler.user, is_writing=False) == []


def test_nobody_else_learns_who_is_on_the_case(cast: Cast, case: Case) -> None:
    presence(cast.handler, case)
    url = reverse("admin:cases_case_presence", args=[case.reference])

    for member in (cast.other_handler, cast.main_user, cast.clerk):
        assert member.client().post(url).status_code == 404


def test_page_that_asks_by_itself_does_not_prolong_the_session(cast: Cast, case: Case) -> None:
    client = cast.handler.client()
    url = reverse("admin:cases_case_presence", args=[case.reference])

    client.post(url, headers={"X-Background": "1"})
    assert RENEWED_KEY not in client.session
    client.post(url)

    assert RENEWED_KEY in client.session


# ---- tasks


@pytest.fixture
def late(cast: Cast, case: Case) -> Task:
    found: Task = TaskFactory(case=case, assignee=cast.handler.user, due_on=clock.today() - dt.timedelta(days=1))
    return found


def told() -> list[str]:
    return list(Notification.objects.filter(event="case.task_late").values_list("email", flat=True))


def test_late_task_is_told_once(cast: Cast, late: Task) -> None:
    TaskFactory(case=late.case, assignee=cast.handler.user, due_on=clock.today())
    TaskFactory(case=late.case, assignee=cast.handler.user)
    assert cast.handler.user

    assert run_daily()["late_tasks"] == 1
    assert run_daily()["late_tasks"] == 0

    assert told() == [cast.handler.user.email]
    assert not remind_of_task(late.pk, actor=SYSTEM_CLOCK)


def test_late_task_of_who_is_away_is_told_to_the_substitute(cast: Cast, late: Task) -> None:
    AbsenceFactory(user=late.assignee, substitute=cast.decision_maker.user, began_at=clock.now())
    assert cast.decision_maker.user

    remind_of_task(late.pk, actor=SYSTEM_CLOCK)

    assert told() == [cast.decision_maker.user.email]


def test_late_task_of_who_may_not_handle_the_case_is_told_to_the_unit(cast: Cast, late: Task) -> None:
    assert cast.other_handler.user
    late.assignee = cast.other_handler.user
    late.save()

    remind_of_task(late.pk, actor=SYSTEM_CLOCK)

    assert told() == [cast.unit.email]


def test_done_task_is_not_late(cast: Cast, late: Task) -> None:
    late.done_at = clock.now()
    late.save()

    assert not remind_of_task(late.pk, actor=SYSTEM_CLOCK)
    with pytest.raises(PermissionDenied):
        remind_of_task(late.pk, actor=cast.handler.actor)
