# SPDX-License-Identifier: EUPL-1.2
"""How a case moves. A pure table: pages draw their buttons from it and actions are guarded by it.

    received ──take_up──> in_progress ──decide──> decided ──serve──> served ──close──> closed
                           │  ▲    │                                                     ▲
         request_supplement│  │    └──────────close (answered without a decision)────────┘
                           ▼  │answer_supplement (the party) · resume (the handler)
                      waiting_customer

    received · in_progress · waiting_customer ──withdraw──> withdrawn (the party)
                                              ──transfer──> transferred (another authority)
    claim, assign and hand_over (another unit of the city) keep the status.

waiting_hearing, dismissed and rectification_pending are words of the vocabulary that no verb reaches yet.
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases import permissions as may
from portal.common.workflow import Transition


class Status(TextChoices):
    RECEIVED = "received", _("Vastaanotettu")
    IN_PROGRESS = "in_progress", _("Käsittelyssä")
    WAITING_CUSTOMER = "waiting_customer", _("Odottaa asiakasta")
    WAITING_HEARING = "waiting_hearing", _("Odottaa lausuntoa")
    DECIDED = "decided", _("Päätös tehty")
    SERVED = "served", _("Päätös annettu tiedoksi")
    CLOSED = "closed", _("Valmis")
    WITHDRAWN = "withdrawn", _("Peruttu")
    DISMISSED = "dismissed", _("Jätetty tutkimatta")
    TRANSFERRED = "transferred", _("Siirretty")
    RECTIFICATION_PENDING = "rectification_pending", _("Oikaisu käsittelyssä")


class Verb(StrEnum):
    TAKE_UP = "take_up"
    CLAIM = "claim"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    REQUEST_SUPPLEMENT = "request_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    RESUME = "resume"
    DECIDE = "decide"
    SERVE = "serve"
    CLOSE = "close"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"


BEFORE_DECISION = frozenset({Status.RECEIVED, Status.IN_PROGRESS, Status.WAITING_CUSTOMER, Status.WAITING_HEARING})
ENDED = frozenset({Status.CLOSED, Status.WITHDRAWN, Status.TRANSFERRED})
OPEN = frozenset(Status) - ENDED

TRANSITIONS = (
    Transition(Verb.TAKE_UP, frozenset({Status.RECEIVED}), Status.IN_PROGRESS, may.can_handle_case, "case.taken_up"),
    Transition(Verb.CLAIM, OPEN, None, may.can_claim_case, "case.claimed"),
    Transition(Verb.ASSIGN, OPEN, None, may.can_handle_case, "case.assigned"),
    Transition(Verb.HAND_OVER, BEFORE_DECISION, None, may.can_handle_case, "case.handed_over"),
    Transition(
        Verb.REQUEST_SUPPLEMENT,
        frozenset({Status.IN_PROGRESS}),
        Status.WAITING_CUSTOMER,
        may.can_handle_case,
        "case.supplement_requested",
    ),
    Transition(
        Verb.ANSWER_SUPPLEMENT,
        frozenset({Status.WAITING_CUSTOMER}),
        Status.IN_PROGRESS,
        may.can_answer_for_party,
        "case.supplement_answered",
    ),
    Transition(
        Verb.RESUME, frozenset({Status.WAITING_CUSTOMER}), Status.IN_PROGRESS, may.can_handle_case, "case.resumed"
    ),
    Transition(Verb.DECIDE, frozenset({Status.IN_PROGRESS}), Status.DECIDED, may.can_decide_case, "case.decided"),
    Transition(Verb.SERVE, frozenset({Status.DECIDED}), Status.SERVED, may.can_handle_case, "case.served"),
    Transition(
        Verb.CLOSE, frozenset({Status.IN_PROGRESS, Status.SERVED}), Status.CLOSED, may.can_close_case, "case.closed"
    ),
    Transition(Verb.TRANSFER, BEFORE_DECISION, Status.TRANSFERRED, may.can_handle_case, "case.transferred"),
    Transition(Verb.WITHDRAW, BEFORE_DECISION, Status.WITHDRAWN, may.can_withdraw_case, "case.withdrawn"),
)
