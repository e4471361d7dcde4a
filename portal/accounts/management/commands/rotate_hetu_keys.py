# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.management.base import BaseCommand

from portal.accounts.rotation import rotate_keys


class Command(BaseCommand):
    help = "Encrypt identity codes and other secrets under the first key of HETU_KEYS. Safe to stop and to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = rotate_keys()
        self.stdout.write(f"{count} values are now under the newest key. Older keys may be removed.")
