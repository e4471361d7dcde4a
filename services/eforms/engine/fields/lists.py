# SPDX-License-Identifier: EUPL-1.2
"""Options of the form itself, or of a list that many forms share (models.DataList)."""

import re
from typing import Any, ClassVar

from portal.common.rules.checks import must
from services.eforms.engine.definition import Option
from services.eforms.engine.fields.base import Kind

CODE = r"^[a-z0-9][a-z0-9_-]{0,59}$"
list_code = must(
    lambda value: isinstance(value, str) and bool(re.match(CODE, value)),
    "must be the code of a data list, a–z, 0–9, - and _",
    type="string",
    pattern=CODE,
)


class Optioned(Kind):
    """`options`, or `list`: the code of a shared list. Its rows are read as they are when the page is made."""

    has_options: ClassVar[bool] = True

    @property
    def options(self) -> tuple[Option, ...]:
        code: Any = self.rule("list")
        return self.situation.data_list(code) if code else self.question.options
