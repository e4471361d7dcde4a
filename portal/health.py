# SPDX-License-Identifier: EUPL-1.2
"""Is the process alive (`/healthz`), and can the portal do its work (`/readyz`)?"""

from collections.abc import Callable
from functools import cache as remember
from typing import Any

import redis
from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from portal.accounts.access import public

HEARTBEAT = "health.heartbeat"
HEARTBEAT_SECONDS = 90


class NotReady(Exception):
    """What is missing, without details that would help an attacker."""


@never_cache
@public
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answers as long as the process does: a supervisor restarts us on silence, not when the database is away."""
    return JsonResponse({"status": "ok"})


@never_cache
@public
def readyz(_request: HttpRequest) -> JsonResponse:
    checks = {name: _result(check) for name, check in CHECKS.items()}
    ready = all(result == "ok" for result in checks.values())
    return JsonResponse({"status": "ok" if ready else "not ready", **checks}, status=200 if ready else 503)


@shared_task
def heartbeat() -> None:
    """Beat sends it and a worker runs it, so a fresh mark means that both are at work."""
    cache.set(HEARTBEAT, 1, timeout=HEARTBEAT_SECONDS)


@worker_ready.connect
def first_heartbeat(**_signal: Any) -> None:
    heartbeat()


def _database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise NotReady("does not answer") from error


def _migrations() -> None:
    try:
        _all_applied()
    except DatabaseError as error:
        raise NotReady("cannot be read") from error


@remember
def _all_applied() -> None:
    """Remembered once true: the code of a running process does not get new migrations."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("not applied")


def _broker() -> None:
    try:
        with redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=2, socket_connect_timeout=2) as client:
            client.ping()
    except redis.RedisError as error:
        raise NotReady("does not answer") from error


def _worker() -> None:
    try:
        beating = cache.get(HEARTBEAT)
    except redis.RedisError as error:
        raise NotReady("unknown") from error
    if not beating:
        raise NotReady("no heartbeat")


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "worker": _worker,
}


def _result(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    return "ok"
