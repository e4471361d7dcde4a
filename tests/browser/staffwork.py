# SPDX-License-Identifier: EUPL-1.2
"""The lists beside the work queue and what is done with a case between its steps: what is there, and where."""

from collections.abc import Iterator

from django.urls import reverse

from cases.models import Case, Decision, IncomingMail, Party, QueueView
from portal.accounts.models import User
from portal.common import clock
from tests.factories.accounts import PersonFactory
from tests.factories.cases import IncomingMailFactory, PartyFactory
from tests.factories.register import DisposalFactory, LegalHoldFactory
from tests.factories.work import LabelFactory, QueueViewFactory, TaskFactory

UNIT = "kunnallistekniikka"


def leave_work(username: str) -> None:
    """What waits for a handler and for the main user, in a matter with an address that nobody may learn."""
    handler = User.objects.get(username=username)
    case = Case.objects.filter(unit__code=UNIT, status="in_progress")[0]
    PartyFactory(case=case, of=PersonFactory(non_disclosure=True), role=Party.Role.HEARD)
    TaskFactory(case=case, assignee=handler, due_on=clock.today())
    case.labels.add(LabelFactory(unit=case.unit))
    QueueViewFactory(owner=handler)
    IncomingMailFactory(case=case)
    IncomingMailFactory(case=None, why=IncomingMail.Why.NO_CASE)
    LegalHoldFactory(case=case)
    DisposalFactory()


def staffwork_pages() -> Iterator[str]:
    queue = reverse("admin:cases_case_changelist")
    yield from (f"{queue}{page}/" for page in ("tasks", "hearings", "mails", "register", "absences", "shortcuts"))
    for view in QueueView.objects.all()[:1]:
        yield f"{queue}?{view.query}&sarake=customer&sarake=unit_name&oma={view.key}"
    case = Case.objects.get(legal_holds__isnull=False)
    yield reverse("admin:cases_case_change", args=[case.reference])
    yield from (f"{queue}{case.reference}/{page}/" for page in ("contacts", "labels", "give-task", "conversation"))
    for decision in Decision.objects.filter(case__unit__code=UNIT)[:1]:
        place = (decision.case.reference, decision.year, decision.number)
        yield reverse("admin:cases_case_public_version", args=place)


def main_users_pages() -> Iterator[str]:
    """Beside the configuration pages of the admin."""
    yield from (reverse("admin:cases_disposal_dry_run"), reverse("admin:cases_mails"))
