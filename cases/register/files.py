# SPDX-License-Identifier: EUPL-1.2
"""Tables as CSV that a spreadsheet opens as such: semicolons, a mark of UTF-8, and no cell that would be a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(table: Iterable[list[Any]], name: str) -> StreamingHttpResponse:
    """The file, made while it is sent."""
    response = StreamingHttpResponse(_lines(table), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(table: Iterable[list[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    for row in table:
        yield writer.writerow([_safe(str(value)) for value in row])


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
