# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from portal import health


@pytest.fixture
def _all_well(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = settings.REDIS_URL
    health._all_applied.cache_clear()
    health.heartbeat()


def test_process_is_alive_without_asking_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("db", "_all_well")
def test_portal_is_ready_when_everything_answers(client: Client) -> None:
    response = client.get("/readyz")

    everything = {"status": "ok", "database": "ok", "migrations": "ok", "broker": "ok", "worker": "ok"}
    assert response.json() == everything
    assert response.status_code == 200


@pytest.mark.usefixtures("db", "_all_well")
def test_portal_is_not_ready_without_a_heartbeat(client: Client) -> None:
    cache.clear()

    response = client.get("/readyz")

    assert (response.status_code, response.json()["worker"]) == (503, "no heartbeat")


@pytest.mark.usefixtures("db", "_all_well")
def test_portal_is_not_ready_without_its_broker(client: Client, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    response = client.get("/readyz")

    assert (response.status_code, response.json()["broker"]) == (503, "does not answer")


@pytest.mark.usefixtures("db", "_all_well")
def test_portal_is_not_ready_before_its_migrations(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("contenttypes", "0002_remove_content_type_name")

    response = client.get("/readyz")

    assert (response.status_code, response.json()["migrations"]) == (503, "not applied")


@pytest.mark.usefixtures("_all_well")
def test_portal_is_not_ready_without_its_database(client: Client) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", _refuse)
        response = client.get("/readyz")

    assert (response.status_code, response.json()["database"]) == (503, "does not answer")


def _refuse() -> None:
    raise OperationalError("connection refused")
