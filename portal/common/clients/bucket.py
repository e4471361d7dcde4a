# SPDX-License-Identifier: EUPL-1.2
"""What people send, in a bucket: never public, read only through our own pages and their permission checks."""

import datetime as dt
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, override

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

from portal.common.files import StorageAway

logger = logging.getLogger(__name__)

# Somebody is waiting: a store that does not answer is told of in seconds. The last two: servers that only speak like S3
# do not all know the newest checksums.
CONFIG = {
    "connect_timeout": 3,
    "read_timeout": 20,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}


def _told[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    @wraps(act)
    def telling(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return act(*args, **kwargs)
        except (Boto3Error, BotoCoreError, ClientError) as error:
            logger.exception("The bucket cannot be used")
            raise StorageAway(str(error)) from error

    return telling


class PrivateBucket(S3Storage):
    """S3 and what speaks like it. Every method raises StorageAway when the store does not do its part."""

    @override
    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "client_config": Config(**CONFIG)}

    @_told
    @override
    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """Fetched whole, so that what goes wrong goes wrong here and nothing is left open."""
        with super()._open(name, mode) as opened:
            return ContentFile(opened.read(), name=opened.name)

    @_told
    @override
    def _save(self, name: str, content: File[bytes]) -> str:
        return str(super()._save(name, content))

    @_told
    @override
    def delete(self, name: str) -> None:
        super().delete(name)

    @_told
    @override
    def exists(self, name: str) -> bool:
        return bool(super().exists(name))

    @_told
    @override
    def get_modified_time(self, name: str) -> dt.datetime:
        when: dt.datetime = super().get_modified_time(name)
        return when

    @_told
    @override
    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        folders, files = super().listdir(path)
        return folders, files
