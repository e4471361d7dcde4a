# SPDX-License-Identifier: EUPL-1.2
"""The cache is an accelerator: when its server is away the portal is slower, not down."""

import functools
import logging
from collections.abc import Callable
from typing import Any

import redis
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)
AWAY = (redis.ConnectionError, redis.TimeoutError)


class _PatientClient(RedisCacheClient):
    """What is asked while the server is away is not found, what is kept is not kept.

    Removing a session still fails: a log-out that did not happen must not look like one that did.
    """

    def __init__(self, servers: list[str], **options: Any) -> None:
        # One try more, at once: after a restart of the server the first try meets a dead connection.
        patience: dict[str, Any] = {"socket_connect_timeout": 1, "socket_timeout": 2, "retry": Retry(NoBackoff(), 1)}
        super().__init__(servers, **patience, **options)
        self._client: Any = functools.cache(redis.Redis)  # Django makes one for each question: longer than the question

    def get(self, key: Any, default: Any) -> Any:
        return _or_else(super().get, key, default, otherwise=default)

    def get_many(self, keys: Any) -> Any:
        return _or_else(super().get_many, keys, otherwise={})

    def has_key(self, key: Any) -> Any:
        return _or_else(super().has_key, key, otherwise=False)

    def add(self, key: Any, value: Any, timeout: Any) -> Any:
        return _or_else(super().add, key, value, timeout, otherwise=True)

    def set(self, key: Any, value: Any, timeout: Any) -> Any:
        return _or_else(super().set, key, value, timeout, otherwise=None)

    def set_many(self, data: Any, timeout: Any) -> Any:
        return _or_else(super().set_many, data, timeout, otherwise=None)

    def touch(self, key: Any, timeout: Any) -> Any:
        return _or_else(super().touch, key, timeout, otherwise=False)

    def incr(self, key: Any, delta: Any) -> Any:
        try:
            return super().incr(key, delta)
        except AWAY:
            raise ValueError(key) from None  # Django's way to say that there is nothing to count on

    def delete(self, key: Any) -> Any:
        if SessionStore.cache_key_prefix in key:
            return super().delete(key)
        return _or_else(super().delete, key, otherwise=False)


class PatientRedisCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _PatientClient


def _or_else(ask: Callable[..., Any], *args: Any, otherwise: Any) -> Any:
    try:
        return ask(*args)
    except AWAY as error:
        logger.warning("cache is away: %s", type(error).__name__)
        return otherwise
