# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: ARG002 the signatures are Django's, which passes obj by name
"""Who may use which page of the staff site: told by roles in units, not by Django's per-model permissions.

@admin.register(Unit)
class UnitAdmin(RoleAdmin):
    roles = (Role.MAIN_USER,)            # may see, add, change and delete
    reader_roles = (Role.AUDITOR,)       # may only see
"""

from typing import Any

from django.contrib.admin import ModelAdmin as DjangoModelAdmin
from django.contrib.admin.options import ActionLocation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from portal.accounts.journal import record
from portal.accounts.models import Role
from portal.staff.csp import with_unfold_csp


class ByRole:
    """The permission methods of Django's admin, answered from `request.actor`. `roles = ()` makes a page read-only."""

    roles: tuple[str, ...] = (Role.MAIN_USER,)
    reader_roles: tuple[str, ...] = ()

    def may_write(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(*self.roles))  # type: ignore[attr-defined]

    def may_read(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(*self.roles, *self.reader_roles))  # type: ignore[attr-defined]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_read(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_read(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Addresses may ask what the list's own filters ask. Django lets them ask any column of the model: a list
        without addresses, or the hash of a password, could be read from it letter by letter."""
        asked = (self.date_hierarchy, *map(_asked_by, self.get_list_filter(request)))  # type: ignore[attr-defined]
        names = [name for name in asked if name]
        is_own = any(lookup == name or lookup.startswith(f"{name}__") for name in names)
        return is_own and bool(super().lookup_allowed(lookup, value, request))  # type: ignore[misc]


class RoleAdmin(ByRole, ModelAdmin):
    """A configuration page in unfold's look. What is changed here goes to both logs, the house's and Django's."""

    compressed_fields = True
    warn_unsaved_form = True

    def get_urls(self) -> list[Any]:
        return with_unfold_csp(super().get_urls())

    def get_action_choices(
        self, request: HttpRequest, default_choices: Any = None, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> Any:
        """Django's own: unfold's does not know yet that actions also stand on the change page."""
        first = [("", gettext("Valitse toiminto"))]
        return DjangoModelAdmin.get_action_choices(self, request, first, action_location)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, obj, "added")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, obj, "changed", _changed_fields(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._record(request, obj, "deleted")
        return super().log_deletions(request, queryset)

    def _record(self, request: HttpRequest, obj: models.Model, verb: str, fields: list[str] | None = None) -> None:
        facts: dict[str, Any] = {"fields": fields} if fields else {}
        record(f"{obj._meta.model_name}.{verb}", about=obj, by=request.actor, **facts)  # type: ignore[attr-defined]


class RoleTabularInline(ByRole, TabularInline):
    extra = 0


class RoleStackedInline(ByRole, StackedInline):
    extra = 0


def _changed_fields(message: Any) -> list[str]:
    """Names of the changed fields from Django's change message; never their values."""
    if not isinstance(message, list):
        return []
    return [name for part in message for name in part.get("changed", {}).get("fields", [])]


def _asked_by(list_filter: Any) -> str:
    """What an item of `list_filter` reads from the address: the name of a field, or its own parameter."""
    first = list_filter[0] if isinstance(list_filter, tuple) else list_filter
    return first if isinstance(first, str) else str(getattr(first, "parameter_name", ""))
