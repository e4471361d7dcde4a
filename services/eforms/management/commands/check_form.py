# SPDX-License-Identifier: EUPL-1.2
"""`manage.py check_form lomake.json --language sv`: what stops a definition from being imported, line by line."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from services.eforms.reviewing.importing import import_problems


class Command(BaseCommand):
    help = "Check a form definition (docs/form-definition.md) before it is imported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="fi")

    def handle(self, *_args: Any, **options: Any) -> None:
        with override(options["language"]):
            if problems := _problems(options["file"]):
                raise CommandError("\n".join(problems))
            self.stdout.write(_("Lomakkeen voi tuoda."))


def _problems(path: Path) -> list[str]:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        return [str(error)]
    except ValueError as error:
        return [_("Tiedosto ei ole JSON-muotoa: %(reason)s") % {"reason": error}]
    return import_problems(content)
