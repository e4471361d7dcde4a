# SPDX-License-Identifier: EUPL-1.2
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.actors import SYSTEM_IMPORT
from services.catalogue.actions import TooMuchMissing, import_catalogue
from services.catalogue.clients.ptv import PtvUnavailable, Scope, read_source


class Command(BaseCommand):
    help = "Take services, channels and places from the national catalogue (PTV): an address, or a folder of answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="https://…/api/v11/ or a folder")
        parser.add_argument("--municipality", default=settings.MUNICIPALITY_CODE)
        parser.add_argument("--business-id", default=settings.CITY_BUSINESS_ID)
        parser.add_argument("--whole-country", action="store_true", help="also the state's nationwide services")

    def handle(self, *_args: Any, **options: Any) -> None:
        scope = Scope(options["municipality"], options["business_id"], options["whole_country"])
        try:
            snapshot = read_source(options["source"], scope)
            self.stdout.write(
                f"Read {len(snapshot.services)} services, {len(snapshot.channels)} channels, "
                f"{len(snapshot.organizations)} organisations, {len(snapshot.general_descriptions)} descriptions."
            )
            run = import_catalogue(
                snapshot,
                actor=SYSTEM_IMPORT,
                city_business_id=scope.business_id,
                source=options["source"],
                progress=self.show_progress if sys.stdout.isatty() else None,
            )
        except (PtvUnavailable, TooMuchMissing, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.report(run.counts, run.oddities)

    def show_progress(self, stage: str, done: int, total: int) -> None:
        self.stdout.write(f"\r{stage} {done}/{total}", ending="\n" if done == total else "")

    def report(self, counts: dict[str, dict[str, int]], oddities: list[str]) -> None:
        for kind, figures in counts.items():
            self.stdout.write(f"{kind:15}" + ", ".join(f"{name} {count}" for name, count in figures.items()))
        for oddity in oddities:
            self.stdout.write(f"  ! {oddity}")
