# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal
from typing import Any

import pytest
from django.utils import html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from portal.common import markup
from portal.common.texts import localized


class Tag:
    def __html__(self) -> str:
        return "<b>own</b>"

    def __str__(self) -> str:
        return "never this"


VALUES = [
    "plain", "<b> & 'quoted' \"twice\"", SafeString("<i>safe</i>"), gettext_lazy("Ei & ei"), None, 7, Decimal("1.50"),
    True, Tag(), localized({"fi": "<Nimi>"}), ["<list>"], "",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_escapes_as_django_does(value: Any) -> None:
    ours, theirs = markup.format_html("<p>{}</p>", value), html.format_html("<p>{}</p>", value)

    assert ours == theirs
    assert isinstance(ours, SafeString)


@pytest.mark.parametrize("separator", [", ", "<br>", SafeString("<br>")])
def test_joins_as_django_does(separator: str) -> None:
    rows = [(value, 1) for value in VALUES]

    assert markup.format_html_join(separator, "<i>{}{}</i>", rows) == html.format_html_join(
        separator, "<i>{}{}</i>", rows
    )
