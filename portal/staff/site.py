# SPDX-License-Identifier: EUPL-1.2
"""The staff's site: Django's admin, entered through the one front door and open to whoever holds a role."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from portal.staff.csp import with_unfold_csp
from portal.staff.navigation import CONFIGURING_ROLES, home_of


class StaffSite(UnfoldAdminSite):
    site_title = site_header = "OmaKajaani"
    index_title = _("Ylläpito")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.actor.is_staff  # type: ignore[attr-defined]

    def get_urls(self) -> list[Any]:
        return with_unfold_csp(super().get_urls())

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Made when a page shows it: it asks the rights of every model, and the daily pages never show it."""
        return SimpleLazyObject(lambda: super(StaffSite, self).get_app_list(request, app_label))

    def login(self, request: HttpRequest, _extra_context: Any = None) -> HttpResponse:
        """Staff sign in where everybody does; who is in but holds no role is told so."""
        if request.user.is_authenticated:
            raise PermissionDenied("staff")
        return redirect_to_login(request.GET.get("next") or request.get_full_path(), reverse("account_login"))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """What one may configure. Who configures nothing starts from the day's work."""
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.has_role(*CONFIGURING_ROLES):
            return redirect(home_of(actor))
        page: HttpResponse = super().index(request, extra_context)
        return page

    def password_change(self, request: HttpRequest, _extra_context: Any = None) -> HttpResponse:
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, _extra_context: Any = None) -> HttpResponse:
        return redirect("account_logout")


def appearance(request: HttpRequest) -> str | None:
    """Unfold's theme of this user: light or dark; nothing when the device decides."""
    chosen = str(getattr(request.user, "appearance", "auto"))
    return None if chosen == "auto" else chosen
