# SPDX-License-Identifier: EUPL-1.2
from cases.models import Case
from portal.common.workflow import TransitionNotAllowed


class StaleCase(TransitionNotAllowed):
    """Somebody changed the case after the page was drawn. `obj` is the case as it is now; nothing was written."""


def lock_case(case_id: int, *, expected_version: int | None = None, verb: str = "") -> Case:
    """The case, ours until the transaction ends. `expected_version` is what the actor's page was drawn from."""
    case: Case = Case.objects.locked(case_id)
    if expected_version is not None and case.version != expected_version:
        raise StaleCase(case, verb)
    return case
