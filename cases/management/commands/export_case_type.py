# SPDX-License-Identifier: EUPL-1.2
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import CaseType
from cases.types.publishing import version_for
from cases.types.schema import case_type_schema


class Command(BaseCommand):
    help = "Print a case type as JSON, in the form that import_case_type reads. --schema prints the form's JSON Schema."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", nargs="?", help="the code of the case type")
        parser.add_argument("--schema", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        content = case_type_schema() if options["schema"] else self._content(options["code"])
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))

    def _content(self, code: str | None) -> Any:
        case_type = CaseType.objects.select_related("unit").filter(code=code).first()
        if case_type is None:
            raise CommandError(f"There is no case type {code}.")
        return version_for(case_type).content
