# SPDX-License-Identifier: EUPL-1.2
"""What has left the house and what has not. Failed deliveries are shown with their reason and can be tried again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action, display

from portal.accounts.models import Role
from portal.notifications.actions import retry_delivery
from portal.notifications.models import Delivery
from portal.staff.permissions import RoleAdmin


@admin.register(Delivery)
class DeliveryAdmin(RoleAdmin):
    """Event and outcome, not the recipient nor the text: whoever runs the portal need not read people's matters."""

    roles = ()
    reader_roles = (Role.MAIN_USER, Role.AUDITOR)
    list_display = ["event", "channel", "shown_state", "tries_count", "next_try_at", "sent_at", "last_error"]
    list_filter = ["state", "channel"]
    list_select_related = ["notification"]
    fields = ["event", "channel", "state", "tries_count", "next_try_at", "sent_at", "last_error"]
    readonly_fields = fields
    ordering = ["-pk"]
    actions = ["retry"]
    show_full_result_count = False

    @display(description=_("tapahtuma"))
    def event(self, delivery: Delivery) -> str:
        return delivery.notification.event

    @display(description=_("tila"), label={"waiting": "info", "sent": "success", "failed": "danger"})
    def shown_state(self, delivery: Delivery) -> tuple[str, str]:
        return delivery.state, delivery.get_state_display()

    @action(description=_("Yritä uudelleen"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> HttpResponse:
        actor: Any = request.actor  # type: ignore[attr-defined]
        count = sum(retry_delivery(delivery.pk, actor=actor) for delivery in queryset)
        text = ngettext("%(count)d toimitus lähtee uudelleen.", "%(count)d toimitusta lähtee uudelleen.", count)
        messages.success(request, text % {"count": count})
        return redirect(request.get_full_path())

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(Role.MAIN_USER))  # type: ignore[attr-defined]
