# SPDX-License-Identifier: EUPL-1.2
"""Questions to the database that are composed once and asked many times.

    UNSEEN = Prepared(lambda actor: Notification.objects.visible_to(actor).unseen())
    UNSEEN(request.actor)   the same rows as list(UNSEEN.compose(request.actor))

Composing a SELECT takes Django longer than answering it takes PostgreSQL, and for the same page only the ids in it and
the time of day change. So the query set is composed for stand-ins: rows that know nothing but a number, in a moment
far away. Where these come out among the parameters, the real ones are put in. The SQL is that of Django's compiler
and the rows are made by Django's own iterables.

It is composed twice, with other stand-ins. A parameter that changes and is no stand-in was reckoned from one; then
nothing is kept and PreparedError tells. A stand-in knows its number alone: reading another field of it asks the
database for a row that is not there, and raises too. In tests that is raised; in production the log tells it once and
the plain query set is asked, so that no page fails for being slower. What a query set may *not* do is ask whether two
rows that it is given are the same; tests compare each use with the plain query set.
"""

import datetime as dt
import logging
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet, ObjectDoesNotExist
from django.db import connections
from django.db.models import Model, Prefetch, QuerySet
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor
from django.utils.translation import get_language

from portal.common import clock

SHAPES_KEPT = 200

logger = logging.getLogger(__name__)


class PreparedError(Exception):
    """The query set is none that can be kept; the text tells why."""


class WithRows:
    """An argument that has rows in it: they vary from question to question, the rest shapes the question."""

    __slots__ = ()

    @property
    def rows(self) -> tuple[Model | None, ...]:
        raise NotImplementedError

    @property
    def rest(self) -> Hashable:
        raise NotImplementedError

    def with_rows(self, *rows: Any) -> Self:
        raise NotImplementedError


