# SPDX-License-Identifier: EUPL-1.2
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.access import ActorRequest, citizen_only
from portal.notifications.actions import mark_seen
from portal.notifications.models import Notification


@citizen_only
def inbox(request: ActorRequest) -> HttpResponse:
    """All that the person has been told. What is shown counts as seen; it is marked new on this one page still."""
    page = Paginator(Notification.objects.visible_to(request.actor), 20).get_page(request.GET.get("page"))
    new = [notification.pk for notification in page if notification.seen_at is None]
    if new:
        mark_seen(new, actor=request.actor)
    return render(request, "notifications/inbox.html", {"page": page})
