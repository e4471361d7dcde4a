# SPDX-License-Identifier: EUPL-1.2
"""Personal identity codes at rest: AES (Fernet) under rotating keys, found by a keyed hash.

HETU_KEYS lists Fernet keys, newest first: the first encrypts, all decrypt, so a key is rotated by putting a new one in
front and running `manage.py rotate_hetu_keys`. HETU_INDEX_KEY is the key of the look-up hash (HMAC-SHA256).
"""

import hashlib
import hmac
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> bytes:
    return _cipher(tuple(settings.HETU_KEYS)).encrypt(text.encode())


def decrypt(token: bytes) -> str:
    return _cipher(tuple(settings.HETU_KEYS)).decrypt(token).decode()


def is_under_newest_key(token: bytes) -> bool:
    try:
        Fernet(settings.HETU_KEYS[0]).decrypt(token)
    except InvalidToken:
        return False
    return True


def keyed_hash(text: str) -> str:
    """Equal texts give equal hashes, and nobody without the key can try all codes."""
    return hmac.new(settings.HETU_INDEX_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.BinaryField[Any, Any]):
    """Text that is ciphertext in the database and in dumps. An empty text stays NULL."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return "" if value is None else decrypt(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        return super().get_db_prep_value(encrypt(value) if value else None, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("Encrypted fields are never serialised.")
