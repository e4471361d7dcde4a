# SPDX-License-Identifier: EUPL-1.2
from portal.accounts.models import Role
from portal.staff.permissions import RoleAdmin


class TopicAdmin(RoleAdmin):
    roles = (Role.MAIN_USER,)
    list_display = ("name", "unit", "keywords", "order")
    list_select_related = ("unit",)
    search_fields = ("code", "keywords")
