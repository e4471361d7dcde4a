# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from portal.common.rules.storing import restored, stored


@pytest.mark.parametrize(
    "value",
    ["front", True, Decimal("12.50"), dt.date(2027, 1, 31), ["a", "b"]],
    ids=["text", "yes", "number", "day", "texts"],
)
def test_a_typed_value_comes_back_from_json_as_it_was(value: Any) -> None:
    back = restored(json.loads(json.dumps(stored(value))))

    assert (back, type(back)) == (value, type(value))


@pytest.mark.parametrize("value", [None, ("Tie 1", "87100", "KAJAANI"), [{"name": "Aino"}]])
def test_what_a_rule_cannot_weigh_is_not_stored(value: Any) -> None:
    assert stored(value) is None