class Prepared:
    """`compose` makes the query set from rows, numbers, texts, days, UUIDs, actors and tuples of these.

    For each other value, as that of an enumeration, a query set of its own is composed. An argument that a query set
    looks at, as the number of rows it wants, is no argument of the question.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any]]) -> None:
        self.compose = compose
        self._kept: dict[Hashable, _Question | _Plain] = {}
        self._is_told = False

    def __call__(self, *arguments: Any) -> list[Any]:
        shape: list[Hashable] = [get_language()]
        values: list[Any] = []
        for argument in arguments:
            _take_apart(argument, shape, values)
        question = self._kept.get(tuple(shape)) or self._keep(tuple(shape), arguments)
        return question.ask(values, arguments)

    def first(self, *arguments: Any) -> Any:
        """The first row or None. The query set says itself that it wants one."""
        return next(iter(self(*arguments)), None)

    def _keep(self, shape: Hashable, arguments: Sequence[Any]) -> "_Question | _Plain":
        if len(self._kept) >= SHAPES_KEPT:
            self._kept.clear()
        question: _Question | _Plain
        try:
            question = _question(self.compose, arguments)
        except (PreparedError, ObjectDoesNotExist) as error:
            if settings.TESTING:
                raise
            question = _Plain(self.compose)
            self._tell(error)
        self._kept[shape] = question
        return question

    def _tell(self, error: Exception) -> None:
        if not self._is_told:
            self._is_told = True
            code = self.compose.__code__
            logger.warning(
                "The query set in %s:%s is composed each time: %s", code.co_filename, code.co_firstlineno, error
            )


def _take_apart(argument: Any, shape: list[Hashable], values: list[Any]) -> None:
    """Add what varies of the argument to the values, in the order in which stand-ins are made; the rest is shape."""
    if isinstance(argument, WithRows):
        shape.append(argument.rest)
        for row in argument.rows:
            _take_apart(row, shape, values)
    elif isinstance(argument, Model):
        shape.append(argument._meta.label)
        values.append(argument.pk)
    elif isinstance(argument, UUID) or type(argument) in (int, str, dt.date):
        shape.append(type(argument).__name__)
        values.append(argument)
    elif type(argument) is tuple:
        shape.append(len(argument))
        for part in argument:
            _take_apart(part, shape, values)
    else:
        shape.append(argument)


# ---- composing


class _StandIns:
    """What stands for the values while a query set is composed: numbers and a moment that nothing else has."""

    def __init__(self, *, first: int, moment: dt.datetime) -> None:
        self.first, self.moment = first, moment
        self.made: list[Any] = []

    def of(self, argument: Any) -> Any:
        if isinstance(argument, WithRows):
            return argument.with_rows(*map(self.of, argument.rows))
        if isinstance(argument, Model):
            field = argument._meta.pk
            assert field is not None
            return argument._meta.concrete_model.from_db(None, [field.attname], [self._next()])  # type: ignore[union-attr]
        if isinstance(argument, UUID):
            return self._next(UUID(int=self.first + len(self.made)))
        if type(argument) is tuple:
            return tuple(map(self.of, argument))
        if type(argument) is dt.date:
            return self._next(self.moment.date() + dt.timedelta(days=10_000 + len(self.made)))
        if type(argument) is str:
            return self._next(f"stand-in {self.first + len(self.made)}")
        return self._next() if type(argument) is int else argument

    def _next(self, value: Any = None) -> Any:
        self.made.append(self.first + len(self.made) if value is None else value)
        return self.made[-1]


@dataclass(frozen=True, slots=True)
class _Composed:
    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    stand_ins: _StandIns


def _composed(compose: Callable[..., QuerySet[Any]], arguments: Sequence[Any], stand_ins: _StandIns) -> _Composed:
    with clock.pretend(stand_ins.moment):
        queryset = compose(*map(stand_ins.of, arguments))
    if queryset.query.select_for_update:
        raise PreparedError("Locks are for actions.")
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        sql, parameters = "", ()
    return _Composed(queryset, compiler, sql, tuple(parameters), stand_ins)


def _question(compose: Callable[..., QuerySet[Any]], arguments: Sequence[Any]) -> "_Question":
    # Numbers that fit the narrowest key, and days that no calendar of ours has; the two moments share no part,
    # nor the day of the week: what is reckoned from it is seen to differ.
    one = _StandIns(first=1_900_000_000, moment=dt.datetime(7771, 3, 4, 5, 6, 7, 89, tzinfo=dt.UTC))
    other = _StandIns(first=2_000_000_000, moment=dt.datetime(7782, 9, 17, 13, 42, 33, 514, tzinfo=dt.UTC))
    first, second = _composed(compose, arguments, one), _composed(compose, arguments, other)
    if first.sql != second.sql or len(first.parameters) != len(second.parameters):
        raise PreparedError("What it asks depends on the values, not on their shape alone.")
    slots = [_slot(a, b, one, other) for a, b in zip(first.parameters, second.parameters, strict=True)]
    related = [_related(compose, first.queryset, index) for index in range(len(_lookups(first.queryset)))]
    return _Question(first.queryset, first.compiler, first.sql, slots, related, _converters(first.compiler, first.sql))


def _converters(compiler: Any, sql: str) -> dict[int, Any]:
    """What the columns are read with."""
    return compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]]) if sql else {}


def _slot(a: Any, b: Any, one: _StandIns, other: _StandIns) -> Callable[[list[Any], dt.datetime], Any]:
    """How the parameter is had from the values and the moment, known from what it was for two stand-ins."""
    if type(a) is type(b) and a == b:
        return lambda _values, _now: a
    for index, (mine, its) in enumerate(zip(one.made, other.made, strict=True)):
        if a == mine and b == its:
            return lambda values, _now: values[index]
    if isinstance(a, dt.datetime):
        if (later := a - one.moment) == b - other.moment:
            return lambda _values, now: now + later
    elif isinstance(a, dt.date) and (days := a - _day(one.moment)) == b - _day(other.moment):
        return lambda _values, now: _day(now) + days
    raise PreparedError(f"{a!r} is reckoned from a value, so it cannot be told for another one.")


def _day(moment: dt.datetime) -> dt.date:
    return clock.local(moment).date()


# ---- asking


@dataclass(frozen=True, slots=True)
class _Question:
    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    slots: list[Callable[[list[Any], dt.datetime], Any]]
    related: "list[_Related]"
    converters: dict[int, Any]

    def ask(self, values: list[Any], arguments: Sequence[Any]) -> list[Any]:
        if not self.sql:
            return []
        now = clock.now()
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # each thread has its own
        asked = self.sql, tuple(slot(values, now) for slot in self.slots)
        compiler.as_sql = lambda *_args, **_kwargs: asked
        compiler.get_converters = lambda _columns: self.converters
        iterable: Any = self.queryset._iterable_class
        rows = list(iterable(_Again(self.queryset, compiler)))
        for related in self.related:
            related.read(rows, arguments)
        return rows


@dataclass(frozen=True, slots=True)
class _Plain:
    """What cannot be kept is asked as it is."""

    compose: Callable[..., QuerySet[Any]]

    def ask(self, _values: list[Any], arguments: Sequence[Any]) -> list[Any]:
        return list(self.compose(*arguments))


class _Again:
    """What Django's iterables read of a query set, with the compiler that has its SQL already."""

    def __init__(self, queryset: QuerySet[Any], compiler: Any) -> None:
        self._queryset, self._compiler, self.query = queryset, compiler, self

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        # One object stands for both the query set and its query; no name means different things in the two.
        return getattr(self._queryset, name) if hasattr(self._queryset, name) else getattr(self._queryset.query, name)


