# SPDX-License-Identifier: EUPL-1.2
"""What a rule can do to a case: each by the action that people use, with the rule as the actor."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.handling import close_case, hand_over_case
from cases.actions.proposing import propose_decision
from cases.actions.supplementing import Missing, request_supplement
from cases.automation.table import Act, Row
from cases.models import Case, Message, Rule, ServiceOfDecision
from cases.models.acted import acted
from cases.notifications import tell_office, tell_parties
from cases.wording import filled
from cases.workflow import Status, Verb
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.audit.log import record
from portal.common import clock
from portal.common.dates import as_day
from portal.common.legal_clocks import last_day
from portal.common.texts import localized
from portal.common.workflow import move

DoIt = Callable[[Case, Row, Rule, Actor], None]


def perform(case: Case, row: Row, rule: Rule, *, actor: Actor) -> None:
    """Do what the row says, as a part of the run. The caller has locked the case.

    Raises PermissionDenied, TransitionNotAllowed or ValidationError when a human is needed.
    """
    with override(case.language):
        _ACTS[row.act](case, row, rule, actor)
    record("case.automated", about=case, by=actor, outcome=row.outcome, row=row.index + 1)


def _begin(case: Case, actor: Actor) -> None:
    """The work starts; the parties are told of what the rule does, not of this."""
    if case.status == Status.RECEIVED:
        move(case, Verb.TAKE_UP, actor=actor)
        record("case.taken_up", about=case, by=actor)


def _route(case: Case, row: Row, _rule: Rule, actor: Actor) -> None:
    unit = Unit.objects.get(code=row.then["unit"])
    if unit.pk != case.unit_id:
        hand_over_case(case.pk, actor=actor, unit=unit, reason=str(row.because))


def _prioritise(case: Case, row: Row, _rule: Rule, actor: Actor) -> None:
    """An earlier promise: it lifts the case in every queue, and the party hears of it."""
    day = last_day(as_day(case.received_at), row.then["days"])
    if case.due_on is None or day < case.due_on:
        case.due_on = day
        case.touch("case.prioritised")
        record("case.prioritised", about=case, by=actor, due_on=day.isoformat())


def _ask(case: Case, row: Row, _rule: Rule, actor: Actor) -> None:
    _begin(case, actor)
    missing = Missing(
        items=row.then["items"],
        due_on=last_day(clock.today(), row.then["days"]),
        consequence=row.then["consequence"],
        text=str(row.because),
    )
    request_supplement(case.pk, actor=actor, missing=missing)


def _propose(case: Case, row: Row, rule: Rule, actor: Actor) -> None:
    _begin(case, actor)
    propose_decision(case.pk, actor=actor, text=_text(case, row, rule))


def _decide(case: Case, row: Row, rule: Rule, actor: Actor) -> None:
    """Whoever cannot be served electronically gets the letter from the unit, by hand."""
    _begin(case, actor)
    decide_case(case.pk, actor=actor, text=_text(case, row, rule))
    if case.is_reachable_electronically:
        serve_decision(case.pk, actor=actor, channel=ServiceOfDecision.Channel.ELECTRONIC)


def _text(case: Case, row: Row, rule: Rule) -> DecisionText:
    texts = case.terms.decision_texts.get(row.then["outcome"]) or {}
    if not texts:
        raise ValidationError(_("Asiatyypillä ei ole päätöspohjaa."))
    reasons = f"{localized(texts.get('reasons'))}\n{row.because}"
    return DecisionText(
        outcome=row.then["outcome"],
        summary=filled(str(localized(texts.get("summary"))), case),
        reasons=filled(reasons, case),
        law_sections=case.terms.law_sections,
        contact=rule.contact,
    )


def _close(case: Case, row: Row, rule: Rule, actor: Actor) -> None:
    _begin(case, actor)
    text = "\n\n".join((str(localized(row.then["answer"])), _("Lisätietoja: %(contact)s") % {"contact": rule.contact}))
    Message.objects.create(case=case, from_party=False, text=text, **acted(actor))
    tell_parties(case, "case.message_sent")
    close_case(case.pk, actor=actor, reason=str(row.because)[:500])


def _remind(case: Case, row: Row, _rule: Rule, actor: Actor) -> None:
    record("case.reminded", about=case, by=actor)
    tell_office(case, "case.rule_reminder", words=str(row.because))


_ACTS: dict[Rule.Act, DoIt] = {
    Act.ROUTE: _route,
    Act.PRIORITISE: _prioritise,
    Act.ASK: _ask,
    Act.PROPOSE: _propose,
    Act.DECIDE: _decide,
    Act.CLOSE: _close,
    Act.REMIND: _remind,
}
