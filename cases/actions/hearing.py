# SPDX-License-Identifier: EUPL-1.2
"""Hearing a party and asking for a statement before the matter is decided (Hallintolaki 434/2003 31, 34 and 36 §)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.opening import NewDocument, attach
from cases.locking import lock_case
from cases.models import Case, Document, Hearing, Party
from cases.models.acted import acted
from cases.notifications import tell_asked, tell_office
from cases.pending import new_token
from cases.permissions import can_answer_hearing, can_handle_case
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed, move, require


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked and of whom: one party, one other unit, or one outsider by name and e-mail."""

    text: str
    due_on: dt.date
    consequence: str
    documents: Sequence[Document] = ()
    party: Party | None = None
    unit: Unit | None = None
    name: str = ""
    email: str = ""


@transaction.atomic
def ask_hearing(case_id: int, *, actor: Actor, question: Question, expected_version: int | None = None) -> Hearing:
    """Ask, and wait with the clock stopped until everybody asked has answered. Several may be asked at once.

    Who cannot sign in gets a link of their own that shows the chosen documents and takes one answer. Raises
    ValidationError when nobody or two are asked, or a secret document would be shown by a link.
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.HEAR)
    move(case, Verb.HEAR, actor=actor)
    refusal = _refusal(case, question)
    if refusal:
        raise ValidationError(refusal)
    hearing = Hearing(
        case=case,
        kind=Hearing.Kind.PARTY if question.party else Hearing.Kind.STATEMENT,
        party=question.party,
        unit=question.unit,
        giver_name=question.name,
        giver_email=question.email,
        question=question.text,
        due_on=question.due_on,
        consequence=question.consequence,
        **acted(actor),
    )
    token = new_token(hearing) if _needs_link(question) else ""
    hearing.save()
    hearing.documents.set(question.documents)
    record("case.hearing_asked", about=case, by=actor, kind=hearing.kind, due_on=question.due_on.isoformat())
    tell_asked(hearing, "case.hearing_asked", token)
    return hearing


def _needs_link(question: Question) -> bool:
    """Somebody with an address but without an account."""
    if question.party and not question.party.organisation_id:
        return not (question.party.person and question.party.person.user_id) and bool(question.party.email)
    return bool(question.email)


def _refusal(case: Case, question: Question) -> str:
    if sum(map(bool, (question.party, question.unit, question.email))) != 1:
        return _("Valitse yksi: osapuoli, toinen yksikkö tai ulkopuolinen lausunnon antaja.")
    if question.due_on <= clock.today():
        return _("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä.")
    if question.unit and question.unit == case.unit:
        return _("Asia on jo tässä yksikössä.")
    foreign = any(document.case_id != case.pk for document in question.documents)
    secret = any(document.publicity != Document.Publicity.PUBLIC for document in question.documents)
    if foreign or (secret and _needs_link(question)):
        return _("Salassa pidettävää asiakirjaa ei voi näyttää linkillä. Lähetä se muulla tavalla.")
    return ""


@transaction.atomic
def give_statement(
    hearing_id: int, *, actor: Actor, answer: str, documents: Sequence[NewDocument] = (), way: str = Hearing.Way.PORTAL
) -> Hearing:
    """Who was asked answers, once. Late answers are taken as long as the case waits for them."""
    hearing = _lock(hearing_id)
    require(condition=can_answer_hearing(actor, hearing), verb=Verb.RECORD_STATEMENT)
    return _answer(hearing, actor, answer, documents, way=way, name=actor.display_name)


@transaction.atomic
def record_statement(hearing_id: int, *, actor: Actor, answer: str, way: str, name: str = "") -> Hearing:
    """The handler writes down what came by phone, on paper or at a visit (Hallintolaki 434/2003 42 §)."""
    hearing = _lock(hearing_id)
    require(condition=can_handle_case(actor, hearing.case), verb=Verb.RECORD_STATEMENT)
    return _answer(hearing, actor, answer, (), way=way, name=name or hearing.asked)


def _lock(hearing_id: int) -> Hearing:
    """The hearing with its case, both ours until the transaction ends: the case first, as everywhere."""
    case = lock_case(Hearing.objects.values_list("case_id", flat=True).get(pk=hearing_id))
    hearing: Hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing_id)
    hearing.case = case
    return hearing


def _answer(
    hearing: Hearing, actor: Actor, answer: str, documents: Sequence[NewDocument], *, way: str, name: str
) -> Hearing:
    case = hearing.case
    if not hearing.is_open:
        raise TransitionNotAllowed(case, Verb.RECORD_STATEMENT)
    move(case, Verb.RECORD_STATEMENT, actor=actor, reason=hearing.asked)
    if not case.hearings.open().exclude(pk=hearing.pk).exists():
        move(case, Verb.CONCLUDE_HEARING, actor=actor)
    hearing.answer, hearing.answered_by, hearing.way = answer, name[:160], way
    hearing.answered_at = hearing.ended_at = clock.now()
    hearing.token_hash = ""
    hearing.save()
    for document in documents:
        attach(case, document, actor=actor, kind=Document.Kind.ATTACHMENT, hearing=hearing)
    record("case.statement_received", about=case, by=actor, hearing=hearing.pk, way=way)
    tell_office(case, "case.statement_received")
    return hearing
