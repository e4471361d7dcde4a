# SPDX-License-Identifier: EUPL-1.2
"""Feedback among all the matters of its giver (cases/matters.py)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.matters import Matter, Source, Wanted
from feedback.models import Feedback
from feedback.workflow import Status
from portal.accounts.actors import Actor


def _find(actor: Actor, wanted: Wanted) -> QuerySet[Any]:
    mine = Feedback.objects.for_own_page(actor).matching(wanted.words)
    return mine.done() if wanted.is_ended else mine.open()


def _tell(_actor: Actor, feedback: Feedback) -> Matter:
    return Matter(
        title=feedback.title,
        line=_situation(feedback),
        url=feedback.get_absolute_url(),
        reference=feedback.reference,
        icon="Chat",
        status=feedback.status,
        at=feedback.received_at,
        kind=FEEDBACK.name,
    )


def _situation(feedback: Feedback) -> str:
    return {
        Status.RECEIVED: _("Palaute on saapunut meille."),
        Status.IN_PROGRESS: _("Käsittelemme palautetta."),
        Status.ANSWERED: _("Vastasimme palautteeseen."),
        Status.CLOSED: _("Palaute on käsitelty."),
    }[Status(feedback.status)]


FEEDBACK = Source("palautteet", gettext_lazy("Palautteet"), _find, _tell)
