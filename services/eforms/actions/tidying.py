# SPDX-License-Identifier: EUPL-1.2
"""Files that nothing knows of any more: what people send is not kept a day longer than its draft."""

import datetime as dt
import logging
from collections.abc import Iterator

from django.core.files.storage import default_storage

from portal.accounts.actors import Actor
from portal.common import clock
from services.eforms.models import Upload

FOLDER = "drafts"
# A younger file may belong to a request that has not ended yet.
AGE = dt.timedelta(days=1)

logger = logging.getLogger(__name__)


def delete_orphans(*, actor: Actor) -> int:
    """Delete what stayed when the store was away or a request was cut. Idempotent. How many there were."""
    orphans = [name for name in _unknown() if default_storage.get_modified_time(name) < clock.now() - AGE]
    for name in orphans:
        default_storage.delete(name)
        logger.info("A file without a draft was deleted", extra={"file": name, "by": str(actor)})
    return len(orphans)


def _unknown() -> Iterator[str]:
    """A folder at a time: a month of files is asked about in one question."""
    for folder, names in _folders(FOLDER):
        paths = [f"{folder}/{name}" for name in names]
        known = set(Upload.objects.filter(file__in=paths).values_list("file", flat=True))
        yield from (path for path in paths if path not in known)


def _folders(folder: str) -> Iterator[tuple[str, list[str]]]:
    try:
        inner, names = default_storage.listdir(folder)
    except FileNotFoundError:  # a disk has no folder before its first file
        return
    yield folder, names
    for name in inner:
        yield from _folders(f"{folder}/{name}")
