# SPDX-License-Identifier: EUPL-1.2
"""Configuration pages of shared lists. A list may be written in the page or come as a file, and goes out as a file."""

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role
from portal.staff.permissions import RoleAdmin
from services.eforms.lists import as_csv, read_items
from services.eforms.models import DataList, FormVersion
from services.eforms.models.lists import check_items

EDITORS = (Role.MAIN_USER, Role.EDITOR)
MAX_BYTES = 1024 * 1024


class RowsField(forms.JSONField):
    """A row on each line, so that a human can find it."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return super().prepare_value(value)
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
        return f"[\n{lines}\n]"


class DataListForm(forms.ModelForm[DataList]):
    file = forms.FileField(
        label=_("Rivit tiedostosta"),
        required=False,
        help_text=_("JSON tai CSV, jonka sarakkeet ovat value, fi, sv ja en. Tiedosto korvaa kaikki rivit."),
    )

    items = RowsField(
        label=_("Rivit"), required=False, widget=forms.Textarea({"rows": 16, "spellcheck": "false"}), initial=list
    )
    field_order = ["code", "name", "file", "items"]

    class Meta:
        model = DataList
        fields = ["code", "name", "items"]

    def clean_file(self) -> list[dict[str, Any]] | None:
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > MAX_BYTES:
            raise ValidationError(gettext("Tiedosto on liian suuri. Suurin koko on 1 Mt."))
        return read_items(file.read())

    def clean_items(self) -> Any:
        if "file" in self.errors:
            return self.instance.items
        items = self.cleaned_data.get("file") or self.cleaned_data["items"]
        check_items(items)
        return items


@admin.register(DataList)
class DataListAdmin(RoleAdmin):
    roles = EDITORS
    reader_roles = (Role.AUDITOR,)
    form = DataListForm
    list_display = ["__str__", "code", "rows", "updated_at"]
    search_fields = ["code"]
    actions = ["export_csv", "export_json"]

    def get_fields(self, _request: HttpRequest, obj: DataList | None = None) -> list[str]:
        return [*DataListForm.field_order, *(["used_in"] if obj else [])]

    def get_readonly_fields(self, request: HttpRequest, obj: DataList | None = None) -> list[str]:
        return ["code", "used_in"] if obj else []  # forms point to it

    def has_delete_permission(self, request: HttpRequest, obj: DataList | None = None) -> bool:
        """A list that some version asks stays: drafts and published forms need it."""
        is_used = obj is not None and FormVersion.objects.with_list(obj.code).exists()
        return super().has_delete_permission(request, obj) and not is_used

    @admin.display(description=_("lomakkeissa"))
    def used_in(self, data_list: DataList) -> str:
        used = FormVersion.objects.with_list(data_list.code).select_related("definition")
        names = sorted({str(version.definition) for version in used})
        return ", ".join(names) or gettext("ei missään")

    @admin.display(description=_("rivejä"))
    def rows(self, data_list: DataList) -> str:
        count = len(data_list.items)
        return ngettext("%(count)d rivi", "%(count)d riviä", count) % {"count": count}

    @admin.action(description=_("Lataa CSV-tiedostona"))
    def export_csv(self, request: HttpRequest, queryset: QuerySet[DataList]) -> HttpResponse | None:
        data_list = self._only(request, queryset)
        if data_list is None:
            return None
        # The mark at the beginning tells spreadsheets that the letters are UTF-8.
        response = HttpResponse("\ufeff" + as_csv(data_list.items), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{data_list.code}.csv"'
        return response

    @admin.action(description=_("Lataa JSON-tiedostona"))
    def export_json(self, request: HttpRequest, queryset: QuerySet[DataList]) -> HttpResponse | None:
        data_list = self._only(request, queryset)
        if data_list is None:
            return None
        response = JsonResponse(data_list.items, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response.headers["Content-Disposition"] = f'attachment; filename="{data_list.code}.json"'
        return response

    def _only(self, request: HttpRequest, queryset: QuerySet[DataList]) -> DataList | None:
        found = list(queryset[:2])
        if len(found) != 1:
            messages.warning(request, gettext("Valitse yksi luettelo."))
            return None
        return found[0]
