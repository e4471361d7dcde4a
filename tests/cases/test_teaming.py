# SPDX-License-Identifier: EUPL-1.2
"""What colleagues do together on a case; nothing of it reaches the parties."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.actions import handling, messaging, teaming
from cases.admin.forms import mentioned_in
from cases.models import Case, CaseType, Following, Label, Note, Task
from cases.tasks import tell_followers
from portal.accounts.actors import SYSTEM_CLOCK
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, DisqualificationFactory, TextModuleFactory
from tests.factories.work import FollowingFactory, LabelFactory, TaskFactory
from tests.queries import count_queries

OTHERS = ["clerk", "other_handler", "editor", "main_user", "auditor", "resident"]


def url(case: Case, page: str = "change", *more: Any) -> str:
    return reverse(f"admin:cases_case_{page}", args=[case.reference, *more])


def told(event: str) -> list[str]:
    return sorted(Notification.objects.filter(event=event).values_list("email", flat=True))


# ---- notes and mentions


def test_mentioned_colleague_is_told_and_the_customer_is_not(cast: Cast, case: Case) -> None:
    maker = cast.decision_maker.user
    assert maker
    text = f"@{maker.display_name}, katsotko karttaa?"

    answer = cast.handler.client().post(url(case, "note"), {"note-version": 1, "note-text": text}, follow=True)

    assert told("case.mentioned") == [maker.email]
    assert Notification.objects.count() == 1
    assert Note.objects.get().mentioned == [maker.display_name]
    assert f"Tieto meni: {maker.display_name}" in answer.content.decode()
    page = cast.resident.client().get(reverse("cases:citizen-case", args=[case.reference])).content.decode()
    assert "katsotko" not in page


def test_own_name_tells_nobody(cast: Cast, case: Case) -> None:
    user = cast.handler.user
    assert user

    messaging.add_note(case.pk, actor=cast.handler.actor, text="@minä", mentioned=[user])

    assert told("case.mentioned") == []


def test_who_may_not_handle_the_case_cannot_be_mentioned(cast: Cast, case: Case) -> None:
    maker = cast.decision_maker.user
    assert maker
    DisqualificationFactory(case=case, user=maker)

    with pytest.raises(ValidationError, match=maker.display_name):
        messaging.add_note(case.pk, actor=cast.handler.actor, text="Katso", mentioned=[maker])
    answer = cast.handler.client().post(
        url(case, "note"), {"note-version": 1, "note-text": f"@{maker.display_name} hei"}
    )

    assert "ei voi käsitellä asiaa" in answer.content.decode()
    assert not Note.objects.exists()


def test_a_name_is_found_as_a_whole() -> None:
    kari = UserFactory.build(username="kari", first_name="Kari", last_name="Huotari")
    longer = UserFactory.build(username="karih", first_name="Kari", last_name="Huotari-Aho")

    assert mentioned_in("Hei @kari huotari!", [kari, longer]) == [kari]
    assert mentioned_in("@Kari Huotari-Aho ja @kari.", [kari, longer]) == [kari, longer]
    assert mentioned_in("kari@kajaani.example, @Karita", [kari, longer]) == []


def test_call_is_written_down_with_whom_and_when(cast: Cast, case: Case) -> None:
    form = {"version": 1, "kind": "phone", "with_whom": "Aino", "happened_on": "1.3.2026", "text": "Melu haittaa."}

    answer = cast.handler.client().post(url(case, "conversation"), form, follow=True)

    note = Note.objects.get()
    assert (note.kind, note.with_whom, note.happened_on) == ("phone", "Aino", dt.date(2026, 3, 1))
    assert "Aino, su 1.3.2026" in answer.content.decode()


def test_what_has_not_happened_is_not_written_down(cast: Cast, case: Case) -> None:
    form = {"version": 1, "kind": "visit", "with_whom": "Aino", "happened_on": "1.3.2099", "text": "Tie on auki."}

    answer = cast.handler.client().post(url(case, "conversation"), form)

    assert "Päivä on tulevaisuudessa" in answer.content.decode()
    assert not Note.objects.exists()


# ---- time line, other cases


def test_time_line_is_narrowed(cast: Cast, case: Case) -> None:
    messaging.add_note(case.pk, actor=cast.handler.actor, text="Soitettu.")
    messaging.send_message(case.pk, actor=cast.handler.actor, text="Hei!")
    handling.claim_case(case.pk, actor=cast.handler.actor)
    client = cast.handler.client()

    def shown(kind: str) -> list[str]:
        return [str(event.text) for event in client.get(f"{url(case)}?tapahtumat={kind}").context["history"]]

    assert shown("notes") == ["Sisäinen muistiinpano"]
    assert shown("messages") == ["Viesti asiakkaalle"]
    assert shown("moves") == ["Otti asian itselleen"]
    assert shown("") == shown("muu") == ["Otti asian itselleen", "Viesti asiakkaalle", "Sisäinen muistiinpano"]


def test_open_case_of_the_same_kind_may_be_a_duplicate(cast: Cast, case: Case, case_type: CaseType) -> None:
    twin = CaseFactory(case_type=case_type, applicant=cast.resident.person)
    CaseFactory(case_type=case_type, applicant=cast.resident.person, closed=True)
    client = cast.handler.client()

    page = client.get(url(case, "earlier")).content.decode()

    assert page.count("Voi olla sama asia") == 1
    merge = f"{url(case, 'merge')}?reference={twin.reference}"
    assert merge in page
    assert f'value="{twin.reference}"' in client.get(merge).content.decode()


# ---- ready texts


@pytest.mark.parametrize(
    ("part", "page", "field"),
    [("message", "message_text", "message-text"), ("supplement", "request-supplement_text", "text")],
)
def test_ready_text_comes_after_what_was_written(
    cast: Cast, in_progress: Case, part: str, page: str, field: str
) -> None:
    text = {"fi": "Asianne {asianumero} on kesken."}
    module = TextModuleFactory(part=part, text=text)
    TextModuleFactory(part="reasons")
    client = cast.handler.client()

    answer = client.post(url(in_progress, page), {field: "Hei!", "text_module": module.pk})

    form = answer.context["message_form" if part == "message" else "form"]
    assert [one.pk for one in form.text_modules] == [module.pk]
    assert form.initial["text"] == f"Hei!\n\nAsianne {in_progress.reference} on kesken."
    assert "Valitse ensin teksti" in client.post(url(in_progress, page), {field: "Hei!"}).content.decode()


# ---- tasks


def test_task_is_given_told_listed_and_done(cast: Cast, case: Case) -> None:
    maker = cast.decision_maker.user
    assert maker
    form = {"version": 1, "text": "Käy katsomassa", "assignee": maker.pk, "due_on": "1.6.2099"}
    cast.handler.client().post(url(case, "give-task"), form)
    task = Task.objects.get()
    client = cast.decision_maker.client()

    assert told("case.task_given") == [maker.email]
    assert client.get("/admin/cases/case/tasks/").context["tasks"] == [task]
    answer = client.post(url(case, "task_done", task.key), {"list": "1"}, follow=True)

    task.refresh_from_db()
    assert (task.done_by, answer.context["tasks"]) == (maker.display_name, [])
    teaming.finish_task(case.pk, task.key, actor=cast.handler.actor)
    task.refresh_from_db()
    assert task.done_by == maker.display_name


def test_own_task_is_told_to_nobody(cast: Cast, case: Case) -> None:
    user = cast.handler.user
    assert user

    teaming.give_task(case.pk, actor=cast.handler.actor, text="Soita", assignee=user)

    assert told("case.task_given") == []


def test_task_is_not_given_to_an_outsider(cast: Cast, case: Case) -> None:
    outsider = cast.other_handler.user
    assert outsider

    with pytest.raises(ValidationError, match="ei voi käsitellä"):
        teaming.give_task(case.pk, actor=cast.handler.actor, text="Soita", assignee=outsider)
    form = {"version": 1, "text": "Soita", "assignee": outsider.pk}
    assert cast.handler.client().post(url(case, "give-task"), form).status_code == 200
    assert not Task.objects.exists()


def test_task_in_a_case_that_one_may_not_handle_any_more_is_not_listed(cast: Cast, case: Case) -> None:
    TaskFactory(case=case, assignee=cast.handler.user)
    DisqualificationFactory(case=case, user=cast.handler.user)

    assert cast.handler.client().get("/admin/cases/case/tasks/").context["tasks"] == []


def test_task_of_another_case_is_not_found(cast: Cast, case: Case, in_progress: Case) -> None:
    task = TaskFactory(case=in_progress)

    assert cast.handler.client().post(url(case, "task_done", task.key)).status_code == 404


# ---- labels


def test_labels_group_the_cases_of_the_unit(cast: Cast, case: Case, in_progress: Case) -> None:
    LabelFactory(unit=cast.unit, name="kevät")
    LabelFactory(unit=cast.other_unit, name="muualla")
    client = cast.handler.client()
    client.post(url(case, "labels"), {"version": 1, "chosen": ["kevät"], "new": "kiire , tori"})

    page = client.get("/admin/cases/case/?nakyma=unit&tunniste=kiire")

    assert [row.case.reference for row in page.context["rows"]] == [case.reference]
    assert sorted(page.context["rows"][0].case.label_names) == ["kevät", "kiire", "tori"]
    assert "muualla" not in page.content.decode()
    client.post(url(case, "labels"), {"version": 1, "chosen": ["tori"]})
    assert [label.name for label in case.labels.all()] == ["tori"]


def test_label_of_another_unit_cannot_be_chosen(cast: Cast, case: Case) -> None:
    LabelFactory(unit=cast.unit, name="kevät")
    LabelFactory(unit=cast.other_unit, name="muualla")

    cast.handler.client().post(url(case, "labels"), {"version": 1, "chosen": ["muualla"]})

    assert not case.labels.exists()


# ---- following


def test_follower_is_told_once_of_what_others_did(cast: Cast, case: Case) -> None:
    teaming.follow_case(case.pk, actor=cast.handler.actor)
    assert tell_followers() == 0

    handling.take_up_case(case.pk, actor=cast.decision_maker.actor)

    assert (tell_followers(), tell_followers()) == (1, 0)
    assert told("case.followed_moved") == [cast.handler.user and cast.handler.user.email]


def test_follower_is_not_told_of_own_doings(cast: Cast, case: Case) -> None:
    teaming.follow_case(case.pk, actor=cast.handler.actor)
    handling.take_up_case(case.pk, actor=cast.handler.actor)

    assert tell_followers() == 0


def test_follower_who_may_not_see_the_case_any_more_is_not_told(cast: Cast, case: Case) -> None:
    teaming.follow_case(case.pk, actor=cast.handler.actor)
    handling.take_up_case(case.pk, actor=cast.decision_maker.actor)
    DisqualificationFactory(case=case, user=cast.handler.user)

    assert tell_followers() == 0


def test_following_ends(cast: Cast, case: Case) -> None:
    client = cast.handler.client()
    assert "Lopeta seuraaminen" in client.post(url(case, "follow"), follow=True).content.decode()

    for _time in range(2):
        assert "Et enää seuraa" in client.post(url(case, "unfollow"), follow=True).content.decode()

    assert not Following.objects.exists()


def test_only_the_clock_tells_followers(cast: Cast, case: Case) -> None:
    following = FollowingFactory(case=case, user=cast.handler.user)

    with pytest.raises(PermissionDenied):
        teaming.tell_follower(following.pk, actor=cast.handler.actor)
    assert teaming.tell_follower(following.pk, actor=SYSTEM_CLOCK) is False


# ---- who may


@pytest.mark.parametrize("role", OTHERS)
def test_others_do_nothing_with_colleagues(cast: Cast, case: Case, role: str) -> None:
    actor, task = cast.member(role).actor, TaskFactory(case=case)
    user = cast.handler.user
    assert user

    for act in (
        lambda: teaming.set_labels(case.pk, actor=actor, names=["x"]),
        lambda: teaming.give_task(case.pk, actor=actor, text="x", assignee=user),
        lambda: teaming.finish_task(case.pk, task.key, actor=actor),
        lambda: teaming.follow_case(case.pk, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert not Label.objects.exists()


def test_workspace_with_everything_asks_no_more_for_many(cast: Cast, in_progress: Case) -> None:
    client = cast.handler.client()

    def look() -> int:
        return count_queries(lambda: client.get(url(in_progress)))

    client.get(url(in_progress))
    TaskFactory(case=in_progress)
    FollowingFactory(case=in_progress)
    one = look()
    TaskFactory.create_batch(5, case=in_progress)
    for label in LabelFactory.create_batch(5, unit=cast.unit):
        label.cases.add(in_progress)

    assert look() == one
