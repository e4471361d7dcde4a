# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.accounts.models import Role
from portal.pages.actions import delete_notice, save_notice
from portal.pages.models import Notice
from portal.staff.permissions import RoleAdmin


@admin.register(Notice)
class NoticeAdmin(RoleAdmin):
    roles = (Role.MAIN_USER, Role.EDITOR)
    reader_roles = (Role.AUDITOR,)
    list_display = ["__str__", "kind", "starts_at", "ends_at", "is_published"]
    list_filter = ["kind", "is_published"]
    search_fields = ["slug", "title"]
    date_hierarchy = "starts_at"

    def save_model(self, request: HttpRequest, obj: Notice, form: Any, change: bool) -> None:  # noqa: FBT001, ARG002
        save_notice(obj, actor=request.actor)  # type: ignore[attr-defined]

    def delete_model(self, request: HttpRequest, obj: Notice) -> None:
        delete_notice(obj, actor=request.actor)  # type: ignore[attr-defined]

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for notice in queryset:
            self.delete_model(request, notice)

    def _record(self, *_args: Any) -> None:
        """The action writes the log itself."""
