# SPDX-License-Identifier: EUPL-1.2
"""The portal works, more slowly, while its cache server is away."""

import pytest
import redis
from django.contrib.sessions.backends.cached_db import SessionStore
from pytest_django import Settings

from portal.cache import PatientRedisCache


@pytest.fixture
def away() -> PatientRedisCache:
    return PatientRedisCache("redis://127.0.0.1:1/0", {})


def test_what_is_asked_is_not_found(away: PatientRedisCache) -> None:
    assert away.get("page", "nothing") == "nothing"
    assert away.get_many(["page", "stamp"]) == {}
    assert away.has_key("page") is False
    assert away.touch("page") is False


def test_what_is_kept_is_not_kept_and_nobody_minds(away: PatientRedisCache) -> None:
    away.set("page", "content")
    away.set_many({"page": "content"})

    assert away.add("lock", True)
    assert away.delete("lock") is False


def test_counting_says_that_there_is_nothing_to_count_on(away: PatientRedisCache) -> None:
    with pytest.raises(ValueError, match="attempts"):
        away.incr("attempts")


def test_log_out_that_did_not_happen_does_not_look_like_one_that_did(away: PatientRedisCache) -> None:
    with pytest.raises(redis.ConnectionError):
        away.delete(f"{SessionStore.cache_key_prefix}abc")


def test_counts_and_keeps_when_the_server_is_there(settings: Settings) -> None:
    here = PatientRedisCache(settings.REDIS_URL, {"KEY_PREFIX": "test-cache"})
    here.set("attempts", 1, 30)

    assert here.incr("attempts") == 2
    assert here.delete("attempts")


def test_one_client_serves_all_questions(settings: Settings) -> None:
    client = PatientRedisCache(settings.REDIS_URL, {})._cache

    assert client.get_client("page") is client.get_client("stamp", write=True)
