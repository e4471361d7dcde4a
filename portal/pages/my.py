# SPDX-License-Identifier: EUPL-1.2
"""My page: what waits for me first, then what is open, what was told to me and what I left unfinished."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases import story
from cases.models import Case
from portal.accounts.access import ActorRequest, citizen_only
from portal.notifications.models import Notification
from services.eforms.models import Draft

SHOWN = 5


@citizen_only
@require_GET
def my(request: ActorRequest) -> HttpResponse:
    cases = list(Case.objects.of_customer(request.actor).open().for_citizen_list())
    context = {
        "waiting": [(case, asked) for case in cases if (asked := story.open_request(case))],
        "open_cases": [(case, story.one_line(case)) for case in cases],
        "notifications": Notification.objects.visible_to(request.actor)[:SHOWN],
        "first_name": request.actor.display_name.split(" ")[0],
        "drafts": Draft.objects.visible_to(request.actor).for_my_page(),
    }
    return render(request, "pages/my.html", context)
