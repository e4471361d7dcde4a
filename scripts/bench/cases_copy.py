# SPDX-License-Identifier: EUPL-1.2
"""Rows by COPY: each is a copy of a row that an action of the portal has made, with other values in some columns.

So a column that the bench does not know has what the action left there, and the constraints of the tables hold.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

_BUFFER_ROWS = 500


class Copied:
    """Rows of one table, numbered onwards from what is there; `write` sends what was added since the last time."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.columns = [field.column for field in model._meta.concrete_fields]
        self.places = {field.attname: place for place, field in enumerate(model._meta.concrete_fields)}
        last = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        self.numbers = count((last or 0) + 1)
        self.rows: list[list[str]] = []
        self.written = 0

    def template(self, row: models.Model) -> list[str]:
        """The values of a row as COPY reads them."""
        return [as_text(getattr(row, field.attname)) for field in self.model._meta.concrete_fields]

    def add(self, template: list[str], **changed: Any) -> int:
        row, places, number = template.copy(), self.places, next(self.numbers)
        row[places["id"]] = str(number)
        for name, value in changed.items():
            row[places[name]] = as_text(value)
        self.rows.append(row)
        return number

    def write(self) -> None:
        if not self.rows:
            return
        names = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            cursor.copy_expert(f'COPY "{self.model._meta.db_table}" ({names}) FROM STDIN', _Stream(self.rows))
        self.written += len(self.rows)
        self.rows = []


def keep_numbering(*tables: Copied) -> None:
    """The next row that an action makes gets the number after the copied ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)


def as_text(value: Any) -> str:
    """A value in COPY's text format."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return as_text(json.dumps(value, ensure_ascii=False))
    return str(value)


class _Stream:
    """What `copy_expert` reads from."""

    def __init__(self, rows: Iterable[list[str]]) -> None:
        self.parts = self._parts(iter(rows))
        self.left = b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self.left) < size:
            part = next(self.parts, None)
            if part is None:
                break
            self.left += part
        found = self.left if size < 0 else self.left[:size]
        self.left = self.left[len(found) :]
        return found

    @staticmethod
    def _parts(rows: Iterator[list[str]]) -> Iterator[bytes]:
        lines: list[str] = []
        for row in rows:
            lines.append("\t".join(row))
            if len(lines) == _BUFFER_ROWS:
                yield ("\n".join(lines) + "\n").encode()
                lines = []
        if lines:
            yield ("\n".join(lines) + "\n").encode()


@contextmanager
def without_indexes(tables: Iterable[Copied]) -> Iterator[None]:
    """Indexes and foreign keys are made after the rows, which is many times faster; the keys are checked then."""
    names = [table.model._meta.db_table for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS, [names])
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, [names])
        indexes = cursor.fetchall()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for table, name, _definition in keys:
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
        cursor.execute("RESET maintenance_work_mem")


# What the tables themselves refer to; who refers to them is small.
_FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)"""
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = ANY(%s) AND indexname NOT IN (SELECT conname FROM pg_constraint)"""
