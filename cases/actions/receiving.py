# SPDX-License-Identifier: EUPL-1.2
"""A mail comes: into its case as a message of the party, or before a human who looks where it belongs."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases.actions.messaging import send_message
from cases.actions.opening import NewDocument, attach
from cases.locking import lock_case
from cases.mail.addresses import thread_of
from cases.mail.letters import MAX_TEXT, Attachment, Letter, read_letter
from cases.models import Case, Document, IncomingMail, Message
from cases.models.acted import acted
from cases.notifications import tell_office
from cases.permissions import can_handle_case, is_sure_of_person
from cases.representing import in_their_place
from portal.accounts.actors import Actor, Assurance, Channel, Right, actor_for
from portal.accounts.models import Person, Role
from portal.audit.log import record
from portal.common import clock
from portal.common.files import check_upload
from portal.common.workflow import require

MAX_FILES = 10
_ONLY_FILES = "(Viestissä oli vain liitteitä.)"


class MailHeld(Exception):
    """A human has to look at the mail before anything becomes of it."""

    def __init__(self, why: IncomingMail.Why) -> None:
        self.why = why
        super().__init__(why.value)


@transaction.atomic
def take_mail(raw: bytes, *, actor: Actor) -> IncomingMail:
    """Put a mail into its case. Idempotent by the mail's own id; what cannot be put there waits for a human."""
    letter = read_letter(raw)
    mail, is_new = IncomingMail.objects.get_or_create(
        mail_id=letter.mail_id,
        defaults={"sender": letter.sender, "subject": letter.subject, "state": IncomingMail.State.HELD},
    )
    if not is_new:
        return mail
    if letter.is_automatic:
        mail.state, mail.subject = IncomingMail.State.IGNORED, ""
        mail.save()
        return mail
    thread = thread_of(letter.recipients)
    case = Case.objects.filter(pk=thread.case_id).first() if thread else None
    mail.case = case
    mail.person = Person.objects.filter(pk=thread.person_id).first() if thread and case else None
    try:
        with transaction.atomic():
            mail.became = _into_case(letter, mail)
        mail.state = IncomingMail.State.TAKEN
    except MailHeld as held:
        _hold(mail, letter, raw, held.why)
    mail.save()
    if mail.case:
        record("case.mail_received", about=mail.case, by=actor, state=mail.state, why=mail.why)
        if mail.state == IncomingMail.State.HELD:
            tell_office(mail.case, "case.message_received")
    return mail


@transaction.atomic
def keep_unread_mail(raw: bytes, *, actor: Actor) -> IncomingMail:
    """A mail that could not be read waits for a human as it came. Idempotent by its content."""
    mail, is_new = IncomingMail.objects.get_or_create(
        mail_id=f"sha256:{hashlib.sha256(raw).hexdigest()}",
        defaults={"state": IncomingMail.State.HELD, "why": IncomingMail.Why.NO_CASE},
    )
    if is_new:
        mail.text = raw.decode("utf-8", "replace").replace("\x00", "")[:MAX_TEXT]
        mail.raw.save(str(mail.key), ContentFile(raw))
        record("mail.kept_unread", about=mail, by=actor)
    return mail


def _into_case(letter: Letter, mail: IncomingMail) -> Message:
    if mail.case is None or mail.person is None:
        raise MailHeld(IncomingMail.Why.NO_CASE)
    if letter.is_forged or not _is_own_address(mail.person, letter.sender):
        raise MailHeld(IncomingMail.Why.OTHER_SENDER)
    sender = _actor_of(mail.person)
    if mail.case.case_type.is_secret and not is_sure_of_person(sender, mail.case):
        raise MailHeld(IncomingMail.Why.SECRET)
    documents = _checked(letter.attachments)
    if not letter.text and not documents:
        raise MailHeld(IncomingMail.Why.EMPTY)
    try:
        writer = in_their_place(sender, mail.case)
        return send_message(mail.case.pk, actor=writer, text=letter.text or _ONLY_FILES, documents=documents)
    except PermissionDenied as refusal:
        raise MailHeld(IncomingMail.Why.NO_RIGHT) from refusal


def _is_own_address(person: Person, address: str) -> bool:
    """An address that the person has shown to be theirs by opening what was sent there."""
    own = EmailAddress.objects.filter(user=person.user_id, verified=True, email__iexact=address)
    return bool(address) and person.user_id is not None and own.exists()


def _actor_of(person: Person) -> Actor:
    """The person as a citizen: who is staff too writes here in the own matter."""
    assert person.user
    found = actor_for(person.user, assurance=Assurance.WEAK)
    return replace(found, grants=frozenset(), right=Right.SELF, channel=Channel.EMAIL)


