# SPDX-License-Identifier: EUPL-1.2
"""The logs, for the auditor to read. What happened and who did it, never the content of a case."""

from django.contrib import admin

from portal.accounts.models import Role
from portal.audit.models import AccessEntry, AuditEntry
from portal.staff.permissions import RoleAdmin


class EntryAdmin(RoleAdmin):
    roles = ()
    reader_roles = (Role.AUDITOR,)
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    list_per_page = 50
    # Counting millions of lines for a page of fifty helps nobody.
    show_full_result_count = False


@admin.register(AuditEntry)
class AuditEntryAdmin(EntryAdmin):
    list_display = ["at", "event", "by_name", "right", "channel", "about_type", "about_label"]
    list_filter = ["channel", "right"]
    search_fields = ["event", "by_name", "about_label", "request_id"]


@admin.register(AccessEntry)
class AccessEntryAdmin(EntryAdmin):
    list_display = ["at", "by_name", "right", "channel", "about_type", "about_label", "reason"]
    list_filter = ["channel", "right"]
    search_fields = ["by_name", "about_label", "reason", "request_id"]
