# SPDX-License-Identifier: EUPL-1.2
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.notifications.actions import mark_seen
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.notifications import NotificationFactory

NEW = "Uusi"


def test_opening_shows_what_is_new_and_marks_it_seen(cast: Cast) -> None:
    NotificationFactory(person=cast.resident.person, title="Päätös on tehty", url="/oma/asiat/KAJ-1/")
    client = cast.resident.client()

    first = client.get(reverse("notifications:inbox")).content.decode()
    second = client.get(reverse("notifications:inbox")).content.decode()

    assert "Päätös on tehty" in first
    assert 'href="/oma/asiat/KAJ-1/"' in first
    assert NEW in first
    assert NEW not in second
    assert Notification.objects.get().seen_at is not None


def test_others_messages_are_neither_shown_nor_marked(cast: Cast) -> None:
    others = NotificationFactory(title="Toisen asia")

    assert "Toisen asia" not in cast.resident.client().get(reverse("notifications:inbox")).content.decode()
    assert mark_seen([others.pk], actor=cast.resident.actor) == 0
    assert Notification.objects.get().seen_at is None


def test_empty_inbox_says_so(cast: Cast) -> None:
    page = cast.resident.client().get(reverse("notifications:inbox")).content.decode()

    assert "Sinulla ei ole viestejä" in page


def test_text_is_shown_as_text(cast: Cast) -> None:
    NotificationFactory(person=cast.resident.person, body="<script>alert(1)</script>")

    assert "<script>alert" not in cast.resident.client().get(reverse("notifications:inbox")).content.decode()


def test_long_inbox_asks_the_database_the_same_number_of_times(cast: Cast) -> None:
    client = cast.resident.client()
    NotificationFactory(person=cast.resident.person)
    client.get(reverse("notifications:inbox"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("notifications:inbox"))
    NotificationFactory.create_batch(19, person=cast.resident.person)
    client.get(reverse("notifications:inbox"))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("notifications:inbox"))

    assert len(many) == len(one)


def test_visitor_is_asked_to_log_in(cast: Cast) -> None:
    assert cast.visitor.client().get(reverse("notifications:inbox")).status_code == 302
