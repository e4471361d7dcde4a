# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.admin.case_types.pages import HOME, urls_of
from cases.models import CaseType
from portal.accounts.models import Role
from portal.staff.permissions import RoleAdmin


@admin.register(CaseType)
class CaseTypeAdmin(RoleAdmin):
    """How a kind of matter is handled: promise, remedy, publicity, texts of decisions."""

    roles = (Role.MAIN_USER,)
    list_display = ("title", "terms", "unit", "promise_days", "remedy_kind", "publicity", "is_active")
    list_filter = ("unit", "is_active")
    list_select_related = ("unit",)
    search_fields = ("code", "name")
    search_help_text = _("Etsi asiatyyppiä")
    fieldsets = (
        (None, {"fields": ("code", "name", "unit", "service", "is_active")}),
        (_("Julkisuus ja säilytys"), {"fields": ("publishes_decisions", "keeps_statistics", "is_information_request")}),
    )

    def get_urls(self) -> list[Any]:
        return [*urls_of(self.admin_site), *super().get_urls()]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """What a version tells is changed in the editor only."""
        return ["name", "unit"] if obj else []

    def response_add(self, request: HttpRequest, obj: CaseType, _url: Any = None) -> HttpResponse:
        messages.success(request, gettext("Asiatyyppi on luotu. Kirjoita nyt, miten asia käsitellään."))
        return redirect(HOME, obj.code)

    @admin.display(description=_("nimi"), ordering="code")
    def title(self, case_type: CaseType) -> str:
        return str(case_type)

    @admin.display(description=_("sisältö"))
    def terms(self, case_type: CaseType) -> str:
        return format_html('<a href="{}">{}</a>', reverse(HOME, args=[case_type.code]), gettext("Muokkaa sisältöä"))
