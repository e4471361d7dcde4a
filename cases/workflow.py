# SPDX-License-Identifier: EUPL-1.2
"""How a case moves. A pure table: pages draw their buttons from it and actions are guarded by it.

received ──take_up──> in_progress ──decide · dismiss──> decided · dismissed ──serve──> served ──close──> closed
                       │  ▲    │                              ▲                       │  ▲              ▲
    request_supplement │  │    └──close (answered without a decision)─────────────────┼──┼──────────────┤
        hear · suspend ▼  │ resume · answer_supplement         │                contest│  │uphold        │
          waiting_customer · waiting_hearing · suspended      │                       ▼  │              │
                                                              │         rectification_pending ──replace─┘
    served · closed · decided ──correct──> decided ───────────┘            └──return──> in_progress

received · in_progress · the waiting ones ──withdraw──> withdrawn (the party)
                                          ──transfer──> transferred (another authority)
                                          ──merge────> closed (it goes on in another case)
                                          ──dismiss──> dismissed
closed · withdrawn · dismissed ──reopen──> in_progress, while no decision has been served
claim, assign, release (back to the unit), hand_over (another unit of the city), disqualify, propose, send_back and
record_statement keep the status. put_back undoes a take_up: in_progress ──> received. waiting_hearing ends by
conclude_hearing when nobody is asked any more.
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
    SUSPENDED = "suspended", _("Tauolla")
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
    RELEASE = "release"
    PUT_BACK = "put_back"
    HAND_OVER = "hand_over"
    DISQUALIFY = "disqualify"
    REQUEST_SUPPLEMENT = "request_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    HEAR = "hear"
    RECORD_STATEMENT = "record_statement"
    CONCLUDE_HEARING = "conclude_hearing"
    SUSPEND = "suspend"
    RESUME = "resume"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    DISMISS = "dismiss"
    SERVE = "serve"
    CORRECT = "correct_decision"
    CONTEST = "contest"
    UPHOLD = "uphold"
    REPLACE = "replace"
    RETURN = "return"
    CLOSE = "close"
    MERGE = "merge"
    REOPEN = "reopen"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"


WAITING = frozenset({Status.WAITING_CUSTOMER, Status.WAITING_HEARING, Status.SUSPENDED})
BEFORE_DECISION = frozenset({Status.RECEIVED, Status.IN_PROGRESS}) | WAITING
ENDED = frozenset({Status.CLOSED, Status.WITHDRAWN, Status.TRANSFERRED})
OPEN = frozenset(Status) - ENDED


def _row(
    verb: Verb, sources: frozenset[Status] | Status, target: Status | None, may_do: may.May, event: str
) -> Transition:
    return Transition(
        verb, frozenset({sources}) if isinstance(sources, Status) else sources, target, may_do, f"case.{event}"
    )


TRANSITIONS = (
    _row(Verb.TAKE_UP, Status.RECEIVED, Status.IN_PROGRESS, may.can_move_case, "taken_up"),
    _row(Verb.CLAIM, OPEN, None, may.can_claim_case, "claimed"),
    _row(Verb.ASSIGN, OPEN, None, may.can_assign_case, "assigned"),
    _row(Verb.RELEASE, OPEN, None, may.can_release_case, "released"),
    _row(Verb.PUT_BACK, Status.IN_PROGRESS, Status.RECEIVED, may.can_handle_case, "put_back"),
    _row(Verb.HAND_OVER, BEFORE_DECISION, None, may.can_move_case, "handed_over"),
    _row(Verb.DISQUALIFY, OPEN, None, may.can_declare_disqualification, "disqualified"),
    # --- asking and waiting ---
    _row(
        Verb.REQUEST_SUPPLEMENT,
        Status.IN_PROGRESS,
        Status.WAITING_CUSTOMER,
        may.can_move_case,
        "supplement_requested",
    ),
    _row(
        Verb.ANSWER_SUPPLEMENT,
        Status.WAITING_CUSTOMER,
        Status.IN_PROGRESS,
        may.can_answer_for_party,
        "supplement_answered",
    ),
    _row(
        Verb.HEAR,
        frozenset({Status.IN_PROGRESS, Status.WAITING_HEARING}),
        Status.WAITING_HEARING,
        may.can_handle_case,
        "hearing_asked",
    ),
    _row(Verb.RECORD_STATEMENT, Status.WAITING_HEARING, None, may.can_record_statement, "statement_received"),
    _row(
        Verb.CONCLUDE_HEARING,
        Status.WAITING_HEARING,
        Status.IN_PROGRESS,
        may.can_record_statement,
        "hearing_concluded",
    ),
    _row(Verb.SUSPEND, Status.IN_PROGRESS, Status.SUSPENDED, may.can_handle_case, "suspended"),
    _row(Verb.RESUME, WAITING, Status.IN_PROGRESS, may.can_resume_case, "resumed"),
    # --- the decision and what comes after it ---
    _row(Verb.PROPOSE, Status.IN_PROGRESS, None, may.can_propose_decision, "proposed"),
    _row(Verb.SEND_BACK, Status.IN_PROGRESS, None, may.can_send_back_proposal, "sent_back"),
    _row(Verb.DECIDE, Status.IN_PROGRESS, Status.DECIDED, may.can_make_decision, "decided"),
    _row(Verb.DISMISS, BEFORE_DECISION, Status.DISMISSED, may.can_decide_case, "dismissed"),
    _row(
        Verb.SERVE,
        frozenset({Status.DECIDED, Status.DISMISSED}),
        Status.SERVED,
        may.can_move_case,
        "served",
    ),
    _row(
        Verb.CORRECT,
        frozenset({Status.DECIDED, Status.SERVED, Status.CLOSED}),
        Status.DECIDED,
        may.can_correct_decision,
        "corrected",
    ),
    _row(Verb.CONTEST, Status.SERVED, Status.RECTIFICATION_PENDING, may.can_contest_decision, "contested"),
    _row(Verb.UPHOLD, Status.RECTIFICATION_PENDING, Status.SERVED, may.can_settle_contested, "upheld"),
    _row(Verb.REPLACE, Status.RECTIFICATION_PENDING, Status.CLOSED, may.can_settle_contested, "replaced"),
    _row(Verb.RETURN, Status.RECTIFICATION_PENDING, Status.IN_PROGRESS, may.can_settle_contested, "returned"),
    # --- the end, and back from it ---
    _row(Verb.CLOSE, frozenset({Status.IN_PROGRESS, Status.SERVED}), Status.CLOSED, may.can_close_case, "closed"),
    _row(Verb.MERGE, BEFORE_DECISION, Status.CLOSED, may.can_handle_case, "merged"),
    _row(
        Verb.REOPEN,
        frozenset({Status.CLOSED, Status.WITHDRAWN, Status.DISMISSED}),
        Status.IN_PROGRESS,
        may.can_reopen_case,
        "reopened",
    ),
    _row(Verb.TRANSFER, BEFORE_DECISION, Status.TRANSFERRED, may.can_handle_case, "transferred"),
    _row(Verb.WITHDRAW, BEFORE_DECISION, Status.WITHDRAWN, may.can_withdraw_case, "withdrawn"),
)
