# SPDX-License-Identifier: EUPL-1.2
"""The logs, for the auditor to read. What happened and who did it, never the content of a case."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role
from portal.audit.models import AccessEntry, AuditEntry, Entry
from portal.staff.permissions import RoleAdmin


class EntryAdmin(RoleAdmin):
    roles = ()
    reader_roles = (Role.AUDITOR,)
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    list_per_page = 50
    # Counting millions of lines for a page of fifty helps nobody.
    show_full_result_count = False

    @admin.display(description=_("oikeus"), ordering="right")
    def right_in_words(self, entry: Entry) -> str:
        return entry.role_words

    @admin.display(description=_("kanava"), ordering="channel")
    def channel_in_words(self, entry: Entry) -> str:
        return entry.channel_words

    @admin.display(description=_("kohteen laji"), ordering="about_type")
    def kind_in_words(self, entry: Entry) -> str:
        return entry.about_kind


@admin.register(AuditEntry)
class AuditEntryAdmin(EntryAdmin):
    list_display = ["at", "event", "by_name", "right_in_words", "channel_in_words", "kind_in_words", "about_label"]
    list_filter = ["channel", "right"]
    search_fields = ["event", "by_name", "about_label", "request_id"]


@admin.register(AccessEntry)
class AccessEntryAdmin(EntryAdmin):
    list_display = ["at", "by_name", "right_in_words", "channel_in_words", "kind_in_words", "about_label", "reason"]
    list_filter = ["channel", "right"]
    search_fields = ["by_name", "about_label", "reason", "request_id"]
