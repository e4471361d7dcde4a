# SPDX-License-Identifier: EUPL-1.2
"""Half a year of cases, lived through by the same actions as in real life while the clock pretends."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

import typst
from django.core.files.base import ContentFile
from django.db import transaction

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.dismissing import dismiss_case
from cases.actions.handling import claim_case, close_case, take_up_case, transfer_case, withdraw_case
from cases.actions.hearing import Question, ask_hearing
from cases.actions.messaging import add_note, mark_messages_seen, send_message
from cases.actions.opening import NewDocument, NewParty, open_case
from cases.actions.rectifying import Claim, contest_decision
from cases.actions.supplementing import Missing, answer_supplement, request_supplement
from cases.actions.waiting import suspend_case
from cases.models import Case, CaseType, PrintJob
from cases.printing.actions import post_letters, print_letters, set_letter_address
from cases.printing.addresses import address_lines
from portal.accounts.actors import SYSTEM_CLOCK, VISITOR, Actor, Assurance, Right, actor_for
from portal.accounts.models import Mandate, Organisation, Person, Unit, User
from portal.common import clock
from portal.common.legal_clocks import next_working_day
from portal.demo import case_texts as texts
from portal.demo.applications import apply
from portal.demo.case_stories import NEIGHBOURS, STORIES, Story
from portal.notifications.models import Delivery, Notification

ORGANISATIONS = {"y": "9876543-0", "l": "9765432-5"}
OUTCOMES = {"refused": "rejected", "contested": "rejected", "partly": "partly_granted"}


@transaction.atomic
def fill() -> None:
    """Safe to run twice: where there are cases, nothing is added."""
    if Case.objects.exists():
        return
    for story in STORIES:
        Telling(story).tell()
    # What is long past was sent and read long ago.
    Delivery.objects.filter(notification__event__startswith="case.").update(
        state=Delivery.State.SENT, sent_at=clock.now()
    )
    week_ago = clock.now() - dt.timedelta(days=7)
    Notification.objects.filter(event__startswith="case.", created_at__lt=week_ago).update(seen_at=week_ago)


@dataclass
class Customer:
    actor: Actor
    parties: list[NewParty]
    person: Person | None = None
    organisation: Organisation | None = None
    child: Person | None = None


def _customer(story: Story) -> Customer:
    if story.who == "nameless":
        return Customer(VISITOR, [])
    if story.who in ORGANISATIONS:
        organisation = Organisation.objects.get(business_id=ORGANISATIONS[story.who])
        mandate = Mandate.objects.select_related("delegate__user", "organisation").get(organisation=organisation)
        assert mandate.delegate.user
        actor = actor_for(mandate.delegate.user, assurance=Assurance.STRONG).on_behalf_of(mandate)
        return Customer(
            actor,
            [NewParty("applicant", organisation=organisation), NewParty("representative", person=mandate.delegate)],
            person=mandate.delegate,
            organisation=organisation,
        )
    if story.who.isdigit():
        call_name, surname = NEIGHBOURS[int(story.who)]
        person, _created = Person.objects.get_or_create(
            call_name=call_name, surname=surname, defaults={"given_names": call_name}
        )
        actor = Actor(person=person, right=Right.SELF, assurance=Assurance.STRONG)
    else:
        user = User.objects.get(username=story.who)
        actor = actor_for(user, assurance=Assurance.STRONG)
        assert actor.person
        person = actor.person
    child = _child(story)
    beneficiaries = [NewParty("beneficiary", person=child)] if child else []
    return Customer(actor, [NewParty("applicant", person=person), *beneficiaries], person=person, child=child)


def _child(story: Story) -> Person | None:
    if story.kind != texts.AFTERNOON:
        return None
    call_name, surname = story.detail.split(" ")
    facts = {"given_names": call_name, "birth_date": dt.date(2018, 1 + story.days_ago % 12, 1 + story.days_ago % 28)}
    return Person.objects.get_or_create(call_name=call_name, surname=surname, defaults=facts)[0]


@cache
def _paper(name: str) -> bytes:
    title = texts.PAPER_TITLES.get(name, "Liite")
    return bytes(typst.compile(f"#set document(title: [{title}])\n= {title}\n".encode(), format="pdf"))


def _file(name: str) -> NewDocument:
    content = _paper(name)
    return NewDocument(name, ContentFile(content), "application/pdf", len(content), hashlib.sha256(content).hexdigest())


def _print_and_post(case_id: int, *, actor: Actor) -> None:
    """The letters of the case, if it has any. Those of the last days wait in the queue."""
    keys = []
    for job in PrintJob.objects.waiting().filter(service__decision__case=case_id):
        if not address_lines(job, actor=actor):
            set_letter_address(job.key, actor=actor, address="Poste restante\n87100 KAJAANI")
        keys.append(job.key)
    if keys:
        print_letters(keys, actor=actor)
        post_letters(keys, actor=actor, posted_on=clock.today())


class Telling:
    """One story from filing to where it stands today. `at(days, act, …)` does an act so many days after the filing."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.customer = _customer(story)
        self.handler = actor_for(User.objects.get(username=texts.HANDLERS[story.kind]))
        self.filed_at = _by_day(clock.now() - dt.timedelta(days=story.days_ago), hour=9 + story.days_ago % 10)
        self.case: Case

    def at(self, days: float, act: Callable[..., Any], *, actor: Actor, **facts: Any) -> None:
        moment = self.filed_at + dt.timedelta(days=days)
        if actor is self.handler:
            moment = _at_office(moment)
        with clock.pretend(min(moment, clock.now())):
            act(self.case.pk, actor=actor, **facts)

    def tell(self) -> None:
        with clock.pretend(self.filed_at):
            self._open()
        stage = self.story.stage
        if self.story.talks:
            self._talk()
        if stage == "withdrawn":
            self.at(3, withdraw_case, actor=self.customer.actor, reason="Asia hoitui muuten.")
        elif stage == "claimed":
            self.at(0.5, claim_case, actor=self.handler)
        elif stage != "received":
            self.at(1, take_up_case, actor=self.handler)
            getattr(self, f"_{stage}")()

    def _open(self) -> None:
        story = self.story
        written = apply(story, self.customer.person, self.customer.organisation, self.customer.child)
        self.case = open_case(
            actor=self.customer.actor,
            case_type=CaseType.objects.select_related("unit").get(code=story.kind),
            content=written.content,
            parties=self.customer.parties,
            documents=[_file(name) for name in written.papers],
            key=uuid4(),
            contact_email=written.contact.email,
            contact_phone=written.contact.phone,
            summary=written.summary,
            unit=written.unit,
        )

    def _talk(self) -> None:
        question, answer = texts.TALK[self.story.kind]
        self.at(0.3, send_message, actor=self.customer.actor, text=question)
        if self.story.days_ago > 3:
            self.at(1.4, send_message, actor=self.handler, text=answer)
            with clock.pretend(self.filed_at + dt.timedelta(days=1.4)):
                mark_messages_seen(Case.objects.get(pk=self.case.pk), actor=self.handler)

    # --- stages after taking up ---

    def _in_progress(self) -> None:
        if self.story.days_ago > 5:
            self.at(3, add_note, actor=self.handler, text="Soitettu asiakkaalle ja tarkistettu tiedot.")

    def _ask(self, *, last_day: dt.date, days: float) -> None:
        items, consequence = texts.SUPPLEMENTS[self.story.kind]
        missing = Missing(items, next_working_day(last_day), consequence, "Hakemuksesta puuttuu vielä jotain.")
        self.at(days, request_supplement, actor=self.handler, missing=missing)

    def _asked(self) -> None:
        self._ask(last_day=clock.today() + dt.timedelta(days=8), days=self.story.days_ago - 3)

    def _asked_late(self) -> None:
        self._ask(last_day=clock.today() - dt.timedelta(days=4), days=self.story.days_ago - 14)

    def _answered(self) -> None:
        self._ask(last_day=clock.today(), days=self.story.days_ago / 2)
        facts = {"answer": "Tässä puuttuvat tiedot.", "documents": [_file("lisatiedot.pdf")]}
        self.at(self.story.days_ago - 1, answer_supplement, actor=self.customer.actor, **facts)

    def _decided(self) -> None:
        outcome = OUTCOMES.get(self.story.stage, "granted")
        summary, reasons = texts.DECISIONS[self.story.kind, outcome]
        law_sections = self.case.case_type.law_sections
        text = DecisionText(outcome, summary.format(detail=self._subject), reasons, law_sections)
        self.at(min(14, self.story.days_ago * 0.7), decide_case, actor=self.handler, text=text)

    @property
    def _subject(self) -> str:
        """What is decided: the place or the name before the first comma, or all of the detail."""
        return self.story.detail.partition(", ")[0]

    def _served(self) -> None:
        self._decided()
        channel = "electronic" if Case.objects.get(pk=self.case.pk).is_reachable_electronically else "letter"
        self.at(min(14, self.story.days_ago * 0.7) + 0.1, serve_decision, actor=self.handler, channel=channel)
        if self.story.days_ago > 14:
            self.at(14.2, _print_and_post, actor=self.handler)

    _refused = _partly = _served

    def _closed(self) -> None:
        self._served()
        self.at(14 + 30, close_case, actor=SYSTEM_CLOCK)

    def _suspended(self) -> None:
        until = next_working_day(clock.today() + dt.timedelta(days=18))
        self.at(4, suspend_case, actor=self.handler, until=until, reason="Odotamme maan sulamista: maastokäynti.")

    def _hearing(self) -> None:
        due_on = next_working_day(clock.today() + dt.timedelta(days=9))
        museum, unit = texts.STATEMENT_ASKED
        for asked in ({"name": museum, "email": "lausunnot@museo.example"}, {"unit": Unit.objects.get(code=unit)}):
            question = Question(texts.STATEMENT_QUESTION, due_on, "Ratkaisemme asian ilman lausuntoa.", **asked)
            self.at(3, ask_hearing, actor=self.handler, question=question)

    def _dismissed(self) -> None:
        summary, reasons = texts.DISMISSAL
        text = DecisionText("dismissed", summary, reasons, "Hallintolaki (434/2003) 22 ja 53 a §")
        self.at(7, dismiss_case, actor=self.handler, text=text)

    def _contested(self) -> None:
        self._served()
        claim = Claim(*texts.CLAIM)
        self.at(self.story.days_ago - 2, contest_decision, actor=self.customer.actor, claim=claim)

    def _settled(self) -> None:
        message, reason = texts.ANSWERED[self.story.kind]
        self.at(5, send_message, actor=self.handler, text=message)
        self.at(5.1, close_case, actor=self.handler, reason=reason)

    def _transferred(self) -> None:
        authority = texts.AUTHORITIES[self.story.kind]
        self.at(2, transfer_case, actor=self.handler, authority=authority, reason="Asia ei kuulu kaupungille.")


def _by_day(moment: dt.datetime, *, hour: int) -> dt.datetime:
    """The same day at a decent hour, never in the future."""
    return min(clock.local(moment).replace(hour=hour, minute=moment.day * 2 % 60), clock.now())


def _at_office(moment: dt.datetime) -> dt.datetime:
    """The office works on working days; what would fall on a day off is done on the next one."""
    day = clock.local(moment)
    day += next_working_day(day.date()) - day.date()
    return day if 8 <= day.hour < 16 else day.replace(hour=8 + day.hour % 8)
