# SPDX-License-Identifier: EUPL-1.2
"""The work queue: Django's change list of cases, read through `handled_by`, in the portal's design."""

from collections.abc import Iterable
from textwrap import shorten
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.actions.handling import claim_case
from cases.admin import bulk, queue_views, worklist
from cases.admin.mail import mail_urls
from cases.admin.moments import event_text, moment_text
from cases.admin.publishing import publishing_urls
from cases.admin.workspace import workspace_urls
from cases.locking import StaleCase
from cases.models import Case
from cases.permissions import LEADING_ROLES
from cases.querysets import WORKLIST
from portal.accounts.access import ActorRequest
from portal.accounts.models import Role
from portal.common.references import normalise_reference
from portal.staff.permissions import ByRole

# What the groups of the work list can count.
COUNTED = {worklist.ViewFilter.parameter_name, "maara", "tila", "tyyppi", "kieli", "o", "p", "sarake", "oma"}
# Beside the matter itself, which is always shown. The address may ask for others.
COLUMNS = ("customer", "state", "deadline", "latest", "who", "received", "unit_name", "spoken")
USUAL_COLUMNS = ("customer", "state", "deadline", "latest", "who")
SUMMARY_LETTERS = 60
_ANY = "REFERENCE"


class BulkActionForm(ActionForm):
    """What is done to the selected cases; only `bulk_selected` asks."""

    kind = forms.CharField(required=False)


class SomePages(Paginator[Any]):
    """No more pages than a person turns; who looks for more than that searches."""

    @cached_property
    def count(self) -> int:
        """Who searches mostly finds few; then their number needs no question of its own."""
        found = len(self.first_rows)
        return found if found <= self.per_page else worklist.count_some(self.object_list)  # type: ignore[arg-type]

    @cached_property
    def first_rows(self) -> list[Any]:
        return list(self.object_list[: self.per_page + 1])


class WorkQueue(ChangeList):
    def url_for_result(self, result: Any) -> str:
        return reverse("admin:cases_case_change", args=[result.reference])

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        first_rows = vars(self.paginator).get("first_rows")
        if first_rows is not None and self.page_num == 1:
            self.result_list = first_rows[: self.list_per_page]

    @property
    def page(self) -> Any:
        return self.paginator.get_page(self.page_num)


@admin.register(Case)
class CaseAdmin(ByRole, admin.ModelAdmin[Case]):
    """Daily work, so not a page of unfold. Cases are opened, changed and ended by actions only."""

    roles = (Role.HANDLER, Role.DECISION_MAKER)
    change_list_template = "admin/cases/case/queue.html"
    list_filter = (
        worklist.ViewFilter,
        worklist.CaseTypeFilter,
        worklist.StatusFilter,
        worklist.DeadlineFilter,
        worklist.LanguageFilter,
        worklist.LabelFilter,
        worklist.HandlerFilter,
        worklist.Columns,
        worklist.Kept,
    )
    search_fields = ("reference", "applicant_name", "detail")
    ordering = (F("due_on").asc(nulls_last=True), "received_at")
    list_per_page = 25
    paginator = SomePages
    show_full_result_count = False
    actions = ("claim_selected", "bulk_selected")
    action_form = BulkActionForm

    def has_add_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        admin_view = self.admin_site.admin_view
        return [
            path("", admin_view(self.changelist_view), name="cases_case_changelist"),
            path("views/keep/", admin_view(queue_views.keep), name="cases_case_keep_view"),
            path("views/<uuid:key>/remove/", admin_view(queue_views.remove), name="cases_case_remove_view"),
            *bulk.bulk_urls(self.admin_site),
            *publishing_urls(self.admin_site),
            *mail_urls(self.admin_site),
            *workspace_urls(self.admin_site),
        ]

    def get_changelist(self, request: HttpRequest, **_kwargs: Any) -> type[ChangeList]:
        return WorkQueue

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        found: QuerySet[Case] = worklist.worklist_of(request).handled.for_worklist()
        if "unit_name" in self.get_list_display(request):
            found = found.only(*WORKLIST, "unit__code", "unit__name").select_related("case_type", "handler", "unit")
        return found

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Paginator[Any]:
        """The groups tell how many there are, unless words or labels narrow the list."""
        paginator = super().get_paginator(request, *args, **kwargs)
        if request.GET.keys() <= COUNTED:
            paginator.count = worklist.worklist_of(request).count_asked(request.GET, worklist.chosen_view(request))
        return paginator

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        """A whole reference is one case, found at once."""
        reference = normalise_reference(search_term)
        if reference:
            return queryset.filter(reference=reference), False
        return super().get_search_results(request, queryset, search_term)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        asked = request.GET.getlist("sarake")
        chosen = tuple(column for column in COLUMNS if column in asked)
        usual = USUAL_COLUMNS[:-1] if worklist.chosen_view(request).key == "mine" else USUAL_COLUMNS
        return ("subject", *(chosen or usual))

    # The columns' names and orders; the template shows more of each than a text.
    @admin.display(description=_("Asia"), ordering="reference")
    def subject(self, case: Case) -> str:
        return case.title

    @admin.display(description=_("Asiakas"), ordering="applicant_name")
    def customer(self, case: Case) -> str:
        return case.applicant_name

    @admin.display(description=_("Tila"), ordering="status")
    def state(self, case: Case) -> str:
        return case.status

    @admin.display(description=_("Määräaika"), ordering="due_on")
    def deadline(self, case: Case) -> Any:
        return case.due_on

    @admin.display(description=_("Viimeksi"), ordering="last_event_at")
    def latest(self, case: Case) -> Any:
        return case.last_event_at

    @admin.display(description=_("Käsittelijä"), ordering="handler__last_name")
    def who(self, case: Case) -> Any:
        return case.handler

    @admin.display(description=_("Saapui"), ordering="received_at")
    def received(self, case: Case) -> Any:
        return case.received_at

    @admin.display(description=_("Yksikkö"), ordering="unit__code")
    def unit_name(self, case: Case) -> Any:
        return case.unit

    @admin.display(description=_("Kieli"), ordering="language")
    def spoken(self, case: Case) -> str:
        return case.language

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        start = "" if request.GET or request.method != "GET" else queue_views.start_url(request)  # type: ignore[arg-type]
        if start:
            return redirect(start)
        _choose_across(request)
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data |= _queue_context(request, response.context_data["cl"])  # type: ignore[arg-type]
            response.context_data["columns"] = self.get_list_display(request)[1:]
            response.context_data["choices"] = [(name, getattr(self, name).short_description) for name in COLUMNS]
        return response

    @admin.action(description=_("Ota itsellesi"))
    def claim_selected(self, request: ActorRequest, queryset: QuerySet[Case]) -> None:
        """Each by itself: a colleague who was faster with one does not keep the others from me."""
        refused = []
        for case in queryset:
            try:
                claim_case(case.pk, actor=request.actor, expected_version=case.version)
            except StaleCase:
                refused.append(case.reference)
        self._tell(request, len(queryset) - len(refused), request.actor.display_name)
        if refused:
            text = _("Joku ehti ennen sinua: %(references)s.") % {"references": ", ".join(refused)}
            self.message_user(request, text, messages.WARNING)

    @admin.action(description=_("Tee valituille"))
    def bulk_selected(self, request: ActorRequest, queryset: QuerySet[Case]) -> HttpResponse:
        return bulk.choose(request, request.POST.get("kind", ""), queryset.values_list("pk", flat=True))

    def _tell(self, request: HttpRequest, count: int, name: str) -> None:
        text = ngettext(
            "%(count)s asia on nyt käsittelijällä %(name)s.", "%(count)s asiaa on nyt käsittelijällä %(name)s.", count
        )
        if count:
            self.message_user(request, text % {"count": count, "name": name}, messages.SUCCESS)


