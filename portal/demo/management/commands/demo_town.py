# SPDX-License-Identifier: EUPL-1.2
"""`manage.py demo_town`: fill an invented Kajaani. Safe to run again: what is there is left as it is."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo import (
    bundles,
    cases,
    catalogue,
    desk,
    feedback,
    fillings,
    forms,
    library,
    people,
    rules,
    sharing,
    teamwork,
)

STEPS = {
    "people and units": people.fill,
    "service catalogue": catalogue.fill,
    "forms": forms.fill,
    "matters to handle at once": bundles.fill,
    "blocks and a new version": library.fill,
    "a form to be signed": sharing.fill,
    "half a year of cases": cases.fill,
    "working together": teamwork.fill,
    "rules that handle matters": rules.fill,
    "last year's sending": fillings.fill,
    "feedback": feedback.fill,
    "visits to the desk": desk.fill,
}


class Command(BaseCommand):
    help = "Fill the database with an invented town, its people and half a year of their matters."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            # The passwords of the town are known to everybody.
            raise CommandError("The demo town is refused where DEBUG is off.")
        for name, fill in STEPS.items():
            started = time.monotonic()
            fill()
            self.stdout.write(f"{name:<22} ready ({time.monotonic() - started:.1f} s)")