# ---- related rows, as prefetch_related reads them


def _lookups(queryset: QuerySet[Any]) -> tuple[str | Prefetch[Any], ...]:
    return queryset._prefetch_related_lookups  # type: ignore[attr-defined,no-any-return]


def _related(compose: Callable[..., QuerySet[Any]], queryset: QuerySet[Any], index: int) -> "_Related":
    paths = [str(getattr(lookup, "prefetch_through", lookup)).split("__") for lookup in _lookups(queryset)]
    names, model = paths[index], queryset.model
    if getattr(_lookups(queryset)[index], "to_attr", None) or (names[1:] and names[:-1] not in paths[:index]):
        raise PreparedError(f"{names}: related rows keep their own name, and each step of the way is a lookup before.")
    for name in names:
        descriptor = getattr(model, name)
        if type(descriptor) is not ReverseManyToOneDescriptor:
            raise PreparedError(f"{name}: only rows that point back with a foreign key.")
        field, model = descriptor.rel.field, descriptor.rel.related_model

    def rows_of(owners: tuple[Model, ...], *arguments: Any) -> QuerySet[Any]:
        wanted = getattr(_lookups(compose(*arguments))[index], "queryset", None)
        found: QuerySet[Any] = field.model._default_manager.all() if wanted is None else wanted
        return found.filter(**{f"{field.name}__in": owners})

    return _Related(names, Prepared(rows_of))


@dataclass(frozen=True, slots=True)
class _Related:
    names: list[str]
    rows_of: Prepared

    def read(self, owners: list[Any], arguments: Sequence[Any]) -> None:
        for name in self.names[:-1]:
            owners = [row for owner in owners for row in getattr(owner, name).all()]
        if owners:
            # As many as the next power of two, so that few query sets are composed for many lengths of a list.
            missing = (1 << (len(owners) - 1).bit_length()) - len(owners)
            put_at_hand(owners, self.names[-1], self.rows_of((*owners, *owners[-1:] * missing), *arguments))


def put_at_hand(owners: Iterable[Model], name: str, rows: Iterable[Any]) -> None:
    """Leave the rows as `prefetch_related(name)` would: `owner.<name>.all()` then asks the database nothing."""
    by_owner: dict[Any, list[Any]] = {}
    managers = [(owner, getattr(owner, name)) for owner in owners]
    for row in rows if managers else ():
        by_owner.setdefault(getattr(row, managers[0][1].field.attname), []).append(row)
    for owner, manager in managers:
        known = manager.get_queryset()
        known._result_cache, known._prefetch_done = by_owner.get(owner.pk, []), True
        for row in known._result_cache:
            manager.field.set_cached_value(row, owner)
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[manager.field.remote_field.cache_name] = known
