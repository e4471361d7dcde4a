# SPDX-License-Identifier: EUPL-1.2
"""The life of a piece of feedback.

    received ──take up──▶ in_progress ──answer──▶ answered ──close──▶ closed
        │                    ▲    ▲                  │                   │
        │                    │    └── reopen ────────┴───────────────────┘
        └── answer or close directly; route sends an open one to another unit, where it is received anew

Publish, hide and note keep the status. Whoever gave the feedback may reopen it: "it is still not right".
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.permissions import (
    can_handle_feedback,
    can_hide_feedback,
    can_publish_feedback,
    can_reopen_feedback,
)
from portal.common.workflow import Transition


class Status(models.TextChoices):
    RECEIVED = "received", _("Vastaanotettu")
    IN_PROGRESS = "in_progress", _("Käsittelyssä")
    ANSWERED = "answered", _("Vastattu")
    CLOSED = "closed", _("Valmis")


class Verb(models.TextChoices):
    GIVE = "give", _("Palaute saapui")
    TAKE_UP = "take_up", _("Ota käsittelyyn")
    ROUTE = "route", _("Siirrä toiselle yksikölle")
    ANSWER = "answer", _("Vastaa")
    CLOSE = "close", _("Merkitse valmiiksi")
    REOPEN = "reopen", _("Avaa uudelleen")
    PUBLISH = "publish", _("Julkaise")
    HIDE = "hide", _("Poista julkisuudesta")
    NOTE = "note", _("Lisää muistiinpano")


NEW = frozenset({Status.RECEIVED})
OPEN = NEW | {Status.IN_PROGRESS}
DONE = frozenset({Status.ANSWERED, Status.CLOSED})
ANY = OPEN | DONE

TRANSITIONS = (
    Transition(Verb.TAKE_UP, NEW, Status.IN_PROGRESS, can_handle_feedback, "feedback.taken_up"),
    Transition(Verb.ANSWER, ANY, Status.ANSWERED, can_handle_feedback, "feedback.answered"),
    Transition(Verb.ROUTE, OPEN, Status.RECEIVED, can_handle_feedback, "feedback.routed"),
    Transition(Verb.CLOSE, OPEN | {Status.ANSWERED}, Status.CLOSED, can_handle_feedback, "feedback.closed"),
    Transition(Verb.REOPEN, DONE, Status.IN_PROGRESS, can_reopen_feedback, "feedback.reopened"),
    Transition(Verb.PUBLISH, ANY, None, can_publish_feedback, "feedback.published"),
    Transition(Verb.HIDE, ANY, None, can_hide_feedback, "feedback.hidden"),
    Transition(Verb.NOTE, ANY, None, can_handle_feedback, "feedback.noted"),
)
