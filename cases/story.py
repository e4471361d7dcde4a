# SPDX-License-Identifier: EUPL-1.2
"""A case told to its party in plain words: where it is, what happens next, when, and the way behind it.

Reads only what `for_case_page` or `for_citizen_list` has at hand; asks the database nothing.
"""

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.concealing import shown_content
from cases.models import Case, Decision, StatusChange, SupplementRequest
from cases.workflow import BEFORE_DECISION, Status, Verb
from portal.accounts.actors import Actor, Right
from portal.common import clock
from portal.common.dates import day_text, time_text
from portal.common.texts import LocalizedText, localized


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the timeline; `state` is done, now or coming."""

    text: str
    detail: str
    icon: str
    state: str = "done"

    @property
    def color(self) -> str:
        return {"done": "birch", "now": "warning", "coming": "neutral"}[self.state]


def open_request(case: Case) -> SupplementRequest | None:
    requests: list[SupplementRequest] = list(case.supplement_requests.all())
    return next((request for request in requests if request.is_open), None)


def served_decisions(case: Case) -> list[Decision]:
    """A decision is the party's to read when it has been served."""
    return mark_replaced([decision for decision in case.decisions.all() if decision.services.all()])


def mark_replaced(decisions: list[Decision]) -> list[Decision]:
    """Tell each corrected decision which of these corrects it."""
    known = {decision.pk: decision for decision in decisions}
    for decision in decisions:
        if decision.corrects_id in known:
            known[decision.corrects_id].replaced_by = decision
    return decisions


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows`: the same value as rows of (label, value), when the question repeats. `geometry`: a place as GeoJSON."""

    label: LocalizedText
    value: str
    rows: list[list[tuple[LocalizedText, str]]]
    geometry: dict[str, Any] | None = None


def answers(case: Case, actor: Actor) -> list[tuple[LocalizedText, list[Answer]]]:
    """What was sent, as it was seen, as far as the reader may know it: (title, [Answer])."""
    return [
        (
            localized(part.get("title")),
            [
                Answer(localized(row.get("label")), row.get("value", ""), rows_of(row), row.get("geometry"))
                for row in part["rows"]
            ],
        )
        for part in shown_content(case, actor)
    ]


def rows_of(row: dict[str, Any]) -> list[list[tuple[LocalizedText, str]]]:
    """The rows of an answer of a case's content, for components/answer_rows.html."""
    return [[(localized(cell["label"]), cell["value"]) for cell in cells] for cells in row.get("rows", ())]


def situation(case: Case) -> str:
    return {
        Status.RECEIVED: _("Asia on saapunut meille"),
        Status.IN_PROGRESS: _("Käsittelemme asiaa"),
        Status.WAITING_CUSTOMER: _("Tarvitsemme sinulta lisää tietoa"),
        Status.WAITING_HEARING: _("Pyysimme lausunnon"),
        Status.SUSPENDED: _("Käsittely on tauolla"),
        Status.DECIDED: _("Päätös on tehty"),
        Status.SERVED: _("Päätös on tehty"),
        Status.CLOSED: _("Asia on valmis"),
        Status.WITHDRAWN: _("Asia on peruttu"),
        Status.DISMISSED: _("Asia jätettiin tutkimatta"),
        Status.TRANSFERRED: _("Siirretty: %(authority)s") % {"authority": case.transferred_to},
        Status.RECTIFICATION_PENDING: _("Oikaisuvaatimus on käsittelyssä"),
    }[Status(case.status)]


def upcoming(case: Case) -> str:
    return {
        Status.RECEIVED: _("Käsittelijä ottaa asian työn alle"),
        Status.IN_PROGRESS: _("Käsittelijä ratkaisee asian"),
        Status.WAITING_CUSTOMER: _("Sinä lähetät tiedot"),
        Status.WAITING_HEARING: _("Saamme lausunnon"),
        Status.SUSPENDED: _("Käsittely jatkuu tauon jälkeen"),
        Status.DECIDED: _("Lähetämme päätöksen sinulle"),
        Status.DISMISSED: _("Lähetämme päätöksen sinulle"),
        Status.RECTIFICATION_PENDING: _("Ratkaisemme oikaisuvaatimuksen"),
        Status.SERVED: _("Luet päätöksen"),
        Status.TRANSFERRED: _("Toinen viranomainen jatkaa"),
    }.get(Status(case.status), _("Sinun ei tarvitse tehdä mitään"))


def one_line(case: Case) -> str:
    """For lists: what happens now, and when it is ready."""
    if case.is_ended or case.status not in BEFORE_DECISION or case.ready_by is None:
        return f"{situation(case)}."
    if case.has_slipped:
        return _("%(situation)s. Asia on myöhässä arviosta.") % {"situation": situation(case)}
    return _("%(situation)s. Valmis arviolta %(day)s.") % {"situation": situation(case), "day": day_text(case.ready_by)}


def facts(case: Case) -> list[Fact]:
    return [
        Fact(_("Tilanne nyt"), _told(case, "now") or situation(case), _since(case)),
        Fact(_("Seuraavaksi"), _told(case, "next") or upcoming(case), _deadline(case)),
        _ready(case),
        _handler(case),
    ]


def _told(case: Case, when: str) -> str:
    """The case type's own words of the status, if it has any."""
    words = case.terms.steps.get(case.status)
    return str(getattr(words, when)) if words else ""


def step_button(case: Case, verbs: Container[str]) -> tuple[str, str] | None:
    """(text, address) of the one button that the case type gives to the status, when the party may press it now.

    `verbs`: what the party may do to the case.
    """
    words = case.terms.steps.get(case.status)
    act = words.button if words else ""
    may = {
        "supplement": open_request(case) is not None,
        "message": True,
        "decision": bool(served_decisions(case)),
        "rectify": Verb.CONTEST in verbs,
        "withdraw": Verb.WITHDRAW in verbs,
    }
    if words is None or not may.get(act):
        return None
    page = {"withdraw": "cases:citizen-withdraw", "rectify": "cases:citizen-rectification"}.get(act)
    place = {"supplement": "#lisatiedot", "message": "#viestit", "decision": "#paatokset"}.get(act, "")
    return str(words.button_text), reverse(page, args=[case.reference]) if page else place


def _since(case: Case) -> str:
    moves = [change for change in case.changes.all() if change.source != change.target]
    return day_text(moves[-1].at) if moves else day_text(case.received_at)


def _deadline(case: Case) -> str:
    request = open_request(case)
    if request:
        return _("viimeistään %(day)s") % {"day": day_text(request.due_on)}
    last_days = [service.remedy_last_day for decision in served_decisions(case) for service in decision.services.all()]
    days = [day for day in last_days if day]
    if case.suspended_until:
        return _("viimeistään %(day)s") % {"day": day_text(case.suspended_until)}
    if case.is_served and days:
        return _("voit hakea muutosta viimeistään %(day)s") % {"day": day_text(max(days))}
    return ""


def _ready(case: Case) -> Fact:
    if case.closed_at:
        return Fact(_("Päättynyt"), day_text(case.closed_at))
    decisions = served_decisions(case)
    if decisions:
        return Fact(_("Päätetty"), day_text(decisions[-1].decided_at), decisions[-1].section)
    if case.ready_by is None:
        return Fact(_("Valmis arviolta"), _("Emme osaa vielä arvioida"))
    if case.has_slipped:
        return Fact(
            _("Valmis arviolta"), _("Myöhässä arviosta"), _("arvio oli %(day)s") % {"day": day_text(case.ready_by)}
        )
    return Fact(
        _("Valmis arviolta"), day_text(case.ready_by), _("jos saamme tiedot ajoissa") if case.is_waiting else ""
    )


def _handler(case: Case) -> Fact:
    if case.handler is None:
        return Fact(_("Käsittelijä"), str(case.unit), _("käsittelijää ei ole vielä nimetty"))
    return Fact(_("Käsittelijä"), case.handler.display_name, case.handler.title or str(case.unit))


def timeline(case: Case) -> list[Step]:
    done = [(change.at, step) for change in case.changes.all() if (step := _done(change))]
    # Sorting keeps the order of what happened at the same moment.
    done = sorted([*done, *_of_services(case)], key=lambda one: one[0])
    return [*(step for _at, step in done), *_coming(case)]


def _of_services(case: Case) -> list[tuple[dt.datetime, Step]]:
    """How the decision reached the party, after it was sent."""
    found = []
    for service in (service for decision in served_decisions(case) for service in decision.services.all()):
        if service.lapsed_at:
            found.append(
                (service.lapsed_at, _step(_("Päätöstä ei avattu, lähetämme sen kirjeellä"), service.lapsed_at))
            )
        for receipt in service.received:
            text = _("Päätös saatiin: %(way)s") % {"way": receipt.way.label}
            found.append((receipt.at, Step(text, day_text(receipt.on), "Checkmark")))
    return found


def _step(text: str, at: dt.datetime) -> Step:
    return Step(text, f"{day_text(at)} {time_text(at)}", "Checkmark")


def change_words(change: StatusChange) -> str:
    """What a move means to the party; nothing where it tells only how the office shares its work."""
    words = {
        "open": _("Asia saapui"),
        Verb.TAKE_UP: _("Käsittely alkoi"),
        Verb.PUT_BACK: _("Asia palasi odottamaan käsittelyä"),
        Verb.HAND_OVER: _("Asia siirtyi toiseen yksikköön"),
        Verb.REQUEST_SUPPLEMENT: _("Pyysimme lisätietoja"),
        Verb.ANSWER_SUPPLEMENT: _("Saimme lisätiedot"),
        Verb.HEAR: _("Pyysimme vastinetta tai lausuntoa"),
        Verb.CONCLUDE_HEARING: _("Saimme vastineet ja lausunnot"),
        Verb.SUSPEND: _("Käsittely pantiin tauolle"),
        Verb.RESUME: _("Käsittely jatkui"),
        Verb.DECIDE: _("Päätös tehtiin"),
        Verb.DISMISS: _("Asia jätettiin tutkimatta"),
        Verb.SERVE: _("Päätös lähetettiin"),
        Verb.CORRECT: _("Päätöksen virhe korjattiin"),
        Verb.CONTEST: _("Päätökseen vaadittiin oikaisua"),
        Verb.UPHOLD: _("Oikaisuvaatimus ratkaistiin: päätös jäi voimaan"),
        Verb.REPLACE: _("Oikaisuvaatimus ratkaistiin: päätös muuttui"),
        Verb.RETURN: _("Oikaisuvaatimus ratkaistiin: käsittelemme asian uudelleen"),
        Verb.CLOSE: _("Asia on valmis"),
        Verb.MERGE: _("Asia yhdistettiin toiseen asiaan"),
        Verb.REOPEN: _("Asia avattiin uudelleen"),
        Verb.TRANSFER: _("Asia siirrettiin toiselle viranomaiselle"),
        Verb.WITHDRAW: _("Asia peruttiin"),
    }
    return words.get(change.verb, "")


def _done(change: StatusChange) -> Step | None:
    words = change_words(change)
    moment = f"{day_text(change.at)} {time_text(change.at)}"
    if change.by_right == Right.RULE:
        # Nobody is left to believe that a person did what a rule did (Hallintolaki 434/2003 53 g §).
        moment = _("%(moment)s, automaattisesti") % {"moment": moment}
    return Step(words, moment, "Checkmark") if words else None


def _coming(case: Case) -> list[Step]:
    request = open_request(case)
    steps = []
    if request:
        day = _("viimeistään %(day)s") % {"day": day_text(request.due_on)}
        steps.append(Step(_("Odotamme tietojasi"), day, "ExclamationmarkTriangle", "now"))
    if case.status in (Status.RECEIVED, Status.IN_PROGRESS):
        steps.append(Step(upcoming(case), "", "Hourglass", "now"))
    if case.status in BEFORE_DECISION:
        steps.append(Step(_ending(case), _estimate(case.ready_by), "Hourglass", "coming"))
    return steps


def _ending(case: Case) -> str:
    return _("Vastaus") if case.case_type.may_close_as_answered else _("Päätös")


def _estimate(day: dt.date | None) -> str:
    if day is None or day < clock.today():
        return ""
    return _("arviolta %(day)s") % {"day": day_text(day)}
