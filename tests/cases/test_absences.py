# SPDX-License-Identifier: EUPL-1.2
"""Who is away has a substitute: cases go by rule, with no right more than before, and come back by themselves."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.actions import absences, handing, handling
from cases.models import Absence, Case, CaseType, StandIn
from cases.tasks import keep_absences
from portal.accounts.actors import SYSTEM_CLOCK, actor_for
from portal.accounts.models import Role, RoleGrant, User
from portal.common import clock
from portal.notifications.models import Notification
from tests.cases.races import race
from tests.cast import Cast, Member
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, DisqualificationFactory
from tests.factories.work import AbsenceFactory, TaskFactory
from tests.queries import count_queries

PAGE = "admin:cases_case_absences"


def user_of(member: Member) -> User:
    assert member.user
    return member.user


def colleague(cast: Cast, name: str = "maija") -> User:
    user = UserFactory(username=name, first_name=name.capitalize(), last_name="Meri", email=f"{name}@city.example")
    RoleGrant.objects.create(user=user, role=Role.HANDLER, unit=cast.unit)
    return user


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def away(cast: Cast, substitute: User, *, user: User | None = None, first: int = 0, last: int = 5) -> Absence:
    user = user or user_of(cast.handler)
    return absences.tell_absence(
        actor=actor_for(user), user=user, substitute=substitute, starts_on=in_days(first), ends_on=in_days(last)
    )


def handler_of(case: Case) -> User | None:
    return Case.objects.get(pk=case.pk).handler


def pass_days(days: int) -> None:
    with clock.pretend(clock.now() + dt.timedelta(days=days)):
        keep_absences()


def test_open_cases_go_to_the_substitute_on_the_day_and_come_back_after_it(cast: Cast, in_progress: Case) -> None:
    maija = colleague(cast)
    promise = in_progress.due_on

    away(cast, maija, first=1, last=3)
    assert handler_of(in_progress) == cast.handler.user
    pass_days(1)
    pass_days(1)

    assert handler_of(in_progress) == maija
    assert Case.objects.own_work(actor_for(maija)).get().due_on == promise
    pass_days(3)
    assert handler_of(in_progress) == maija
    pass_days(4)
    pass_days(4)
    assert handler_of(in_progress) == cast.handler.user
    moves = list(in_progress.changes.filter(verb="assign").values_list("reason", flat=True))
    assert len(moves) == 2
    assert moves[1] == "Kari Huotari palasi"


def test_both_are_told_and_the_page_of_the_case_tells(cast: Cast, in_progress: Case) -> None:
    maija = colleague(cast)

    absence = away(cast, maija)

    told = Notification.objects.filter(event="absence.told").values_list("email", flat=True)
    assert sorted(told) == sorted([maija.email, user_of(cast.handler).email])
    page = cast.handler.client().get(reverse("admin:cases_case_change", args=[in_progress.reference]))
    assert f"Maija Meri sijaistaa: Kari Huotari {absence.days}" in page.content.decode()
    citizen = cast.resident.client().get(reverse("cases:citizen-case", args=[in_progress.reference])).content.decode()
    assert "Maija Meri" in citizen
    assert "poissa" not in citizen


def test_new_case_for_who_is_away_goes_to_the_substitute_and_comes_back(cast: Cast, case: Case) -> None:
    maija = colleague(cast)
    absence = away(cast, maija)

    for _again in range(2):
        handing.give_case(case.pk, actor=cast.decision_maker.actor, handler=user_of(cast.handler))

    assert handler_of(case) == maija
    assert StandIn.objects.running().count() == 1
    absences.end_absence(absence.pk, actor=cast.handler.actor)
    assert handler_of(case) == cast.handler.user


def test_substitute_gets_no_right_so_the_case_waits_in_the_queue_of_the_unit(cast: Cast, in_progress: Case) -> None:
    maija = colleague(cast)
    DisqualificationFactory(case=in_progress, user=maija)

    absence = away(cast, maija)

    assert handler_of(in_progress) is None
    assert not Case.objects.handled_by(actor_for(maija)).exists()
    assert Notification.objects.get(event="case.left_by_absent").email == cast.unit.email
    absences.end_absence(absence.pk, actor=SYSTEM_CLOCK)
    assert handler_of(in_progress) == cast.handler.user


def test_what_somebody_has_given_on_stays_where_it_is(cast: Cast, in_progress: Case) -> None:
    absence = away(cast, colleague(cast))
    handing.give_case(in_progress.pk, actor=cast.handler.actor, handler=user_of(cast.decision_maker))

    absences.end_absence(absence.pk, actor=SYSTEM_CLOCK)

    assert handler_of(in_progress) == cast.decision_maker.user
    assert not StandIn.objects.running().exists()


def test_ended_case_does_not_come_back(cast: Cast, in_progress: Case) -> None:
    absence = away(cast, colleague(cast))
    handling.withdraw_case(in_progress.pk, actor=cast.resident.actor)

    absences.end_absence(absence.pk, actor=SYSTEM_CLOCK)

    assert handler_of(in_progress) == colleague_named("maija")


def colleague_named(name: str) -> User:
    return User.objects.get(username=name)


@pytest.mark.parametrize(("own", "theirs"), [(3, 9), (9, 3)], ids=["first back before", "first back after"])
def test_substitute_of_the_substitute(cast: Cast, in_progress: Case, own: int, theirs: int) -> None:
    maija, olli = colleague(cast), colleague(cast, "olli")
    away(cast, maija, last=own)
    away(cast, olli, user=maija, first=1, last=theirs)

    pass_days(1)
    assert handler_of(in_progress) == olli
    pass_days(min(own, theirs) + 1)
    assert handler_of(in_progress) == (cast.handler.user if own < theirs else maija)
    pass_days(max(own, theirs) + 1)

    assert handler_of(in_progress) == cast.handler.user
    assert not StandIn.objects.running().exists()


def test_stale_line_of_an_earlier_substitute_takes_nothing(cast: Cast, in_progress: Case) -> None:
    maija, olli, maker = colleague(cast), colleague(cast, "olli"), user_of(cast.decision_maker)
    first = away(cast, maija)
    handing.give_case(in_progress.pk, actor=cast.handler.actor, handler=maker)
    away(cast, olli, user=maker)

    absences.end_absence(first.pk, actor=SYSTEM_CLOCK)

    assert handler_of(in_progress) == olli


def test_case_that_came_past_the_rule_is_passed_on_by_the_clock(cast: Cast, case: Case) -> None:
    maija = colleague(cast)
    away(cast, maija)
    Case.objects.filter(pk=case.pk).update(handler=cast.handler.user)

    keep_absences()
    keep_absences()

    assert handler_of(case) == maija
    assert case.changes.filter(verb="assign").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_of_each_other_one_is_refused(cast: Cast) -> None:
    handler, maker = user_of(cast.handler), user_of(cast.decision_maker)

    results = race(lambda: away(cast, maker, user=handler), lambda: away(cast, handler, user=maker))

    assert sorted(type(result).__name__ for result in results) == ["Absence", "ValidationError"]


@pytest.mark.django_db(transaction=True)
def test_case_comes_back_once_though_two_end_the_absence(cast: Cast, in_progress: Case) -> None:
    absence = away(cast, colleague(cast))
    ends = [lambda: absences.end_absence(absence.pk, actor=SYSTEM_CLOCK)] * 2

    assert sorted(race(*ends)) == [False, True]
    assert handler_of(in_progress) == cast.handler.user
    assert in_progress.changes.filter(verb="assign").count() == 2


# ---- refusals


def test_substitute_of_another_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="saman yksikön"):
        away(cast, user_of(cast.other_handler))
    with pytest.raises(ValidationError, match="saman yksikön"):
        away(cast, user_of(cast.handler))


def test_substitute_who_is_away_is_refused(cast: Cast) -> None:
    maija = colleague(cast)
    away(cast, user_of(cast.decision_maker), user=maija, first=5, last=9)

    with pytest.raises(ValidationError, match="itse poissa"):
        away(cast, maija, last=5)
    assert away(cast, maija, last=4).substitute == maija


def test_two_absences_at_once_are_refused_by_the_database_too(cast: Cast) -> None:
    absence = away(cast, colleague(cast), first=2, last=4)

    with pytest.raises(ValidationError, match="jo ilmoitettu"):
        away(cast, colleague(cast, "olli"), first=4, last=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        AbsenceFactory(user=absence.user, starts_on=in_days(4), ends_on=in_days(6))


def test_days_that_have_gone_are_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="jo mennyt"):
        away(cast, colleague(cast), first=-3, last=-1)
    with pytest.raises(ValidationError, match="ennen ensimmäistä"):
        away(cast, colleague(cast, "olli"), first=3, last=2)


def test_only_who_leads_the_unit_tells_for_another(cast: Cast) -> None:
    maija, user = colleague(cast), user_of(cast.handler)
    days = {"starts_on": in_days(0), "ends_on": in_days(2)}

    for actor in (actor_for(maija), cast.other_handler.actor, cast.clerk.actor, cast.auditor.actor, SYSTEM_CLOCK):
        with pytest.raises(PermissionDenied):
            absences.tell_absence(actor=actor, user=user, substitute=maija, **days)

    told = absences.tell_absence(actor=cast.main_user.actor, user=user, substitute=maija, **days)
    with pytest.raises(PermissionDenied):
        absences.end_absence(told.pk, actor=actor_for(maija))
    assert absences.end_absence(told.pk, actor=cast.decision_maker.actor)
    assert not absences.end_absence(told.pk, actor=cast.decision_maker.actor)


def test_a_person_does_not_move_cases_by_the_machinery(cast: Cast) -> None:
    absence = AbsenceFactory(user=cast.handler.user, substitute=colleague(cast))

    with pytest.raises(PermissionDenied):
        absences.begin_absence(absence.pk, actor=cast.handler.actor)


# ---- pages


def test_absence_is_told_and_ended_on_the_page(cast: Cast, in_progress: Case) -> None:
    maija, client = colleague(cast), cast.handler.client()
    today = clock.today()
    days = {"starts_on": f"{today:%d.%m.%Y}", "ends_on": f"{in_days(3):%d.%m.%Y}"}

    answer = client.post(reverse(PAGE), {"user": user_of(cast.handler).pk, "substitute": maija.pk, **days}, follow=True)

    assert "Poissaolo on kirjattu" in answer.content.decode()
    assert handler_of(in_progress) == maija
    client.post(reverse("admin:cases_case_absence_end", args=[Absence.objects.get().key]))
    assert handler_of(in_progress) == cast.handler.user


def test_refusal_is_told_beside_the_field(cast: Cast) -> None:
    colleague(cast)
    own = user_of(cast.handler).pk

    answer = cast.decision_maker.client().post(
        reverse(PAGE), {"user": own, "substitute": own, "starts_on": "1.6.2099", "ends_on": "2.6.2099"}
    )

    assert "ei käsittele saman yksikön asioita" in answer.content.decode()
    assert not Absence.objects.exists()


def test_handler_tells_of_oneself_alone(cast: Cast) -> None:
    maija = colleague(cast)
    days = {"starts_on": "1.6.2099", "ends_on": "2.6.2099"}

    answer = cast.handler.client().post(
        reverse(PAGE), {"user": maija.pk, "substitute": user_of(cast.handler).pk, **days}
    )

    assert answer.context["form"].errors["user"]


def test_tasks_of_the_absent_show_to_the_substitute(cast: Cast, in_progress: Case) -> None:
    maija = colleague(cast)
    TaskFactory(case=in_progress, assignee=cast.handler.user, text="Soita naapurille")
    client = Member(maija).client()

    assert "Soita naapurille" not in client.get(reverse("admin:cases_case_tasks")).content.decode()
    absence = away(cast, maija)

    assert "sijaistat: Kari Huotari" in client.get(reverse("admin:cases_case_tasks")).content.decode()
    absences.end_absence(absence.pk, actor=SYSTEM_CLOCK)
    assert "Soita naapurille" not in client.get(reverse("admin:cases_case_tasks")).content.decode()


def test_page_asks_the_same_for_one_and_for_twenty(cast: Cast, case_type: CaseType) -> None:
    client = cast.decision_maker.client()

    def some(count: int, start: int) -> None:
        for number in range(start, start + count):
            AbsenceFactory(user=colleague(cast, f"n{number}"), substitute=cast.handler.user)

    some(1, 0)
    client.get(reverse(PAGE))
    one = count_queries(lambda: client.get(reverse(PAGE)))
    some(19, 1)

    assert count_queries(lambda: client.get(reverse(PAGE))) == one


def test_days_are_written_short(cast: Cast) -> None:
    def days(first: dt.date, last: dt.date) -> str:
        return Absence(starts_on=first, ends_on=last).days

    assert days(dt.date(2026, 12, 1), dt.date(2026, 12, 14)) == "1.–14.12.2026"
    assert days(dt.date(2026, 11, 30), dt.date(2026, 12, 14)) == "30.11.–14.12.2026"
    assert days(dt.date(2026, 12, 30), dt.date(2027, 1, 2)) == "30.12.2026–2.1.2027"
    assert days(dt.date(2026, 12, 1), dt.date(2026, 12, 1)) == "1.12.2026"


def test_case_of_two_absences_is_given_back_once(cast: Cast) -> None:
    case = CaseFactory(case_type__unit=cast.unit, applicant=cast.resident.person, handler=cast.handler.user)
    absence = away(cast, colleague(cast))

    assert absences.end_absence(absence.pk, actor=SYSTEM_CLOCK)
    assert not absences.end_absence(absence.pk, actor=SYSTEM_CLOCK)

    assert case.changes.filter(verb="assign").count() == 2
