# SPDX-License-Identifier: EUPL-1.2
"""The options of shared lists, and the files that lists come in and go out as."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.common.texts import localized
from services.eforms.engine.definition import Option
from services.eforms.models.lists import DataList, check_items

Item = dict[str, Any]


def options_of(code: str) -> tuple[Option, ...]:
    """The options of the list as it is now; none when there is no such list. One light query."""
    found = DataList.objects.filter(code=code).values_list("pk", "updated_at").first()
    return _options(*found) if found else ()


# The time of the change is part of the key, so a changed list is read anew in every process.
@lru_cache(maxsize=64)
def _options(pk: int, _updated_at: dt.datetime) -> tuple[Option, ...]:
    items = DataList.objects.values_list("items", flat=True).get(pk=pk)
    return tuple(Option(item["value"], localized(item["label"]), localized(None)) for item in items)


def names_of_lists() -> list[tuple[str, str]]:
    """(code, name) of every list, for choosing one."""
    return [(found.code, str(found.name)) for found in DataList.objects.only("code", "name").order_by("code")]


def read_items(content: bytes) -> list[Item]:
    """The rows of a JSON file [{"value", "label"}] or a CSV file with the columns value, fi, sv, en.

    Raises ValidationError with words.
    """
    try:
        text = content.decode("utf-8-sig")
        items = json.loads(text) if text.lstrip().startswith("[") else _from_csv(text)
    except (ValueError, csv.Error):
        raise ValidationError(_("Tiedostoa ei voi lukea. Sen pitää olla JSON tai CSV, merkistönä UTF-8.")) from None
    check_items(items)
    return list(items)


def _from_csv(text: str) -> list[Item]:
    """Spreadsheets in Finnish part the columns by a semicolon."""
    first_line = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first_line else ",")
    languages = [code for code, _name in settings.LANGUAGES]
    return [
        {
            "value": (row.get("value") or "").strip(),
            "label": {code: label for code in languages if (label := (row.get(code) or "").strip())},
        }
        for row in rows
    ]


def as_csv(items: Iterable[Mapping[str, Any]]) -> str:
    languages = [code for code, _name in settings.LANGUAGES]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(["value", *languages])
    writer.writerows([item["value"], *(item["label"].get(code, "") for code in languages)] for item in items)
    return out.getvalue()
