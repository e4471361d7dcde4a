# SPDX-License-Identifier: EUPL-1.2
"""Other parties and the heard write to the office, each in a thread of its own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions.messaging import mark_messages_seen, send_message
from cases.models import Case, CaseType, Document, Party
from cases.threads import messages_for
from portal.accounts.actors import Assurance
from portal.common import clock
from portal.notifications.models import Notification
from tests.cast import Cast
from tests.factories.cases import CaseFactory, PartyFactory, RepresentationFactory

ROLES = ["other", "heard"]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060f8cf000003010100"
    "18dd8db00000000049454e44ae426082"
)


@pytest.fixture
def neighbour(cast: Cast, case: Case) -> Party:
    """The stranger, another party of the resident's case."""
    found: Party = PartyFactory(case=case, of=cast.stranger.person, role="other")
    return found


def texts(actor_of: str, cast: Cast, case: Case) -> list[str]:
    return [message.text for message in messages_for(cast.member(actor_of).actor, Case.objects.get(pk=case.pk))]


@pytest.mark.parametrize("role", ROLES)
def test_party_writes_and_reads_the_own_thread_only(cast: Cast, case: Case, role: str) -> None:
    PartyFactory(case=case, of=cast.stranger.person, role=role)
    send_message(case.pk, actor=cast.resident.actor, text="Omistajan viesti")
    client, page = cast.stranger.client(), case.get_absolute_url()

    sent = client.post(f"{page}viesti/", {"viesti-text": "Naapurin viesti"}, follow=True).content.decode()

    assert "Naapurin viesti" in sent
    assert "Omistajan viesti" not in sent
    assert "Naapurin viesti" not in cast.resident.client().get(page).content.decode()
    assert texts("handler", cast, case) == ["Omistajan viesti", "Naapurin viesti"]
    assert Notification.objects.filter(event="case.message_received").count() == 2


def test_office_answers_the_party_alone(cast: Cast, case: Case, neighbour: Party) -> None:
    send_message(case.pk, actor=cast.handler.actor, text="Vain naapurille", to=neighbour)

    assert texts("stranger", cast, case) == ["Vain naapurille"]
    assert texts("resident", cast, case) == []
    assert Notification.objects.get(event="case.message_sent").person == cast.stranger.person


def test_answer_is_marked_read_by_its_reader_alone(cast: Cast, case: Case, neighbour: Party) -> None:
    message = send_message(case.pk, actor=cast.handler.actor, text="Vain naapurille", to=neighbour)

    cast.resident.client().get(case.get_absolute_url())
    message.refresh_from_db()
    assert message.seen_at is None
    cast.stranger.client().get(case.get_absolute_url())
    message.refresh_from_db()
    assert message.seen_at


@pytest.mark.parametrize("role", ROLES)
def test_file_of_a_thread_opens_for_its_readers_alone(cast: Cast, case: Case, role: str) -> None:
    PartyFactory(case=case, of=cast.stranger.person, role=role)
    file = SimpleUploadedFile("kuva.png", PNG, "image/png")
    page = case.get_absolute_url()
    cast.stranger.client().post(f"{page}viesti/", {"viesti-text": "Kuva", "viesti-documents": file})
    document = Document.objects.get(name="kuva.png")

    assert cast.stranger.client().get(document.get_absolute_url()).status_code == 200
    assert cast.resident.client().get(document.get_absolute_url()).status_code == 404
    assert "kuva.png" not in cast.resident.client().get(page).content.decode()


def test_representative_of_another_party_writes_in_its_thread(cast: Cast, case: Case, neighbour: Party) -> None:
    RepresentationFactory(case=case, party=neighbour, to=cast.guardian.person, may_act=True)

    send_message(case.pk, actor=cast.guardian.actor, text="Asiamiehenä")

    assert texts("stranger", cast, case) == ["Asiamiehenä"]
    assert texts("resident", cast, case) == []


def test_handler_chooses_whom_to_answer(cast: Cast, case: Case, neighbour: Party) -> None:
    send_message(case.pk, actor=cast.stranger.actor, text="Kysymys")
    client, address = cast.handler.client(), f"/admin/cases/case/{case.reference}"
    assert "muu asianosainen" in client.get(f"{address}/messages/").content.decode()

    data = {"message-version": Case.objects.get().version, "message-text": "Vastaus", "message-whom": neighbour.pk}
    assert client.post(f"{address}/message/", data).status_code == 302

    assert texts("stranger", cast, case) == ["Kysymys", "Vastaus"]


# ---- refusals


@pytest.mark.parametrize("role", ROLES)
def test_removed_party_neither_writes_nor_reads(cast: Cast, case: Case, role: str) -> None:
    party = PartyFactory(case=case, of=cast.stranger.person, role=role)
    send_message(case.pk, actor=cast.stranger.actor, text="Vielä mukana")
    Party.objects.filter(pk=party.pk).update(removed_at=clock.now())

    with pytest.raises(PermissionDenied):
        send_message(case.pk, actor=cast.stranger.actor, text="Hei")
    assert texts("stranger", cast, case) == []
    assert cast.stranger.client().get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["guardian", "visitor", "clerk", "other_handler"])
def test_outsider_writes_nothing(cast: Cast, case: Case, neighbour: Party, who: str) -> None:
    with pytest.raises(PermissionDenied):
        send_message(case.pk, actor=cast.member(who).actor, text="Hei")
    with pytest.raises(PermissionDenied):
        mark_messages_seen(case, actor=cast.member(who).actor)


def test_secret_matter_takes_a_strong_identification(cast: Cast, case_type: CaseType) -> None:
    case_type.publicity, case_type.secrecy_ground = "secret", "JulkL 24 §"
    case_type.save()
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person)
    PartyFactory(case=case, of=cast.stranger.person, role="heard")
    cast.stranger.assurance = Assurance.WEAK

    with pytest.raises(PermissionDenied):
        send_message(case.pk, actor=cast.stranger.actor, text="Hei")
    assert texts("stranger", cast, case) == []


def test_who_only_looks_for_a_party_writes_nothing(cast: Cast, case: Case, neighbour: Party) -> None:
    RepresentationFactory(case=case, party=neighbour, to=cast.guardian.person)

    with pytest.raises(PermissionDenied):
        send_message(case.pk, actor=cast.guardian.actor, text="Hei")


@pytest.mark.parametrize("whom", ["nameless", "removed", "of another case", "owner"])
def test_office_does_not_write_to_who_cannot_read_it(cast: Cast, case: Case, case_type: CaseType, whom: str) -> None:
    other = CaseFactory(case_type=case_type, applicant=cast.guardian.person)
    who: dict[str, Party] = {
        "nameless": PartyFactory(case=case, of="Naapuri", role="other"),
        "removed": PartyFactory(case=case, of=cast.stranger.person, role="other", removed_at=clock.now()),
        "of another case": PartyFactory(case=other, of=cast.stranger.person, role="other"),
        "owner": case.parties.get(role="applicant"),
    }

    with pytest.raises(ValidationError):
        send_message(case.pk, actor=cast.handler.actor, text="Hei", to=who[whom])
    assert not case.messages.exists()
