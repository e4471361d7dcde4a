# SPDX-License-Identifier: EUPL-1.2
"""Post offices by postal code, for the region around. Codes that are not here are as good: they are only not filled in.

data/post_offices.json has a line for each post office with its codes.
"""

import json
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "post_offices.json"


@cache
def _by_code() -> dict[str, str]:
    codes_by_office: dict[str, list[str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {code: office for office, codes in codes_by_office.items() for code in codes}


def post_office(code: str) -> str:
    """`Vuokatti` for 88610; nothing for a code that we do not know."""
    return _by_code().get(code.strip(), "")


def postal_codes() -> list[tuple[str, str]]:
    return sorted(_by_code().items())
