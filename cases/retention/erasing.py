# SPDX-License-Identifier: EUPL-1.2
"""Erasing a case with everything that stands on it, whichever tables there are: found from the models themselves, so
that a new kind of row is not forgotten. Rooms above tell what of theirs goes along (`also`)."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pgtrigger
from django.core.files.storage import Storage
from django.db import connection, models
from django.db.models import CASCADE, PROTECT, RESTRICT, SET_NULL

from portal.notifications.models import Notification

# Model → ids of its rows.
Rows = dict[type[models.Model], set[int]]
# From what goes to what must go along. May also empty what others still need.
Beside = Callable[[Rows], Iterable[models.Model]]

_besides: list[Beside] = []
_BELONGS = (CASCADE, PROTECT, RESTRICT)


def also(beside: Beside) -> None:
    if beside not in _besides:
        _besides.append(beside)


def erase(case: models.Model) -> Rows:
    """Delete the case and its rows and files, in the caller's transaction. Returns what went.

    The files go first, before the commit: if the commit then fails, the case is tried again and has lost what it was
    to lose; the other way round, a crash would leave files of nobody.
    """
    rows: Rows = defaultdict(set)
    _gather([case], rows)
    for beside in _besides:
        _gather(beside(rows), rows)
    _gather(_told_of(rows), rows)
    files = list(_files_of(rows))
    with pgtrigger.ignore(*_triggers_of(rows)):
        _detach(rows)
        for model, ids in rows.items():
            # References are checked at the commit, so the order does not matter. Not `delete`: its protection is for
            # people, and it would ask every table again.
            found = model._base_manager.filter(pk__in=ids)
            found._raw_delete(found.db)
        with connection.cursor() as cursor:
            # Now, so that no file goes when something still points at what was to go; then at the commit again.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for storage, name in files:
        storage.delete(name)
    return rows


def _gather(found: Iterable[models.Model], rows: Rows) -> None:
    """These rows and all that belong to them."""
    for row in found:
        if row.pk in rows[type(row)]:
            continue
        rows[type(row)].add(row.pk)
        for relation in belonging_to(type(row)):
            field = relation.field
            _gather(list(relation.related_model._base_manager.filter(**{field.name: row})), rows)


def belonging_to(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """The foreign keys by which other rows belong to a row of this model: they go and are handed on with it."""
    return [relation for relation in _relations_of(model) if relation.on_delete in _BELONGS]


def _relations_of(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """Foreign keys to the model, the hidden ones of many-to-many tables among them."""
    relations = (one for one in model._meta.get_fields(include_hidden=True) if isinstance(one, models.ManyToOneRel))
    return [one for one in relations if one.related_model is not model or one.on_delete in _BELONGS]


def _told_of(rows: Rows) -> list[models.Model]:
    """Notifications hold words about a thing, without a key to it."""
    told: list[models.Model] = []
    for model, ids in rows.items():
        told += Notification.objects.filter(about_type=model._meta.label_lower, about_id__in=ids)
    return told


def _detach(rows: Rows) -> None:
    for model, ids in rows.items():
        for relation in _relations_of(model):
            if relation.on_delete is SET_NULL:
                name = relation.field.name
                relation.related_model._base_manager.filter(**{f"{name}__in": ids}).update(**{name: None})


def _files_of(rows: Rows) -> Iterable[tuple[Storage, str]]:
    for model, ids in rows.items():
        for field in model._meta.fields:
            if isinstance(field, models.FileField):
                names = model._base_manager.filter(pk__in=ids).exclude(**{field.name: ""})
                for name in names.values_list(field.name, flat=True):
                    yield field.storage, name


def _triggers_of(rows: Rows) -> list[str]:
    """That history never changes is a rule for as long as it is kept."""
    return [f"{model._meta.label}:{trigger.name}" for model in rows for trigger in getattr(model._meta, "triggers", [])]
