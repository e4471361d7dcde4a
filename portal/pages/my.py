# SPDX-License-Identifier: EUPL-1.2
"""My page: what waits for me first, then what is open, what was told to me and what I left unfinished."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cases import story
from cases.models import Case
from feedback.models import Feedback
from portal.accounts.access import ActorRequest, public
from portal.accounts.models import Role
from portal.common.prepared import Prepared
from portal.notifications.models import Notification
from services.eforms.models import Draft, Invitation

SHOWN = 5

OPEN_CASES = Prepared(lambda actor: Case.objects.of_customer(actor).open().for_citizen_list())
NOTIFICATIONS = Prepared(lambda actor: Notification.objects.visible_to(actor).for_own_page()[:SHOWN])
FEEDBACK = Prepared(lambda actor: Feedback.objects.for_own_page(actor)[:SHOWN])
INVITATIONS = Prepared(lambda actor: Invitation.objects.addressed_to(actor).for_my_page())
TOGETHER = Prepared(lambda actor: Draft.objects.of_own_page(actor))
DRAFTS = Prepared(lambda actor: Draft.objects.visible_to(actor).for_my_page())


@public
@require_GET
def my(request: ActorRequest) -> HttpResponse:
    """Where signing in leads. Staff have their own desks; a clerk who serves somebody has the customer's page."""
    if request.actor.person is None or request.actor.at_desk:
        return _elsewhere(request)
    cases = OPEN_CASES(request.actor)
    context = {
        "waiting": [
            (case, asked) for case in cases if case.to_act is not False and (asked := story.open_request(case))
        ],
        "open_cases": [(case, story.one_line(case)) for case in cases],
        "notifications": NOTIFICATIONS(request.actor),
        "first_name": request.actor.display_name.split(" ")[0],
        "feedback": FEEDBACK(request.actor),
        "invitations": INVITATIONS(request.actor),
        "together": TOGETHER(request.actor),
        "drafts": DRAFTS(request.actor),
    }
    return render(request, "pages/my.html", context)


def _elsewhere(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    if not actor.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if not actor.is_staff:
        raise PermissionDenied("citizen")
    return redirect("frontdesk:search" if actor.has_role(Role.FRONTDESK) else "admin:index")
