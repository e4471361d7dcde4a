# SPDX-License-Identifier: EUPL-1.2
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases.models import CaseType
from portal.accounts.models import Role
from portal.staff.permissions import RoleAdmin


@admin.register(CaseType)
class CaseTypeAdmin(RoleAdmin):
    """How a kind of matter is handled: promise, remedy, publicity, texts of decisions."""

    roles = (Role.MAIN_USER,)
    list_display = ("title", "unit", "promise_days", "remedy_kind", "publicity", "is_active")
    list_filter = ("unit", "is_active")
    list_select_related = ("unit",)
    search_fields = ("code", "name")
    search_help_text = _("Etsi asiatyyppiä")
    fieldsets = (
        (None, {"fields": ("name", "code", "text", "icon", "is_active")}),
        (_("Kuka käsittelee ja missä ajassa"), {"fields": ("unit", "service", "promise_days", "steps")}),
        (_("Kuka voi hakea"), {"fields": ("allows_anonymous", "may_close_as_answered")}),
        (_("Päätös ja muutoksenhaku"), {"fields": ("remedy_kind", "remedy_body", "law_sections", "decision_texts")}),
        (
            _("Julkisuus ja säilytys"),
            {
                "fields": (
                    "publicity",
                    "secrecy_ground",
                    "publishes_decisions",
                    "retention_years",
                    "keeps_statistics",
                    "is_information_request",
                )
            },
        ),
    )

    @admin.display(description=_("nimi"), ordering="code")
    def title(self, case_type: CaseType) -> str:
        return str(case_type)
