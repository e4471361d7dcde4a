# SPDX-License-Identifier: EUPL-1.2
"""A request for a document is answered in two weeks; for a reason of the law in a month (Julkisuuslaki 621/1999 14 §).

Who refuses tells why and makes a decision that may be appealed: the verb `decide`, with the remedy of the case type.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.locking import lock_case
from cases.models import Case, DeadlineExtension
from cases.models.acted import acted
from cases.notifications import plain_day, tell_parties
from cases.permissions import can_handle_case
from cases.workflow import BEFORE_DECISION
from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common import clock
from portal.common.dates import as_day
from portal.common.legal_clocks import last_day_of_months
from portal.common.workflow import TransitionNotAllowed, require

EXTENDED_MONTHS = 1


@transaction.atomic
def extend_information_request(
    case_id: int, *, actor: Actor, ground: str, reason: str, expected_version: int | None = None
) -> Case:
    """A month from the arrival instead of two weeks, once and before the two weeks have passed. The party is told.

    Raises TransitionNotAllowed for other kinds of cases and when it is decided or has been extended; ValidationError
    when the day has passed already: the delay cannot be made good by extending.
    """
    case = lock_case(case_id, expected_version=expected_version)
    require(condition=can_handle_case(actor, case), verb="extend_information_request")
    if not _is_extendable(case):
        raise TransitionNotAllowed(case, "extend_information_request")
    if case.due_on is None or case.due_on < clock.today():
        raise ValidationError(_("Kahden viikon määräaika on jo mennyt. Vastaa heti."))
    case.due_on = last_day_of_months(as_day(case.received_at), EXTENDED_MONTHS)
    DeadlineExtension.objects.create(case=case, ground=ground, reason=reason, until=case.due_on, **acted(actor))
    case.touch("case.information_extended")
    record("case.information_extended", about=case, by=actor, ground=ground, until=case.due_on.isoformat())
    tell_parties(case, "case.estimated", day=plain_day(case.due_on))
    return case


def _is_extendable(case: Case) -> bool:
    is_open_request = case.case_type.is_information_request and case.status in BEFORE_DECISION
    return is_open_request and not DeadlineExtension.objects.filter(case=case).exists()
