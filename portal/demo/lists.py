# SPDX-License-Identifier: EUPL-1.2
"""Lists of options that the forms of the demo town share: portal/demo/data/lists/<code>.json.

Names and codes of municipalities and postal areas are those of the national registers; the schools are the town's.
"""

import json
from pathlib import Path

from services.eforms.models import DataList

FOLDER = Path(__file__).parent / "data" / "lists"


def fill() -> None:
    """Safe to run twice: a list that is there stays as it is."""
    for path in sorted(FOLDER.glob("*.json")):
        DataList.objects.get_or_create(code=path.stem, defaults=json.loads(path.read_text(encoding="utf-8")))
