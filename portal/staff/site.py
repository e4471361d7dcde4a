# SPDX-License-Identifier: EUPL-1.2
"""The staff's site: Django's admin, entered through the one front door and open to whoever holds a role."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite


class StaffSite(UnfoldAdminSite):
    site_title = site_header = "OmaKajaani"
    index_title = _("Ylläpito")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.actor.is_staff  # type: ignore[attr-defined]

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Staff sign in where everybody does; who is in but holds no role is told so."""
        if request.user.is_authenticated:
            raise PermissionDenied("staff")
        return redirect_to_login(request.GET.get("next") or request.get_full_path(), reverse("account_login"))
