# SPDX-License-Identifier: EUPL-1.2
"""What the workspace shows of a case, made from the rows that `for_case_page` brought: no query here."""

import datetime as dt
from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.automation.explaining import facts_in_words, outcome_words
from cases.concealing import shown_content
from cases.models import AutomationRun, Case, Document, Message, Note, SupplementRequest
from cases.story import rows_of
from cases.workflow import ENDED, Status
from portal.accounts.actors import Actor, Right
from portal.common import clock
from portal.common.texts import LocalizedText, localized

SOURCES = {
    "register": _("väestötietojärjestelmä"),
    "profile": _("omat tiedot"),
    "organisation": _("yritystiedot"),
    "earlier": _("edellinen lähetys"),
    "service": _("palvelun tiedot"),
    "link": _("linkki"),
}
PHASES = (_("Vireille"), _("Käsittely"), _("Päätös"), _("Tiedoksianto"), _("Valmis"))
PHASE_OF = {
    Status.RECEIVED: 0,
    Status.IN_PROGRESS: 1,
    Status.WAITING_CUSTOMER: 1,
    Status.WAITING_HEARING: 1,
    Status.SUSPENDED: 1,
    Status.DECIDED: 3,
    Status.DISMISSED: 3,
    Status.SERVED: 3,
    Status.RECTIFICATION_PENDING: 3,
}


class Answer(NamedTuple):
    label: LocalizedText
    value: str
    source: Any  # "väestötietojärjestelmä 24.11.2026", or nothing
    changed_from: str
    remark: str = ""  # what the applicant says is wrong in it
    is_renewed: bool = False  # began with the answer of the last sending; then a change is no mistake
    rows: list[list[tuple[LocalizedText, str]]] = []  # the same value, when the question repeats
    geometry: dict[str, Any] | None = None  # a place as GeoJSON


class Part(NamedTuple):
    title: LocalizedText
    answers: list[Answer]


class Event(NamedTuple):
    at: dt.datetime
    icon: str
    text: Any
    by: str
    more: str = ""
    kind: str = ""  # a key of KINDS_OF_HISTORY


def parts_of(case: Case, actor: Actor) -> list[Part]:
    """The filing as it was seen when sent, with the source of what was filled in for the applicant. What is kept from
    the reader is told by cases/concealing.py."""
    return [
        Part(localized(part.get("title")), [_answer(row) for row in part.get("rows", ())])
        for part in shown_content(case, actor)
    ]


def _answer(row: dict[str, Any]) -> Answer:
    return Answer(
        localized(row.get("label")),
        str(row.get("value", "")),
        _source(row),
        str(row.get("changed_from") or ""),
        str(row.get("remark") or ""),
        row.get("source") == "earlier",
        rows_of(row),
        row.get("geometry"),
    )


def _source(row: dict[str, Any]) -> str:
    """Where the answer came from, and since when it was known to hold."""
    name = str(SOURCES.get(row.get("source", ""), ""))
    day = f"{clock.local(dt.datetime.fromisoformat(row['at'])):%-d.%-m.%Y}" if name and row.get("at") else ""
    return f"{name} {day}".strip()


def changed_answers(parts: list[Part]) -> list[Answer]:
    """What the applicant told otherwise than was known, or says is wrong: to be checked by a human."""
    answers = [answer for part in parts for answer in part.answers]
    return [answer for answer in answers if answer.remark or (answer.changed_from and not answer.is_renewed)]


def thread_of(case: Case) -> list[tuple[Message, list[Document]]]:
    """The messages, the oldest first, each with what was sent with it."""
    documents, parties = list(case.documents.all()), {party.pk: party for party in case.parties.all()}
    messages = list(case.messages.all())
    for message in messages:
        if message.party_id:
            message.party = parties[message.party_id]
    return [(one, [its for its in documents if its.message_id == one.pk]) for one in messages]


def requests_of(case: Case) -> list[tuple[SupplementRequest, list[Document]]]:
    """What was asked for, each with what came as the answer."""
    documents = list(case.documents.all())
    return [(one, [its for its in documents if its.supplement_id == one.pk]) for one in case.supplement_requests.all()]


def phases_of(case: Case) -> list[tuple[Any, bool, bool]]:
    """(name, done, current) of the steps at the top of the page."""
    now = len(PHASES) - 1 if case.status in ENDED else PHASE_OF.get(Status(case.status), 1)
    return [(name, index < now, index == now) for index, name in enumerate(PHASES)]


