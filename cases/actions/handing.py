# SPDX-License-Identifier: EUPL-1.2
"""From one hand to another: a case goes to a colleague, or back to the queue of its unit."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.fitting import require_fit
from cases.locking import lock_case
from cases.models import Case, Note
from cases.models.acted import acted
from cases.notifications import tell_colleague, tell_office
from cases.standing_in import pass_on
from cases.workflow import Verb
from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import User
from portal.audit.log import record
from portal.common.workflow import move


@transaction.atomic
def give_case(
    case_id: int,
    *,
    actor: Actor,
    handler: User,
    note: str = "",
    expected_version: int | None = None,
    is_told: bool = True,
) -> Case:
    """Give the case to a colleague, or to who stands in for one who is away; who gets it is told. The note stays in the
    case, for the office alone.

    `is_told` False: who gives many at once tells of them together. Raises ValidationError when the colleague may not
    handle the case or has it already.
    """
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.ASSIGN)
    is_same = case.handler_id == handler.pk
    move(case, Verb.ASSIGN, actor=actor, reason=handler.display_name)
    if is_same:
        raise ValidationError(_("Asia on jo käsittelijällä %(name)s.") % {"name": handler.display_name})
    require_fit(actor_for(handler), case)
    _hand(case, handler, note, actor=actor)
    record("case.assigned", about=case, by=actor, handler=handler.pk)
    pass_on(case)
    if is_told and case.handler and case.handler != actor.user:
        tell_colleague(case, "case.given", case.handler, by=actor.display_name)
    return case


@transaction.atomic
def release_case(
    case_id: int, *, actor: Actor, note: str = "", expected_version: int | None = None, is_told: bool = True
) -> Case:
    """Back to the queue of the unit: nobody has the case, and the unit is told. Status and promise stay."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.RELEASE)
    source = case.handler_id
    move(case, Verb.RELEASE, actor=actor)
    _hand(case, None, note, actor=actor)
    record("case.released", about=case, by=actor, handler=source)
    if is_told:
        tell_office(case, "case.released", by=actor.display_name)
    return case


@transaction.atomic
def put_back_case(case_id: int, *, actor: Actor, handler: User | None, expected_version: int | None = None) -> Case:
    """Undo a take-up: the case waits to be handled again, with who had it before. What the party was told was told."""
    case = lock_case(case_id, expected_version=expected_version, verb=Verb.PUT_BACK)
    move(case, Verb.PUT_BACK, actor=actor)
    _hand(case, handler, "", actor=actor)
    record("case.put_back", about=case, by=actor)
    return case


def _hand(case: Case, handler: User | None, note: str, *, actor: Actor) -> None:
    case.handler = handler
    case.save(update_fields=["handler"])
    if note:
        names = [handler.display_name] if handler else []
        left = Note.objects.create(case=case, text=note, mentioned=names, **acted(actor))
        record("case.noted", about=case, by=actor, note=left.pk, kind=left.kind)