def _hold(mail: IncomingMail, letter: Letter, raw: bytes, why: IncomingMail.Why) -> None:
    mail.why, mail.text = why, letter.whole
    mail.raw.save(str(mail.key), ContentFile(raw), save=False)


def _checked(attachments: Iterable[Attachment]) -> list[NewDocument]:
    """Each file through the same gate as one that is uploaded. Raises MailHeld when one is refused."""
    found = list(attachments)
    if len(found) > MAX_FILES:
        raise MailHeld(IncomingMail.Why.FILE_REFUSED)
    try:
        return [_check(attachment) for attachment in found]
    except ValidationError as refusal:
        raise MailHeld(IncomingMail.Why.FILE_REFUSED) from refusal


def _check(attachment: Attachment) -> NewDocument:
    file = SimpleUploadedFile(attachment.name, attachment.content, attachment.content_type)
    facts = check_upload(file)
    return NewDocument(facts.name, file, facts.content_type, facts.size, facts.sha256)


# ---- what a human settles


@transaction.atomic
def take_held_mail(key: UUID, *, actor: Actor, case_id: int) -> Message:
    """Put a mail that waits into a case that the actor handles; files that the gate refuses stay out.

    Raises ValidationError when somebody has settled it already.
    """
    case = lock_case(case_id)
    require(condition=can_handle_case(actor, case), verb="take_mail")
    mail = _waiting(key, actor)
    letter = _read_again(mail)
    columns = acted(actor) | {"by_name": mail.sender[:160], "by_title": "", "by_channel": Channel.EMAIL}
    message = Message.objects.create(case=case, from_party=True, text=letter.text or letter.whole, **columns)
    for document in _accepted(letter.attachments):
        attach(case, document, actor=actor, kind=Document.Kind.MESSAGE_ATTACHMENT, message=message)
    case.touch("case.message_received")
    mail.case, mail.became = case, message
    _settle(mail, IncomingMail.State.TAKEN, actor)
    record("case.mail_taken", about=case, by=actor, message=message.pk, why=mail.why)
    tell_office(case, "case.message_received")
    return message


def _read_again(mail: IncomingMail) -> Letter:
    """What could not be read when it came is taken as the words that were kept of it."""
    with mail.raw.open() as file:
        raw = file.read()
    try:
        return read_letter(raw)
    except Exception:  # noqa: BLE001 nobody could foresee it, and the human has read the words
        words = mail.text
        return Letter(
            mail.mail_id, mail.sender, (), mail.subject, words, words, (), is_automatic=False, is_forged=False
        )


@transaction.atomic
def point_held_mail(key: UUID, *, actor: Actor, case_id: int) -> IncomingMail:
    """Who may not open the case shows it the mail; the case's own unit then looks at it."""
    case = lock_case(case_id)
    require(condition=actor.has_role(Role.MAIN_USER), verb="point_mail")
    mail = _waiting(key, actor)
    mail.case = case
    mail.save(update_fields=["case"])
    record("case.mail_pointed", about=case, by=actor, why=mail.why)
    tell_office(case, "case.message_received")
    return mail


def _accepted(attachments: Iterable[Attachment]) -> list[NewDocument]:
    accepted = []
    for attachment in attachments:
        try:
            accepted.append(_check(attachment))
        except ValidationError:
            continue
    return accepted[:MAX_FILES]


@transaction.atomic
def drop_held_mail(key: UUID, *, actor: Actor) -> IncomingMail:
    """It belongs to no case, or is not from whom it says: what it held goes, that it came stays."""
    mail = _waiting(key, actor)
    _settle(mail, IncomingMail.State.DROPPED, actor)
    record("mail.dropped", about=mail.case or mail, by=actor, why=mail.why)
    return mail


def _waiting(key: UUID, actor: Actor) -> IncomingMail:
    require(condition=IncomingMail.objects.visible_to(actor).filter(key=key).exists(), verb="settle_mail")
    mail: IncomingMail = IncomingMail.objects.locked(key)
    if mail.state != IncomingMail.State.HELD:
        raise ValidationError("settled")
    return mail


def _settle(mail: IncomingMail, state: IncomingMail.State, actor: Actor) -> None:
    mail.state, mail.settled_at, mail.settled_by = state, clock.now(), actor.user
    storage, name = mail.raw.storage, mail.raw.name or ""
    mail.text, mail.subject, mail.raw = "", "", ""
    mail.save()
    transaction.on_commit(lambda: storage.delete(name))
