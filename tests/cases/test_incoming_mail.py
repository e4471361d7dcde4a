# SPDX-License-Identifier: EUPL-1.2
"""Answers by e-mail land in their case, or before a human; each once."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from pytest_django import Settings

from cases.actions.messaging import send_message
from cases.actions.receiving import drop_held_mail, point_held_mail, take_held_mail, take_mail
from cases.mail.addresses import Thread, address_of, thread_of
from cases.mail.letters import read_letter
from cases.mail.mailbox import read_mailbox
from cases.models import Case, IncomingMail, Party
from portal.accounts.actors import SYSTEM_MAILBOX
from portal.common import clock
from portal.notifications.channels.email import compose
from portal.notifications.delivery import send_due
from portal.notifications.models import Delivery, Notification
from tests.cases.imap import PASSWORD, USER, ImapServer, post_office
from tests.cast import Cast
from tests.factories.cases import CaseFactory, MessageFactory, PartyFactory, RepresentationFactory

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060f8cf000003010100"
    "18dd8db00000000049454e44ae426082"
)
QUOTED = "Tässä vastaus.\n\nti 24.11.2026 klo 9.00 OmaKajaani <asiointi@city.example> kirjoitti:\n> Milloin kaivatte?\n"


@pytest.fixture(autouse=True)
def _mailbox_is_set(settings: Settings) -> None:
    settings.IMAP_HOST, settings.REPLY_ADDRESS = "127.0.0.1", "asiointi@city.example"


@pytest.fixture(autouse=True)
def _verified(cast: Cast) -> None:
    for member in (cast.resident, cast.stranger):
        assert member.user
        EmailAddress.objects.create(user=member.user, email=member.person.email, verified=True, primary=True)


def answer(case: Case, cast: Cast, who: str = "resident", text: str = QUOTED, **headers: str) -> EmailMessage:
    member = cast.member(who)
    mail = EmailMessage()
    given = {
        "From": f"Joku <{member.person.email}>",
        "To": f"OmaKajaani <{address_of(Thread(case.pk, member.person.pk))}>",
        "Subject": "Vs: Sinulle on uusi viesti",
        "Message-ID": f"<{who}-1@mail.example>",
    }
    for name, value in (given | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        mail[name] = value
    mail.set_content(text)
    return mail


def taken(mail: EmailMessage) -> IncomingMail:
    return take_mail(mail.as_bytes(), actor=SYSTEM_MAILBOX)


# ---- through real servers


@pytest.fixture(scope="module")
def imap() -> Iterator[ImapServer]:
    with ImapServer.running() as server:
        yield server


@pytest.mark.django_db(transaction=True)
def test_answer_travels_by_smtp_and_imap_into_the_case(
    cast: Cast, case: Case, imap: ImapServer, settings: Settings
) -> None:
    imap.empty()
    settings.IMAP_PORT, settings.IMAP_TLS, settings.IMAP_USER, settings.IMAP_PASSWORD = imap.port, False, USER, PASSWORD
    with post_office(imap) as (post, port):
        options = {"host": "127.0.0.1", "port": port}
        smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
        settings.MAILERS = {"default": smtp}
        send_message(case.pk, actor=cast.handler.actor, text="Milloin kaivatte?")
        assert send_due() == 1
        reply = answer(case, cast)
        del reply["To"]
        reply["To"] = post.sent[0]["Reply-To"]
        reply.add_attachment(PNG, maintype="image", subtype="png", filename="kartta.png")
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(reply)
            stray = EmailMessage()
            stray["From"], stray["To"], stray["Subject"] = "x@mail.example", f"{USER}+hei@city.example", "Hei"
            stray.set_content("Mihin aikaan olette auki?")
            client.send_message(stray)

        assert imap.unseen() == 2
        assert read_mailbox() == 2
        assert imap.unseen() == 0
        assert read_mailbox() == 0

    message = case.messages.get(from_party=True)
    assert (message.text, message.by_name, message.by_channel) == ("Tässä vastaus.", "Aino Kemppainen", "email")
    assert message.documents.get().name == "kartta.png"
    assert IncomingMail.objects.held().get().why == "no_case"


@pytest.mark.django_db(transaction=True)
def test_mail_that_was_kept_but_not_marked_is_taken_once(
    cast: Cast, case: Case, imap: ImapServer, settings: Settings
) -> None:
    imap.empty()
    settings.IMAP_PORT, settings.IMAP_TLS, settings.IMAP_USER, settings.IMAP_PASSWORD = imap.port, False, USER, PASSWORD
    imap.put(answer(case, cast).as_bytes())
    with patch("imap_tools.BaseMailBox.flag", side_effect=OSError("gone")), pytest.raises(OSError, match="gone"):
        read_mailbox()
    assert (imap.unseen(), case.messages.count()) == (1, 1)

    read_mailbox()

    assert (imap.unseen(), case.messages.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_mail_that_cannot_be_read_waits_for_a_human_and_those_behind_it_go_on(
    cast: Cast, case: Case, imap: ImapServer, settings: Settings
) -> None:
    imap.empty()
    settings.IMAP_PORT, settings.IMAP_TLS, settings.IMAP_USER, settings.IMAP_PASSWORD = imap.port, False, USER, PASSWORD
    imap.put(b"Subject: Outo\r\n\r\nTulkaa katsomaan.")
    imap.put(answer(case, cast).as_bytes())
    with patch(
        "cases.actions.receiving.read_letter",
        side_effect=[ValueError("odd"), read_letter(answer(case, cast).as_bytes())],
    ):
        assert read_mailbox() == 2

    held = IncomingMail.objects.held().get()
    assert (imap.unseen(), case.messages.count()) == (0, 1)
    assert (held.case, held.why) == (None, "no_case")
    assert "Tulkaa katsomaan." in held.text
    assert b"Tulkaa katsomaan." in held.raw.read()
    with patch("cases.actions.receiving.read_letter", side_effect=ValueError("odd")):
        point_held_mail(held.key, actor=cast.main_user.actor, case_id=case.pk)
        message = take_held_mail(held.key, actor=cast.handler.actor, case_id=case.pk)
    assert "Tulkaa katsomaan." in message.text


@pytest.mark.django_db(transaction=True)
def test_mail_that_cannot_even_be_kept_stays_unread(imap: ImapServer, settings: Settings) -> None:
    imap.empty()
    settings.IMAP_PORT, settings.IMAP_TLS, settings.IMAP_USER, settings.IMAP_PASSWORD = imap.port, False, USER, PASSWORD
    imap.put(b"Subject: Hei\r\n\r\nHei")
    gone = OperationalError("gone")
    with (
        patch("cases.mail.mailbox.take_mail", side_effect=gone),
        patch("cases.mail.mailbox.keep_unread_mail", side_effect=gone),
        pytest.raises(OperationalError),
    ):
        read_mailbox()
    assert imap.unseen() == 1

    read_mailbox()

    assert (imap.unseen(), IncomingMail.objects.held().count()) == (0, 1)


# ---- into the case


def test_letters_of_a_case_ask_for_answers_only_when_somebody_reads_them(
    cast: Cast, case: Case, settings: Settings
) -> None:
    send_message(case.pk, actor=cast.handler.actor, text="Hei")
    delivery = Delivery.objects.get()
    [address] = compose(delivery).reply_to
    assert thread_of([address]) == Thread(case.pk, cast.resident.person.pk)

    settings.IMAP_HOST = ""

    assert compose(delivery).reply_to == []


def test_office_and_outsiders_are_asked_for_no_answer_by_mail(cast: Cast, case: Case) -> None:
    send_message(case.pk, actor=cast.resident.actor, text="Hei")

    assert compose(Delivery.objects.get()).reply_to == []


def test_answer_becomes_a_message_without_what_it_quotes(cast: Cast, case: Case) -> None:
    mail = taken(answer(case, cast))

    message = case.messages.get()
    assert (mail.state, mail.became, message.text) == ("taken", message, "Tässä vastaus.")
    assert not mail.raw
    assert Notification.objects.filter(event="case.message_received").exists()


def test_same_mail_twice_is_one_message(cast: Cast, case: Case) -> None:
    taken(answer(case, cast))
    taken(answer(case, cast))

    assert (case.messages.count(), IncomingMail.objects.count()) == (1, 1)


def test_other_party_and_representative_answer_in_their_own_places(cast: Cast, case: Case) -> None:
    neighbour = PartyFactory(case=case, of=cast.stranger.person, role="other")
    taken(answer(case, cast, "stranger"))
    assert case.messages.get().party == neighbour
    Party.objects.filter(pk=neighbour.pk).update(removed_at=clock.now())
    RepresentationFactory(case=case, to=cast.stranger.person, may_act=True)

    taken(answer(case, cast, "stranger", Message_ID="<2@mail.example>"))

    message = case.messages.latest("pk")
    assert (message.party, message.for_name, message.by_right) == (None, "Aino Kemppainen", "chosen")


# ---- before a human


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"From": "Joku <muu@mail.example>"}, "other_sender"),
        ({"From": "aino@mail.example, muu@mail.example"}, "other_sender"),
        ({"Authentication_Results": "mx.city.example; dmarc=fail header.from=mail.example"}, "other_sender"),
        ({"To": "asiointi@city.example"}, "no_case"),
        ({"To": "asiointi+1-1-00000000000000000000000000000000@city.example"}, "no_case"),
    ],
)
def test_mail_of_somebody_else_waits(cast: Cast, case: Case, headers: dict[str, str], why: str) -> None:
    mail = taken(answer(case, cast, **headers))

    assert (mail.state, mail.why) == ("held", why)
    assert "Tässä vastaus." in mail.text
    assert Notification.objects.filter(event="case.message_received").exists() == (mail.case is not None)
    assert not case.messages.exists()


def test_address_that_was_never_verified_waits(cast: Cast, case: Case) -> None:
    EmailAddress.objects.update(verified=False)

    assert taken(answer(case, cast)).why == "other_sender"


def test_token_of_one_case_opens_no_other(cast: Cast, case: Case) -> None:
    other = CaseFactory(case_type=case.case_type, applicant=cast.resident.person)
    address = address_of(Thread(case.pk, cast.resident.person.pk)).replace(f"+{case.pk}-", f"+{other.pk}-")

    assert taken(answer(case, cast, To=address)).why == "no_case"
    assert not other.messages.exists()


def test_answer_after_the_right_has_ended_waits(cast: Cast, case: Case) -> None:
    right = RepresentationFactory(case=case, to=cast.stranger.person, may_act=True)
    Party.objects.filter(pk=right.representative_id).update(removed_at=clock.now())

    assert taken(answer(case, cast, "stranger")).why == "no_right"
    assert not case.messages.exists()


def test_answer_to_a_secret_matter_waits(cast: Cast, case: Case) -> None:
    case.case_type.publicity, case.case_type.secrecy_ground = "secret", "JulkL 24 §"
    case.case_type.save()

    assert taken(answer(case, cast)).why == "secret"


@pytest.mark.parametrize("name", ["ohjelma.exe", "kuva.png"])
def test_file_that_the_gate_refuses_holds_the_whole_mail(cast: Cast, case: Case, name: str) -> None:
    mail = answer(case, cast)
    mail.add_attachment(b"MZ" + b"\0" * 100, maintype="application", subtype="octet-stream", filename=name)

    assert taken(mail).why == "file_refused"
    assert not case.messages.exists()


def test_virus_holds_the_mail_and_never_reaches_the_case(cast: Cast, case: Case) -> None:
    mail = answer(case, cast)
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="kuva.png")
    with patch("cases.actions.receiving.check_upload", side_effect=ValidationError("virus")):
        held = taken(mail)
        take_held_mail(held.key, actor=cast.handler.actor, case_id=case.pk)

    assert held.why == "file_refused"
    assert not case.documents.exists()


def test_mail_without_words_waits(cast: Cast, case: Case) -> None:
    assert taken(answer(case, cast, text="\n")).why == "empty"


# ---- machines


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@mail.example"},
        {"List_Id": "<lista.mail.example>"},
    ],
)
def test_machines_are_not_answered_nor_heard(cast: Cast, case: Case, header: dict[str, str]) -> None:
    mail = taken(answer(case, cast, **header))

    assert (mail.state, mail.text, bool(mail.raw)) == ("ignored", "", False)
    assert not case.messages.exists()


def test_who_says_that_no_machine_sent_it_is_heard(cast: Cast, case: Case) -> None:
    assert taken(answer(case, cast, Auto_Submitted="no")).state == "taken"


# ---- what a human settles


def held(case: Case, cast: Cast) -> IncomingMail:
    return taken(answer(case, cast, From="muu@mail.example"))


def test_handler_takes_a_held_mail_into_the_case(cast: Cast, case: Case) -> None:
    mail = held(case, cast)
    client = cast.handler.client()
    assert "muu@mail.example" in client.get("/admin/cases/case/mails/").content.decode()

    assert client.post(f"/admin/cases/case/mails/{mail.key}/take/").status_code == 302

    message = case.messages.get()
    assert (message.text, message.by_name, message.from_party) == ("Tässä vastaus.", "muu@mail.example", True)
    mail.refresh_from_db()
    assert (mail.state, mail.settled_by, mail.text, mail.raw.name) == ("taken", cast.handler.user, "", "")


def test_handler_drops_a_held_mail(cast: Cast, case: Case) -> None:
    mail = held(case, cast)

    cast.handler.client().post(f"/admin/cases/case/mails/{mail.key}/drop/")

    mail.refresh_from_db()
    assert (mail.state, mail.text) == ("dropped", "")
    assert not case.messages.exists()
    with pytest.raises(ValidationError):
        take_held_mail(mail.key, actor=cast.handler.actor, case_id=case.pk)


@pytest.mark.parametrize("who", ["other_handler", "clerk", "resident", "main_user"])
def test_mail_of_a_case_is_settled_by_its_handlers_alone(cast: Cast, case: Case, who: str) -> None:
    mail = held(case, cast)
    actor = cast.member(who).actor

    with pytest.raises(PermissionDenied):
        drop_held_mail(mail.key, actor=actor)
    with pytest.raises(PermissionDenied):
        take_held_mail(mail.key, actor=actor, case_id=case.pk)
    assert "muu@mail.example" not in cast.member(who).client().get("/admin/cases/case/mails/").content.decode()


def test_main_user_shows_a_stray_mail_to_its_case(cast: Cast, case: Case) -> None:
    mail = taken(answer(case, cast, To="asiointi@city.example"))

    cast.main_user.client().post(f"/admin/cases/case/mails/{mail.key}/take/", {"reference": case.reference})

    mail.refresh_from_db()
    assert (mail.case, mail.state) == (case, "held")
    assert not case.messages.exists()
    with pytest.raises(PermissionDenied):
        point_held_mail(mail.key, actor=cast.handler.actor, case_id=case.pk)
    assert take_held_mail(mail.key, actor=cast.handler.actor, case_id=case.pk)


# ---- reading


@pytest.mark.parametrize(
    "text",
    [
        QUOTED,
        "Tässä vastaus.\n\nDen tis 24 nov. 2026 kl 09:00 skrev OmaKajaani <a@city.example>:\n\n> När?",
        "Tässä vastaus.\n\nOn Tue, Nov 24, 2026 at 9:00 AM OmaKajaani <a@city.example> wrote:\n> When?",
        "Tässä vastaus.\n\n-----Alkuperäinen viesti-----\nLähettäjä: X\nLähetetty: Y\nAihe: Z\n\nMilloin?",
        "Tässä vastaus.\n\nLähettäjä: OmaKajaani <a@city.example>\nLähetetty: tiistai 24. marraskuuta 2026 9.00\n"
        "Vastaanottaja: x@mail.example\nAihe: Viesti\n\nMilloin?",
    ],
)
def test_what_is_quoted_is_left_out(cast: Cast, case: Case, text: str) -> None:
    assert read_letter(answer(case, cast, text=text).as_bytes()).text == "Tässä vastaus."


def test_own_words_about_writing_are_no_quotation(cast: Cast, case: Case) -> None:
    text = "Naapuri kirjoitti minulle:\n\n- hei\n\nMitä teen?"

    assert read_letter(answer(case, cast, text=text).as_bytes()).text == text


def test_mail_in_html_alone_is_read_as_text(cast: Cast, case: Case) -> None:
    mail = answer(case, cast)
    mail.set_content(
        "<style>p{}</style><p>T&auml;ss&auml;<br>vastaus.</p><blockquote>Vanha</blockquote>", subtype="html"
    )

    assert read_letter(mail.as_bytes()).text == "Tässä\nvastaus."


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: =?utf-8?b?!!!?=\r\nFrom: @@@\r\n\r\nHei",
        b'Content-Type: text/plain; charset="ei-ole"\r\n\r\n\xe4\xe4',
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\n',
    ],
)
def test_broken_mail_waits_and_stops_nothing(cast: Cast, raw: bytes) -> None:
    mail: Any = take_mail(raw, actor=SYSTEM_MAILBOX)

    assert mail.state == "held"
    assert take_mail(raw, actor=SYSTEM_MAILBOX) == mail
    assert not MessageFactory._meta.model.objects.exists()
