# SPDX-License-Identifier: EUPL-1.2
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases.models import TextModule
from portal.accounts.models import Role
from portal.staff.permissions import RoleAdmin


@admin.register(TextModule)
class TextModuleAdmin(RoleAdmin):
    """Paragraphs for decisions."""

    roles = (Role.MAIN_USER,)
    list_display = ("name", "part", "case_type", "unit", "is_active")
    list_filter = ("part", "unit", "is_active")
    list_select_related = ("case_type", "unit")
    search_fields = ("name", "text")
    search_help_text = _("Etsi tekstiä")
    fields = ("name", "part", "text", "case_type", "unit", "is_active")
