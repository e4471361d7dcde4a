# SPDX-License-Identifier: EUPL-1.2
"""`python manage.py form_schema` prints the format of form definitions as JSON Schema."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from services.eforms.engine.schema import form_schema


class Command(BaseCommand):
    help = "Print the JSON Schema of form definitions."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(form_schema(), ensure_ascii=False, indent=2))