def _choose_across(request: HttpRequest) -> None:
    """All cases of the list are chosen though no row is: Django asks for a row nevertheless."""
    if request.POST.get("select_across") == "1" and ACTION_CHECKBOX_NAME not in request.POST:
        posted = request.POST.copy()
        posted[ACTION_CHECKBOX_NAME] = "0"
        request.POST = posted  # type: ignore[assignment]


class Row(NamedTuple):
    case: Case
    url: str
    summary: str
    event: Any
    moment: str


def _queue_context(request: ActorRequest, cl: WorkQueue) -> dict[str, Any]:
    """What the queue shows beyond Django's own context; one query, whatever the number of rows."""
    view, mine = worklist.chosen_view(request), worklist.worklist_of(request)
    place = reverse("admin:cases_case_changelist")
    filters = [spec for spec in cl.filter_specs if isinstance(spec, worklist.ListBox)]
    kept = queue_views.kept_views(request)
    query = queue_views.kept_query(request)
    return {
        "kept_views": kept,
        "kept": queue_views.chosen_kept(request, kept),
        "keep_form": queue_views.KeepViewForm(request.actor, initial={"query": query}),
        "nav": "admin:cases_case_changelist",
        "view": view,
        "views": [(cut, mine.count(cut), f"{place}?nakyma={cut.key}") for cut in worklist.VIEWS],
        "deadlines": [
            (cut, mine.count(view, cut), cl.get_query_string({"maara": cut.key, "nakyma": view.key}))
            for cut in worklist.DEADLINES
        ],
        "filters": filters,
        "is_narrowed": bool(cl.query or any(spec.value() for spec in filters)),
        "headers": [_header(header) for header in result_headers(cl)][1:],
        "rows": _rows(cl.result_list),
        "leads_team": request.actor.has_role(*LEADING_ROLES),
        "kinds": bulk.kinds_for(request.actor),
    }


def _rows(cases: Iterable[Case]) -> list[Row]:
    # One look at the addresses for all rows.
    pattern = reverse("admin:cases_case_change", args=[_ANY])
    return [
        Row(
            case,
            pattern.replace(_ANY, case.reference),
            "" if case.summary in case.title else shorten(case.summary, SUMMARY_LETTERS, placeholder="…"),
            event_text(case.last_event),
            moment_text(case.last_event_at),
        )
        for case in cases
    ]


def _header(header: dict[str, Any]) -> dict[str, Any]:
    """Django gives an address; our header is a button of the filter form, so it needs the order alone."""
    return header | {"order": QueryDict(header.get("url_primary", "")[1:]).get("o", "")}
