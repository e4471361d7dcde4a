# SPDX-License-Identifier: EUPL-1.2
"""What one case goes through in a job of many, by the kind of the job: the same action as when done by itself.

Answers (`BulkJob.answers`) by kind, nothing for the others:

    assign             {"handler": id of a user, "note": text}
    release            {"note": text}
    hand_over          {"unit": id of a unit, "reason": text}
    label              {"names": [text]}
    request_supplement {"language", "items": [text], "text", "due_on": ISO day, "consequence"}
    decide             {"outcome", "is_served": bool, "words": "own" or "ready"; for own words the language and the
                       parts of a decision. Places like {asianumero} are filled from each case.}
    close              {"language", "reason"}
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.actions import deciding, handing, handling, supplementing, teaming
from cases.actions.deciding import DecisionText, draft_decision
from cases.actions.supplementing import Missing
from cases.fitting import require_fit
from cases.models import BulkItem, BulkJob, Case, Label
from cases.wording import filled
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.accounts.models import Unit, User
from portal.common.legal_clocks import ServiceChannelKind

type Answers = dict[str, Any]
type Before = dict[str, Any]

WRITTEN = ("summary", "reasons", "law_sections")


@dataclass(frozen=True, slots=True)
class Step:
    """One case of a job on its way: by whom, and the version that it must still have."""

    job: BulkJob
    case: Case
    actor: Actor
    version: int

    @classmethod
    def of(cls, item: BulkItem, actor: Actor) -> "Step":
        return cls(item.job, item.case, actor, item.case_version)

    @property
    def answers(self) -> Answers:
        return self.job.answers or {}

    @property
    def given(self) -> dict[str, Any]:
        return {"actor": self.actor, "expected_version": self.version}


@dataclass(frozen=True, slots=True)
class Work:
    """`verb`: the row of the workflow along which the case moves first; none for labels.

    `check` raises what can be told before acting; `do` acts; `undo` takes back, given what `before` told.
    """

    verb: Verb | None
    do: Callable[[Step], object]
    check: Callable[[Step], object] = lambda _step: None
    undo: Callable[[Step, Before], object] | None = None
    before: Callable[[Step], Before] = lambda step: {"handler": step.case.handler_id}


# ---- who has it


def _not_own(step: Step) -> None:
    if step.case.handler_id and step.actor.user and step.case.handler_id != step.actor.user.pk:
        raise ValidationError(_("Asia on jo toisella käsittelijällä."))
    if step.case.handler_id:
        raise ValidationError(_("Asia on jo sinulla."))


def _claim(step: Step) -> None:
    _not_own(step)
    handling.claim_case(step.case.pk, **step.given)


def _fits(step: Step) -> None:
    receiver = _receiver(step)
    if receiver.user and step.case.handler_id == receiver.user.pk:
        raise ValidationError(_("Asia on jo käsittelijällä %(name)s.") % {"name": receiver.display_name})
    require_fit(receiver, step.case)


def _receiver(step: Step) -> Actor:
    if step.job.receiver is None:
        raise ValidationError(_("Käsittelijä ei ole enää työssä."))
    return step.job.receiver


def _assign(step: Step) -> None:
    receiver, note = _receiver(step).user, step.answers.get("note", "")
    assert receiver
    handing.give_case(step.case.pk, handler=receiver, note=note, is_told=False, **step.given)


def _release(step: Step) -> None:
    handing.release_case(step.case.pk, note=step.answers.get("note", ""), is_told=False, **step.given)


def _give_back(step: Step, before: Before) -> None:
    """To who had it; to nobody, if nobody had."""
    handler = User.objects.filter(pk=before["handler"]).first()
    if handler:
        handing.give_case(step.case.pk, handler=handler, is_told=False, **step.given)
    else:
        handing.release_case(step.case.pk, is_told=False, **step.given)


def _put_back(step: Step, before: Before) -> None:
    handling_before = User.objects.filter(pk=before["handler"]).first()
    handing.put_back_case(step.case.pk, handler=handling_before, **step.given)


def _other_unit(step: Step) -> Unit:
    if step.job.target_unit.pk == step.case.unit_id:
        raise ValidationError(_("Asia on jo siinä yksikössä."))
    return step.job.target_unit


def _hand_over(step: Step) -> None:
    handling.hand_over_case(step.case.pk, unit=_other_unit(step), reason=step.answers["reason"], **step.given)


# ---- labels


def _label(step: Step) -> None:
    teaming.set_labels(step.case.pk, names={*_labels_of(step.case), *step.answers["names"]}, **step.given)


def _unlabel(step: Step, before: Before) -> None:
    teaming.set_labels(step.case.pk, names={*_labels_of(step.case)} - {*before["labels"]}, **step.given)


def _new_labels(step: Step) -> Before:
    return {"labels": sorted({*step.answers["names"]} - {*_labels_of(step.case)})}


def _labels_of(case: Case) -> list[str]:
    return list(Label.objects.filter(cases=case).values_list("name", flat=True))


# ---- what the customer reads


def _same_language(step: Step) -> None:
    """What is written once is read by those who use that language (Kielilaki 423/2003 19-20 §)."""
    if step.case.language != step.answers["language"]:
        raise ValidationError(_("Asiakas asioi toisella kielellä. Tee toimi asian sivulla hänen kielellään."))


def _supplement(step: Step) -> None:
    _same_language(step)
    asked = step.answers
    due_on = dt.date.fromisoformat(asked["due_on"])
    missing = Missing(asked["items"], due_on, asked["consequence"], filled(asked["text"], step.case))
    supplementing.request_supplement(step.case.pk, missing=missing, **step.given)


def _close(step: Step) -> None:
    _same_language(step)
    handling.close_case(step.case.pk, reason=step.answers["reason"], **step.given)


def _text(step: Step) -> DecisionText:
    """The words of the decision for this case, its places filled."""
    outcome = step.answers["outcome"]
    words = _own_words(step) if step.answers["words"] == "own" else _ready_words(step, outcome)
    parts = {name: filled(words[name], step.case) for name in WRITTEN}
    return DecisionText(outcome=outcome, contact=step.answers.get("contact", ""), **parts)


def _own_words(step: Step) -> dict[str, str]:
    _same_language(step)
    return {name: step.answers[name] for name in WRITTEN}


def _ready_words(step: Step, outcome: str) -> dict[str, str]:
    """Those of the case type, in the language of the customer."""
    terms, language = step.case.terms, step.case.language
    texts = terms.decision_texts.get(outcome, {})
    if not all(texts.get(name, {}).get(language) for name in ("summary", "reasons")):
        raise ValidationError(_("Asiatyypillä ei ole valmista tekstiä tähän lopputulokseen asiakkaan kielellä."))
    law = texts.get("law_sections", {})
    words = {name: texts[name][language] for name in ("summary", "reasons")}
    return words | {"law_sections": law.get(language) or law.get("fi") or terms.law_sections}


def _whole(step: Step) -> None:
    draft_decision(step.case, _text(step), actor=step.actor)


def _decide(step: Step) -> None:
    deciding.decide_case(step.case.pk, text=_text(step), **step.given)
    if step.answers["is_served"]:
        deciding.serve_decision(step.case.pk, actor=step.actor, channel=_channel(step.case))


def _serve(step: Step) -> None:
    deciding.serve_decision(step.case.pk, channel=_channel(step.case), **step.given)


def _channel(case: Case) -> str:
    """Electronically to who uses the portal, otherwise by letter."""
    kinds = ServiceChannelKind
    return kinds.ELECTRONIC if case.is_reachable_electronically else kinds.LETTER


Kind = BulkJob.Kind
WORKS: dict[str, Work] = {
    Kind.TAKE_UP: Work(Verb.TAKE_UP, lambda step: handling.take_up_case(step.case.pk, **step.given), undo=_put_back),
    Kind.CLAIM: Work(Verb.CLAIM, _claim, _not_own, _give_back),
    Kind.ASSIGN: Work(Verb.ASSIGN, _assign, _fits, _give_back),
    Kind.RELEASE: Work(Verb.RELEASE, _release, undo=_give_back),
    Kind.HAND_OVER: Work(Verb.HAND_OVER, _hand_over, _other_unit),
    Kind.LABEL: Work(None, _label, undo=_unlabel, before=_new_labels),
    Kind.SUPPLEMENT: Work(Verb.REQUEST_SUPPLEMENT, _supplement, _same_language),
    Kind.DECIDE: Work(Verb.DECIDE, _decide, _whole),
    Kind.SERVE: Work(Verb.SERVE, _serve),
    Kind.CLOSE: Work(Verb.CLOSE, _close, _same_language),
}
