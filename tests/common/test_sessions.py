# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from time_machine import TimeMachineFixture

from portal.common.sessions import SlidingSessionMiddleware

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)


def visit(session: SessionStore, *, cookie: bool = True) -> None:
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = RequestFactory().get("/")
    request.session = SessionStore(session.session_key)
    if cookie:
        request.COOKIES["sessionid"] = str(session.session_key)
    SlidingSessionMiddleware(answer)(request)


def expiry(session: SessionStore) -> dt.datetime:
    return session.model.objects.get(pk=session.session_key).expire_date


@pytest.fixture
def session(time_machine: TimeMachineFixture) -> SessionStore:
    time_machine.move_to(START, tick=False)
    store = SessionStore()
    store[SESSION_KEY] = "1"
    store.create()
    visit(store)
    return store


def test_using_the_portal_prolongs_the_session(session: SessionStore, time_machine: TimeMachineFixture) -> None:
    before = expiry(session)

    time_machine.move_to(START + dt.timedelta(hours=1), tick=False)
    visit(session)

    assert expiry(session) - before == dt.timedelta(hours=1)


def test_pages_within_a_minute_write_nothing(session: SessionStore, time_machine: TimeMachineFixture) -> None:
    before = expiry(session)

    time_machine.move_to(START + dt.timedelta(seconds=59), tick=False)
    visit(session)

    assert expiry(session) == before


def test_visitor_without_a_cookie_gets_no_session(session: SessionStore, time_machine: TimeMachineFixture) -> None:
    before = expiry(session)

    time_machine.move_to(START + dt.timedelta(hours=1), tick=False)
    visit(session, cookie=False)

    assert expiry(session) == before
