# SPDX-License-Identifier: EUPL-1.2
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.access import ActorRequest, citizen_only
from portal.audit.models import AccessEntry


@citizen_only
def access_log(request: ActorRequest) -> HttpResponse:
    """Who has looked at my data, in plain words."""
    assert request.actor.person is not None
    entries = AccessEntry.objects.visible_to(request.actor).about(request.actor.person)
    page = Paginator(entries, 25).get_page(request.GET.get("page"))
    return render(request, "audit/access_log.html", {"page": page})
