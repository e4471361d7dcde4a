# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.messaging import add_note, mark_messages_seen, send_message
from cases.models import Case
from portal.notifications.models import Notification
from tests.cast import Cast


def test_party_writes_and_the_unit_is_told_while_nobody_has_the_case(cast: Cast, case: Case) -> None:
    message = send_message(case.pk, actor=cast.resident.actor, text="Milloin?")

    case.refresh_from_db()
    assert message.from_party
    assert case.last_event == "case.message_received"
    assert Notification.objects.get().email == cast.unit.email


def test_handler_answers_and_the_party_is_told_without_the_content(cast: Cast, case: Case) -> None:
    message = send_message(case.pk, actor=cast.handler.actor, text="Ensi viikolla. Salainen juttu.")

    told = Notification.objects.get()
    assert not message.from_party
    assert told.person == cast.resident.person
    assert "Salainen" not in told.title + told.body


@pytest.mark.parametrize("role", ["stranger", "clerk", "other_handler", "main_user", "auditor", "visitor"])
def test_others_cannot_write(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        send_message(case.pk, actor=cast.member(role).actor, text="Hei")


def test_reading_marks_what_the_other_side_wrote(cast: Cast, case: Case) -> None:
    send_message(case.pk, actor=cast.resident.actor, text="Milloin?")
    send_message(case.pk, actor=cast.handler.actor, text="Pian.")

    assert mark_messages_seen(case, actor=cast.resident.actor) == 1
    assert mark_messages_seen(case, actor=cast.resident.actor) == 0
    assert case.messages.get(from_party=True).seen_at is None


def test_handler_adds_a_note_and_nobody_is_told(cast: Cast, case: Case) -> None:
    note = add_note(case.pk, actor=cast.handler.actor, text="Soitettu urakoitsijalle.")

    assert note.by_name == "Kari Huotari"
    assert not Notification.objects.exists()


@pytest.mark.parametrize("role", ["resident", "clerk", "other_handler"])
def test_others_cannot_add_a_note(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        add_note(case.pk, actor=cast.member(role).actor, text="Hei")
