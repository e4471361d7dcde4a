# SPDX-License-Identifier: EUPL-1.2
"""What the process keeps of the catalogue is as new as the catalogue."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from services.catalogue.actions.editing import publish_service
from services.catalogue.models import Service
from services.catalogue.published import SECONDS, published
from tests.cast import Cast
from tests.factories.catalogue import ServiceFactory, ServicePointFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def test_second_visitor_costs_no_query() -> None:
    service = ServiceFactory()
    published().cards(published().services)

    assert count_queries(lambda: published().cards(published().services)) == 0
    assert published().services[service.pk].name == service.name


def test_change_shows_at_once(cast: Cast, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    service = ServiceFactory()
    assert service.pk in published().services

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        publish_service(service, actor=cast.main_user.actor, is_published=False)

    assert service.pk not in published().services


def test_change_past_the_actions_shows_in_a_minute(freeze: Callable[[str], None]) -> None:
    freeze("2026-03-02 12:00:00")
    service = ServiceFactory()
    assert service.pk in published().services
    Service.objects.update(publishing="archived")

    assert service.pk in published().services
    freeze(f"2026-03-02 12:0{SECONDS // 60}:01")
    assert service.pk not in published().services


def test_card_is_in_the_language_of_the_page() -> None:
    service = ServiceFactory(name={"fi": "Kaivulupa", "sv": "Grävtillstånd"})

    (finnish,) = published().cards([service.pk])
    with translation.override("sv"):
        (swedish,) = published().cards([service.pk])

    assert "Kaivulupa" in finnish
    assert "Grävtillstånd" in swedish
    assert "/sv/" in swedish


def test_service_that_was_archived_after_the_search_has_no_card() -> None:
    shown, gone = ServiceFactory(), ServiceFactory(publishing="archived")

    assert len(published().cards([gone.pk, shown.pk])) == 1


def test_opening_hours_are_told_by_the_minute(client: Client, freeze: Callable[[str], None]) -> None:
    freeze("2026-03-02 15:59")
    point = ServicePointFactory(slug="talo")
    point.hours.create(weekday=0, opens_at="08:00", closes_at="16:00")

    (before,) = published().places([point.pk])
    freeze("2026-03-02 16:00")
    (after,) = published().places([point.pk])

    assert before.state.is_open
    assert not after.state.is_open
