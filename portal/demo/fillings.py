# SPDX-License-Identifier: EUPL-1.2
"""Last year's berth of Veikko, which he can renew; and figures of how the digging permit has been filled."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.db import transaction

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.handling import take_up_case
from cases.actions.reminding import close_after_appeal
from cases.models import Case
from portal.accounts.actors import SYSTEM_CLOCK, Assurance, actor_for
from portal.accounts.models import User
from portal.common import clock
from portal.notifications.models import Delivery, Notification
from services.eforms.actions.copying import keep_copy
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import FillingStep, FormDefinition, Submission

BERTH, PERMIT = "venepaikka", "kaivulupa"
SENDER, HANDLER = "veikko", "kari"
LAST_YEAR = dt.timedelta(days=300)
ANSWERS = {
    "boat_type": "motor",
    "length": "5,4",
    "width": "2,1",
    "insured": "yes",
    "harbour": "paltaniemi",
    "second": "queue",
    "power": "yes",
    "keys": "2",
    "accessible": "no",
    "phone": "040 222 3344",
    "email": "veikko@esimerkki.example",
    "rules": "yes",
}
FILLINGS = 60


@transaction.atomic
def fill() -> None:
    """Safe to run twice: where fillings have left figures, nothing is added."""
    if FillingStep.objects.exists():
        return
    sent_at = clock.now() - LAST_YEAR
    with clock.pretend(sent_at):
        case = _send().case
    _handle(case, sent_at)
    FillingStep.objects.all().delete()  # of the sending above: a figure of one is none
    FillingStep.objects.bulk_create(_figures())


def _send() -> Submission:
    actor = actor_for(User.objects.get(username=SENDER), assurance=Assurance.STRONG)
    draft = begin_draft(FormDefinition.objects.get(slug=BERTH), actor=actor)
    for step in draft.version.form.steps:
        typed = {question.key: ANSWERS[question.key] for question in step.questions if question.key in ANSWERS}
        draft = save_answers(draft.key, actor=actor, step=step, typed=typed, page=Page("demo", 0))
    submission = submit(draft.key, actor=actor, shown_digest=digest_of(shown_content(draft, filling_of(draft))))
    keep_copy(submission.pk, actor=SYSTEM_CLOCK)
    return submission


def _handle(case: Case, sent_at: dt.datetime) -> None:
    handler = actor_for(User.objects.get(username=HANDLER))
    text = DecisionText("granted", "Saat venepaikan Paltaniemestä.", "Paikka oli vapaana.", case.case_type.law_sections)
    with clock.pretend(sent_at + dt.timedelta(days=5)):
        take_up_case(case.pk, actor=handler)
        decide_case(case.pk, actor=handler, text=text)
        serve_decision(case.pk, actor=handler, channel="electronic")
    with clock.pretend(sent_at + dt.timedelta(days=60)):
        close_after_appeal(case.pk, actor=SYSTEM_CLOCK)
    told = Notification.objects.filter(created_at__lt=sent_at + dt.timedelta(days=61))
    Delivery.objects.filter(notification__in=told).update(state=Delivery.State.SENT, sent_at=sent_at)
    told.update(seen_at=sent_at)


def _figures() -> Iterator[FillingStep]:
    """Most come to the end; those who stop do so where the plan for traffic is asked."""
    version = FormDefinition.objects.get(slug=PERMIT).current_version
    steps = version.form.steps
    for number in range(FILLINGS):
        reached = len(steps) if number % 4 else 1 + number // 4 % 2
        filling, ended_on = uuid.uuid4(), clock.today() - dt.timedelta(days=number * 3)
        for index, step in enumerate(steps[:reached]):
            asked = [question.key for question in step.questions if question.type != "explanation"]
            yield FillingStep(
                version=version,
                filling=filling,
                step=step.key,
                seconds=70 + 25 * index + 11 * (number % 7),
                last_field=asked[-1] if reached == len(steps) else asked[len(asked) // 2],
                is_last=index == reached - 1,
                sent=reached == len(steps),
                ended_on=ended_on,
            )
