# SPDX-License-Identifier: EUPL-1.2
"""Shared lists that a question takes its options from: there must be one, with something to choose."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from services.eforms.lists import options_of
from services.eforms.reviewing.places import FIELD, Place


def empty_lists(parts: Sequence[Place]) -> Iterator[tuple[Place, str]]:
    for part in parts:
        code = part.thing.get("list") if part.kind == FIELD else None
        if isinstance(code, str) and not options_of(code):
            yield part, _("Luetteloa ”%(code)s” ei ole, tai se on tyhjä.") % {"code": code}
