# SPDX-License-Identifier: EUPL-1.2
"""The rows of one case, and each of their values as text."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile

from cases.concealing import CONCEALED, is_concealed_from, known_contacts, marked_persons, tells_contact
from cases.export.kept import KEPT
from cases.models import Case, CaseType, Document, Label
from cases.retention.erasing import belonging_to
from portal.accounts.actors import Actor
from portal.accounts.models import Organisation, Person, Unit, User

# What XML 1.0 cannot hold, whatever people have typed.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Columns that tell how somebody is reached, whatever stands in them.
_CONTACTS = frozenset({"email", "phone", "contact_email", "contact_phone", "giver_email", "sender", "address", "raw"})

Rows = dict[str, list[models.Model]]


def rows_of(case: Case) -> Rows:
    """Label of the model → its rows in the order in which they came. One query for each kind of key."""
    found: dict[type[models.Model], dict[Any, models.Model]] = {Case: {case.pk: case}}
    _gather(Case, [case.pk], found)
    del found[Case]
    return {model._meta.label_lower: [rows[pk] for pk in sorted(rows)] for model, rows in found.items()}


def _gather(
    model: type[models.Model], pks: list[Any], found: dict[type[models.Model], dict[Any, models.Model]]
) -> None:
    for relation in belonging_to(model):
        related: Any = relation.related_model
        if related._meta.label_lower not in KEPT:
            continue
        rows = related._base_manager.filter(**{f"{relation.field.name}__in": pks})
        known = found.setdefault(related, {})
        new = {row.pk: row for row in rows if row.pk not in known}
        known.update(new)
        if new:
            _gather(related, list(new), found)


def files_of(rows: Rows) -> Iterator[tuple[models.Model, FieldFile]]:
    """Every stored file of these rows."""
    for row in (row for found in rows.values() for row in found):
        for field in row._meta.concrete_fields:
            if isinstance(field, models.FileField) and (file := getattr(row, field.name)):
                yield row, file


class Words:
    """Values as text, without what is concealed from the actor: the same contacts as on the pages of the case."""

    def __init__(self, case: Case, actor: Actor) -> None:
        self.is_concealed = is_concealed_from(actor, case) and not case.disclosures.open_to(actor).exists()
        self._known = known_contacts(case, marked_persons(case)) if self.is_concealed else set()

    def of(self, row: models.Model, name: str) -> str | None:
        """The text, or nothing when the column is empty."""
        value = getattr(row, name)
        if value is None or value == "":
            return None
        text = _IMPOSSIBLE.sub("\ufffd", _text(value))
        if self.is_concealed and (name in _CONTACTS or tells_contact({"value": text}, self._known)):
            return str(CONCEALED)
        return text


def _text(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, FieldFile):
        return path_of(value.instance)
    return _named(value) if isinstance(value, models.Model) else str(value)


def _named(row: models.Model) -> str:
    """How another thing is pointed to: by a name that lives on outside the portal, or by its place in this file."""
    match row:
        case User():
            return row.display_name
        case Person():
            return str(row.public_id)
        case Organisation():
            return row.business_id
        case Unit() | CaseType():
            return row.code
        case Case():
            return row.reference
        case Label():
            return row.name
    is_here = row._meta.label_lower in KEPT
    return f"{row._meta.model_name}-{row.pk}" if is_here else str(row)


def path_of(row: models.Model) -> str:
    """Where the file of the row is in the package. What somebody called it is metadata, never a path."""
    if not isinstance(row, Document):
        return f"files/{row._meta.model_name}-{row.pk}"
    endings = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
    return f"documents/{row.public_id}{endings.get(row.content_type, '')}"