CHANGES: dict[str, tuple[str, Any]] = {
    "open": ("InboxDown", _("Asia tuli vireille")),
    "take_up": ("PersonCheckmark", _("Otettu käsittelyyn")),
    "claim": ("PersonPlus", _("Otti asian itselleen")),
    "assign": ("PersonGroup", _("Annettu käsittelijälle")),
    "release": ("ArrowUndo", _("Palautettu yksikön jonoon")),
    "put_back": ("ArrowUndo", _("Käsittelyyn ottaminen peruttiin")),
    "hand_over": ("ArrowRightLeft", _("Siirretty toiseen yksikköön")),
    "request_supplement": ("QuestionmarkCircle", _("Pyydettiin lisätietoja")),
    "answer_supplement": ("InboxDown", _("Asiakas vastasi pyyntöön")),
    "disqualify": ("CircleSlash", _("Ilmoitti olevansa esteellinen")),
    "hear": ("Chat", _("Pyydettiin vastinetta tai lausuntoa")),
    "record_statement": ("InboxDown", _("Vastine tai lausunto saatiin")),
    "conclude_hearing": ("ArrowRight", _("Kuuleminen päättyi, käsittely jatkui")),
    "suspend": ("Pause", _("Pantiin tauolle")),
    "resume": ("ArrowRight", _("Käsittely jatkui")),
    "propose": ("NotePencil", _("Esitti päätöstä")),
    "send_back": ("ArrowUndo", _("Palautti esityksen valmisteluun")),
    "decide": ("Gavel", _("Päätös tehtiin")),
    "dismiss": ("Gavel", _("Jätettiin tutkimatta")),
    "serve": ("Paperplane", _("Päätös annettiin tiedoksi")),
    "correct_decision": ("Pencil", _("Päätös korjattiin")),
    "contest": ("ArrowUndo", _("Päätökseen vaadittiin oikaisua")),
    "uphold": ("Gavel", _("Oikaisuvaatimus ratkaistiin: päätös jäi voimaan")),
    "replace": ("Gavel", _("Oikaisuvaatimus ratkaistiin: päätös muuttui")),
    "return": ("ArrowUndo", _("Oikaisuvaatimus ratkaistiin: asia tuli uuteen käsittelyyn")),
    "merge": ("Link", _("Yhdistettiin toiseen asiaan")),
    "reopen": ("ArrowUndo", _("Avattiin uudelleen")),
    "close": ("CheckmarkCircle", _("Asia päätettiin")),
    "transfer": ("ExternalLink", _("Siirretty muulle viranomaiselle")),
    "withdraw": ("CircleSlash", _("Asiakas perui asian")),
}


KINDS_OF_HISTORY = {"": _("Kaikki"), "moves": _("Vaiheet"), "messages": _("Viestit"), "notes": _("Muistiinpanot")}


def chosen_history(case: Case, kind: str) -> list[Event]:
    """Of one kind; of all when there is no such kind."""
    return [event for event in history_of(case) if event.kind == kind or kind not in KINDS_OF_HISTORY or not kind]


def history_of(case: Case) -> list[Event]:
    """Everything that has happened, the newest first: moves, messages, notes and tasks."""
    events = [
        Event(change.at, *CHANGES.get(change.verb, ("Record", change.verb)), _who(change), change.reason, "moves")
        for change in case.changes.all()
    ]
    events += [
        Event(
            message.sent_at,
            "Chat" if message.from_party else "EnvelopeClosed",
            gettext("Asiakas lähetti viestin") if message.from_party else gettext("Viesti asiakkaalle"),
            _who(message),
            kind="messages",
        )
        for message in case.messages.all()
    ]
    events += [_of_rule(run) for run in case.automation_runs.all() if run.state in _RULES_TOLD and run.run_at]
    events += [Event(note.at, *NOTES[note.kind], _who(note), note.with_whom, "notes") for note in case.notes.all()]
    events += [Event(task.given_at, *TASK_GIVEN, _who(task), task.text, "notes") for task in case.tasks.all()]
    events += [
        Event(task.done_at, *TASK_DONE, task.done_by, task.text, "notes") for task in case.tasks.all() if task.done_at
    ]
    events += _of_services(case)
    return sorted(events, key=lambda event: event.at, reverse=True)


_RULES_TOLD: dict[str, Any] = {
    AutomationRun.State.ACTED: _("Sääntö toimi"),
    AutomationRun.State.LEFT: _("Sääntö jätti asian ihmiselle"),
    AutomationRun.State.REHEARSED: _("Harjoitteleva sääntö olisi tehnyt"),
}


def _of_rule(run: AutomationRun) -> Event:
    """What a rule did, why, and all that it saw."""
    done = [outcome_words(run.outcome)] if run.outcome else []
    if run.row is not None:
        done.append(gettext("rivi %(row)s") % {"row": run.row + 1})
    seen = "; ".join(f"{what}: {value}" for what, value in facts_in_words(run.facts, run.version.labels))
    more = [", ".join(done), run.reason, gettext("Tiedot: %(seen)s") % {"seen": seen}]
    assert run.run_at
    return Event(run.run_at, "Cog", _RULES_TOLD[run.state], str(run.version), " · ".join(filter(None, more)), "moves")


def _of_services(case: Case) -> list[Event]:
    """How decisions reached their parties: letters posted, what was not retrieved, receipts."""
    events = []
    for service in (service for decision in case.decisions.all() for service in decision.services.all()):
        if service.lapsed_at:
            events.append(Event(service.lapsed_at, "Hourglass", _("Päätöstä ei noudettu"), "", kind="moves"))
        if any(letter["on"] for letter in service.letter_facts) and not service.waits:
            events.append(Event(service.sent_at, "EnvelopeClosed", _("Kirje postitettiin"), "", kind="moves"))
        events += [
            Event(one.at, "PersonCheckmark", _("Päätös saatiin"), one.receiver, str(one.way.label), "moves")
            for one in service.received
        ]
    return events


NOTES: dict[str, tuple[str, Any]] = {
    Note.Kind.NOTE: ("NotePencil", _("Sisäinen muistiinpano")),
    Note.Kind.PHONE: ("Phone", _("Puhelu")),
    Note.Kind.VISIT: ("Eye", _("Käynti tai katselmus")),
}
TASK_GIVEN = ("Tasklist", _("Tehtävä annettu"))
TASK_DONE = ("CheckmarkCircle", _("Tehtävä tehty"))


def _who(row: Any) -> str:
    """Who did it, and for whom: both are told when a clerk or a mandate was used."""
    if row.by_right == Right.SYSTEM:
        return gettext("järjestelmä")
    if row.for_name and row.for_name != row.by_name:
        return gettext("%(name)s, asiakkaana %(customer)s") % {"name": row.by_name, "customer": row.for_name}
    return str(row.by_name)
