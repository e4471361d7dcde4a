# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a query set, and which query sets cannot be kept. Each use is compared in tests/house."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.db.models import Prefetch, QuerySet

from cases.models import Case, Party
from portal.accounts.models import Mandate, Person
from portal.common import clock
from portal.common.prepared import Prepared, PreparedError
from portal.notifications.models import Notification
from tests.factories.accounts import MandateFactory, PersonFactory
from tests.factories.cases import CaseFactory
from tests.factories.notifications import NotificationFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 21, 59, tzinfo=dt.UTC)  # one minute before the day changes in Helsinki


def counted(compose: Any) -> tuple[Prepared, list[int]]:
    """The question, and one entry for each time that its query set is composed."""
    times: list[int] = []

    def composing(*arguments: Any) -> QuerySet[Any]:
        times.append(1)
        query: QuerySet[Any] = compose(*arguments)
        return query

    return Prepared(composing), times


def test_is_composed_once_whoever_asks() -> None:
    ours, theirs = NotificationFactory(), NotificationFactory()
    question, times = counted(lambda person: Notification.objects.filter(person=person))

    found = [question(one.person) for one in (ours, theirs, ours)]

    assert found == [[ours], [theirs], [ours]]
    assert len(times) == 2  # twice for the first, to see what varies


def test_nobody_is_a_question_of_its_own() -> None:
    told = NotificationFactory(person=None, email="outi@posti.example")
    question = Prepared(lambda person: Notification.objects.filter(person=person))

    assert question(NotificationFactory().person) != [told]
    assert question(None) == [told]


def test_the_moment_is_that_of_the_asking() -> None:
    old = NotificationFactory(created_at=NOW - dt.timedelta(hours=2))
    question = Prepared(lambda: Notification.objects.filter(created_at__gt=clock.now() - dt.timedelta(hours=3)))

    with clock.pretend(NOW):
        assert question() == [old]
    with clock.pretend(NOW + dt.timedelta(hours=2)):
        assert question() == []


def test_the_day_is_that_of_helsinki() -> None:
    mandate = MandateFactory(valid_until=dt.date(2026, 3, 2))
    question = Prepared(lambda: Mandate.objects.valid())

    with clock.pretend(NOW):
        assert question() == [mandate]
    with clock.pretend(NOW + dt.timedelta(minutes=2)):
        assert question() == []


def test_a_moment_reckoned_from_the_day_is_refused() -> None:
    def since_midnight() -> QuerySet[Notification]:
        midnight = dt.datetime.combine(clock.today(), dt.time(), tzinfo=dt.UTC)
        return Notification.objects.filter(created_at__gte=midnight)

    with pytest.raises(PreparedError, match="reckoned"):
        Prepared(since_midnight)()


def test_a_day_reckoned_from_the_day_of_the_week_is_refused() -> None:
    def until_sunday() -> QuerySet[Mandate]:
        return Mandate.objects.filter(valid_until__lte=clock.today() + dt.timedelta(days=6 - clock.today().weekday()))

    with pytest.raises(PreparedError, match="reckoned"):
        Prepared(until_sunday)()


def test_a_day_can_be_given() -> None:
    mandates = [MandateFactory(valid_until=dt.date(2026, 3, day)) for day in (2, 3)]
    question, times = counted(lambda day: Mandate.objects.filter(valid_until=day))

    assert [question(mandate.valid_until) for mandate in mandates] == [[mandate] for mandate in mandates]
    assert len(times) == 2


def test_a_number_reckoned_from_a_value_is_refused() -> None:
    with pytest.raises(PreparedError, match="reckoned"):
        Prepared(lambda pk: Person.objects.filter(pk=pk + 1))(7)


def test_what_depends_on_a_value_is_refused() -> None:
    with pytest.raises(PreparedError, match="shape"):
        Prepared(lambda pk: Person.objects.filter(pk=pk)[: 1 + pk % 3])(7)


def test_a_stand_in_knows_its_number_alone() -> None:
    question = Prepared(lambda person: Notification.objects.filter(email=person.email))

    with pytest.raises(Person.DoesNotExist):
        question(PersonFactory())


def test_locks_are_for_actions() -> None:
    with pytest.raises(PreparedError, match="actions"):
        Prepared(lambda: Person.objects.select_for_update())()


def test_nothing_can_be_found_stays_nothing() -> None:
    assert Prepared(lambda: Person.objects.none())() == []


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_related_rows_are_at_hand(count: int, django_assert_num_queries: Any) -> None:
    cases = CaseFactory.create_batch(count, waiting=True)
    asked = Prepared(lambda: Case.objects.order_by("pk").prefetch_related("parties", "supplement_requests"))

    with django_assert_num_queries(3):
        found = asked()
        names = [(party.name, party.case.reference) for case in found for party in case.parties.all()]
        requests = [len(case.supplement_requests.all()) for case in found]

    assert found == cases
    assert names == [(party.name, case.reference) for case in cases for party in Party.objects.filter(case=case)]
    assert requests == [1] * count


def test_related_rows_of_nothing_are_not_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert Prepared(lambda: Case.objects.prefetch_related("parties"))() == []


@pytest.mark.parametrize(
    "lookup", ["case_type", "case_type__cases", "decisions__services", Prefetch("parties", to_attr="kept")]
)
def test_other_related_rows_are_refused(lookup: Any) -> None:
    with pytest.raises(PreparedError):
        Prepared(lambda: Case.objects.prefetch_related(lookup))()


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_with_its_own_connection() -> None:
    people = PersonFactory.create_batch(8)
    question = Prepared(lambda pk: Person.objects.filter(pk=pk))

    def ask(person: Person) -> tuple[list[Person], int]:
        try:
            return question(person.pk), id(connection.connection)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, people))

    assert [rows for rows, _connection in found] == [[person] for person in people]
    assert id(connection.connection) not in {used for _rows, used in found}


def test_in_production_what_cannot_be_kept_is_asked_as_it_is(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.TESTING = False
    people = PersonFactory.create_batch(2)
    question = Prepared(lambda person: Person.objects.filter(pk=person.pk + 0, given_names=person.given_names))

    assert [question(person) for person in (*people, *people)] == [[person] for person in (*people, *people)]
    assert [record.levelname for record in caplog.records if "composed each time" in record.message] == ["WARNING"]


def test_in_production_a_value_is_never_taken_for_that_of_another(settings: Any) -> None:
    settings.TESTING = False
    people = PersonFactory.create_batch(3)
    question = Prepared(lambda pk: Person.objects.filter(pk=pk + 1))

    assert question(people[0].pk) == [people[1]]
    assert question(people[1].pk) == [people[2]]
