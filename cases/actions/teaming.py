# SPDX-License-Identifier: EUPL-1.2
"""What colleagues do together on a case: labels, tasks, following. Nothing of it reaches the parties."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from cases.fitting import require_fit
from cases.locking import lock_case
from cases.models import Absence, Case, Following, Label, StatusChange, Task
from cases.models.acted import acted
from cases.notifications import plain_day, tell_colleague
from cases.permissions import can_handle_case
from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import User
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require
from portal.notifications.outbox import Recipient, notify


@transaction.atomic
def set_labels(case_id: int, *, actor: Actor, names: Collection[str], expected_version: int | None = None) -> None:
    """The case has these labels and no others; a new word becomes a label of the unit."""
    case = lock_case(case_id, expected_version=expected_version)
    require(condition=can_handle_case(actor, case), verb="set_labels")
    labels = [Label.objects.get_or_create(unit=case.unit, name=name)[0] for name in sorted(set(names))]
    case.labels.set(labels)
    record("case.labelled", about=case, by=actor, labels=[label.pk for label in labels])


@transaction.atomic
def give_task(
    case_id: int,
    *,
    actor: Actor,
    text: str,
    assignee: User,
    due_on: dt.date | None = None,
    expected_version: int | None = None,
) -> Task:
    """Something to be done in the case. Who gets it from a colleague is told.

    Raises ValidationError when the assignee may not handle the case.
    """
    case = lock_case(case_id, expected_version=expected_version)
    require(condition=can_handle_case(actor, case), verb="give_task")
    require_fit(actor_for(assignee), case)
    task = Task.objects.create(case=case, text=text, assignee=assignee, due_on=due_on, **acted(actor))
    record("case.task_given", about=case, by=actor, task=task.pk, assignee=assignee.pk)
    if assignee != actor.user:
        day = plain_day(due_on) if due_on else ""
        tell_colleague(case, "case.task_given", assignee, by=actor.display_name, day=day)
    return task


@transaction.atomic
def finish_task(case_id: int, key: UUID, *, actor: Actor) -> Task:
    """Whoever handles the case may tell that it is done. Idempotent: the first one's name stays."""
    case = lock_case(case_id)
    require(condition=can_handle_case(actor, case), verb="finish_task")
    task: Task = case.tasks.get(key=key)
    if task.done_at is None:
        task.done_at, task.done_by = clock.now(), actor.display_name[:160]
        task.save(update_fields=["done_at", "done_by"])
        record("case.task_done", about=case, by=actor, task=task.pk)
    return task


@transaction.atomic
def follow_case(case_id: int, *, actor: Actor) -> None:
    """Be told when the case moves from now on. Idempotent."""
    case = lock_case(case_id)
    require(condition=can_handle_case(actor, case), verb="follow_case")
    latest = _latest_change(case)
    _row, is_new = Following.objects.get_or_create(case=case, user=actor.user, defaults={"told_change": latest})
    if is_new:
        record("case.followed", about=case, by=actor)


@transaction.atomic
def unfollow_case(case_id: int, *, actor: Actor) -> None:
    """Idempotent. It may be ended though the case is not one's to handle any more."""
    case = lock_case(case_id)
    require(condition=actor.user is not None, verb="unfollow_case")
    ended, _by_model = Following.objects.filter(case=case, user=actor.user).delete()
    if ended:
        record("case.unfollowed", about=case, by=actor)


@transaction.atomic
def tell_follower(following_id: int, *, actor: Actor) -> bool:
    """Tell once of all that has moved since the last time, unless the follower did it. Safe to run twice."""
    require(condition=actor.is_system, verb="tell_follower")
    following = Following.objects.select_for_update(of=("self",)).select_related("case", "user").get(pk=following_id)
    case, user = following.case, following.user
    news = case.changes.filter(pk__gt=following.told_change)
    if not news:
        return False
    by_others = news.exclude(by_user_id=user.pk).exists()
    following.told_change = _latest_change(case)
    following.save(update_fields=["told_change"])
    if not by_others or not can_handle_case(actor_for(user), case):
        return False
    tell_colleague(case, "case.followed_moved", user)
    return True


@transaction.atomic
def remind_of_task(task_id: int, *, actor: Actor) -> bool:
    """Tell once that the day of a task has passed: its worker, or who stands in for them; the unit when neither may
    handle the case any more. Safe to run twice."""
    require(condition=actor.is_system, verb="remind_of_task")
    Task.objects.select_for_update().get(pk=task_id)
    task = Task.objects.to_remind(clock.today()).filter(pk=task_id).select_related("case__unit", "assignee").first()
    if task is None:
        return False
    absence = Absence.objects.in_force().filter(user=task.assignee).select_related("substitute").first()
    user = absence.substitute if absence else task.assignee
    may = can_handle_case(actor_for(user), task.case)
    to = Recipient(email=user.email, language=user.language) if may else Recipient(email=task.case.unit.email)
    url = reverse("admin:cases_case_change", args=[task.case.reference])
    day = plain_day(task.due_on) if task.due_on else ""
    notify("case.task_late", about=task, to=[to], url=url, reference=task.case.reference, day=day)
    record("case.task_late", about=task.case, by=actor, task=task.pk)
    return True


def _latest_change(case: Case) -> int:
    latest = StatusChange.objects.filter(case=case).order_by("pk").last()
    return latest.pk if latest else 0
