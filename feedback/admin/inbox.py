# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: ARG002 the signatures are Django's
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from feedback.actions import StaleFeedback
from feedback.admin.buttons import BUTTONS, Button
from feedback.admin.forms import WorkForm
from feedback.models import Feedback, Routing
from feedback.permissions import HANDLING_ROLES
from portal.audit.log import viewed
from portal.common.workflow import allowed
from portal.staff.permissions import ByRole


class ViewFilter(admin.SimpleListFilter):
    """The views beside the inbox. What is open comes first; the rest is asked for."""

    title = _("Näkymä")
    parameter_name = "nakyma"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("unrouted", _("Ilman yksikköä")), ("mine", _("Minulla")), ("done", _("Vastatut ja valmiit"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "done":
            return queryset.done()
        found = queryset.open()
        if self.value() == "unrouted":
            return found.unrouted()
        return found.filter(handler=request.user) if self.value() == "mine" else found


class Inbox(ByRole, admin.ModelAdmin[Feedback]):
    """The change list is the inbox, the change page the workspace; both by reference and in the portal's own look."""

    roles = HANDLING_ROLES
    list_display = ("reference", "kind", "topic", "unit", "status", "received_at")
    list_filter = (ViewFilter, "kind", "topic", "channel")
    search_fields = ("reference", "text", "place")
    list_per_page = 25
    ordering = ("received_at", "pk")
    show_full_result_count = False
    actions = None
    change_list_template = "admin/feedback/inbox.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        found: QuerySet[Feedback] = Feedback.objects.in_inbox_of(request.actor).for_inbox()  # type: ignore[attr-defined]
        return found

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        buttons = [
            path(f"<slug:reference>/{button.path}/", view(partial(self.press, button=button)), name=button.url_name)
            for button in BUTTONS
        ]
        return [
            path("", view(self.changelist_view), name="feedback_feedback_changelist"),
            path("<slug:reference>/", view(self.workspace), name="feedback_feedback_change"),
            *buttons,
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        chosen = QueryDict(mutable=True)
        for name, values in request.GET.lists():
            if any(values):
                chosen.setlist(name, values)
        if len(chosen) < len(request.GET):  # Django's filters take an empty choice for a value
            return redirect(f"{request.path}?{chosen.urlencode()}")
        counts = Feedback.objects.in_inbox_of(request.actor).counts(request.user.pk or 0)  # type: ignore[attr-defined]
        return super().changelist_view(request, {"counts": counts, "filters": self.filters(request)})

    def filters(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The selects above the list; their names are what Django's own list filters read from the address."""
        topics = [(str(topic.pk), topic.name) for topic in Routing.objects.for_choosing()]
        choices = {
            "kind__exact": (_("Laji"), Feedback.Kind.choices),
            "topic__id__exact": (_("Aihe"), topics),
            "channel__exact": (_("Kanava"), Feedback.Channel.choices),
        }
        return [
            {"name": name, "label": label, "choices": values, "value": request.GET.get(name, "")}
            for name, (label, values) in choices.items()
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return InboxList

    # ---- the workspace of one piece of feedback

    def found(self, request: HttpRequest, reference: str) -> Feedback:
        feedback: Feedback = get_object_or_404(self.get_queryset(request), reference=reference)
        return feedback

    def workspace(self, request: HttpRequest, reference: str) -> HttpResponse:
        feedback = self.found(request, reference)
        if feedback.person:
            viewed(feedback, by=request.actor, person=feedback.person)  # type: ignore[attr-defined]
        return self.page(request, feedback)

    def page(
        self, request: HttpRequest, feedback: Feedback, bound: WorkForm | None = None, *, conflict: bool = False
    ) -> HttpResponse:
        """The workspace with a form for each button that may be pressed now; `bound` keeps what was typed."""
        may = {row.verb for row in allowed(feedback, request.actor)}  # type: ignore[attr-defined]
        forms = {
            str(button.verb): bound if bound and bound.prefix == button.verb else self.form_of(button, feedback)
            for button in BUTTONS
            if button.verb in may or (bound and bound.prefix == button.verb)
        }
        names = {
            "feedback": feedback,
            "updates": feedback.updates.all(),
            "forms": forms,
            "panels": self.panels(feedback, forms, opened=bound.prefix if bound else None),
            "conflict": conflict,
        }
        return render(request, "admin/feedback/workspace.html", names, status=409 if conflict else 200)

    def panels(self, feedback: Feedback, forms: dict[str, WorkForm], *, opened: str | None) -> list[dict[str, Any]]:
        """The forms with something to write. The first one is open until another was being written."""
        drawn = [button for button in BUTTONS if button.heading and button.verb in forms]
        first = opened or (drawn[0].verb if drawn else "")
        return [
            {
                "name": str(button.verb),
                "icon": button.icon,
                "heading": button.heading,
                "button": button.label,
                "form": forms[button.verb],
                "url": reverse(f"admin:{button.url_name}", args=[feedback.reference]),
                "is_open": button.verb == first,
            }
            for button in drawn
        ]

    def form_of(self, button: Button, feedback: Feedback, data: Any = None) -> WorkForm:
        return button.form(data, feedback=feedback, name=button.verb)

    def press(self, request: HttpRequest, reference: str, *, button: Button) -> HttpResponse:
        """A pressed button. Who was slower sees what the other one did beside their own words, and nothing is lost."""
        feedback = self.found(request, reference)
        if request.method != "POST":
            return redirect("admin:feedback_feedback_change", reference)
        form = self.form_of(button, feedback, request.POST)
        if not form.is_valid():
            return self.page(request, feedback, form)
        try:
            button.act(feedback.pk, actor=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except StaleFeedback:
            return self.page(request, feedback, self.again(form, feedback), conflict=True)
        messages.success(request, button.done)
        if self.get_queryset(request).filter(pk=feedback.pk).exists():
            return redirect("admin:feedback_feedback_change", reference)
        return redirect("admin:feedback_feedback_changelist")

    def again(self, form: WorkForm, feedback: Feedback) -> WorkForm:
        """The same words on top of the present version, to be sent once more when they still hold."""
        assert isinstance(form.data, QueryDict)
        data = form.data.copy()
        data[form.add_prefix("expected_version")] = str(feedback.version)
        return type(form)(data, feedback=feedback, name=str(form.prefix))


class InboxList(ChangeList):
    """Django's change list, whose page our own pagination shows."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.page = self.paginator.get_page(self.page_num)
