# SPDX-License-Identifier: EUPL-1.2
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases.models import Disqualification
from portal.accounts.models import Role
from portal.staff.permissions import RoleAdmin


@admin.register(Disqualification)
class DisqualificationAdmin(RoleAdmin):
    """Who has told that they may not handle which case, for the main user to read (Hallintolaki 434/2003 29 §)."""

    roles = ()
    reader_roles = (Role.MAIN_USER, Role.AUDITOR)
    list_display = ("case", "user", "ground", "at")
    list_filter = ("ground",)
    list_select_related = ("case", "user")
    date_hierarchy = "at"
    search_fields = ("case__reference", "user__last_name")
    search_help_text = _("Etsi asianumerolla tai nimellä")
