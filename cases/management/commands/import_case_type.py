# SPDX-License-Identifier: EUPL-1.2
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.types.checks import BadCaseType
from cases.types.publishing import import_case_type
from portal.accounts.actors import SYSTEM_IMPORT


class Command(BaseCommand):
    help = "Publish a case type from a JSON file. The same content again is no new version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the code of the case type; made when there is none")
        parser.add_argument("file", type=Path)
        parser.add_argument("--reason", default="", help="why, for the log")

    def handle(self, *args: Any, **options: Any) -> None:
        version = self._publish(options["code"], options["file"], options["reason"])
        self.stdout.write(f"{options['code']}: version {version.number}")

    def _publish(self, code: str, file: Path, reason: str) -> Any:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            return import_case_type(code, content, actor=SYSTEM_IMPORT, reason=reason)
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise CommandError(f"{file}: {error}") from error
        except BadCaseType as error:
            raise CommandError("\n".join(map(str, error.problems))) from error
