# SPDX-License-Identifier: EUPL-1.2
"""Rules for the main user: what they are called, their tables, their tests, and the switch."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cases.admin.automation_forms import DeploymentForm, RuleTestForm, TriggerForm, row_forms
from cases.automation import editing
from cases.automation.explaining import facts_in_words, outcome_words, rows_in_words
from cases.automation.permissions import can_manage_rules, can_read_rules
from cases.automation.rehearsing import rehearse_rule
from cases.models import AutomationRun, Rule, RuleTest
from portal.accounts.access import ActorRequest
from portal.accounts.models import Role
from portal.common.workflow import require
from portal.staff.permissions import RoleAdmin

STATE_LOOKS = {
    Rule.State.ON: ("success", "CheckmarkCircle"),
    Rule.State.REHEARSING: ("lake", "Eye"),
    Rule.State.OFF: ("neutral", "Pause"),
    Rule.State.STOPPED: ("danger", "ExclamationmarkTriangle"),
}
_RUNS = {
    f"{state}_count": Count("versions__runs", filter=Q(versions__runs__state=state)) for state in ("acted", "left")
}


@admin.register(Rule)
class RuleAdmin(RoleAdmin):
    """What a rule is called and who tells more of it. Its table, tests and switch have a page of their own."""

    roles = (Role.MAIN_USER,)
    reader_roles = (Role.AUDITOR,)
    list_display = ("title", "case_type", "state", "version", "acted", "left", "order")
    list_filter = ("state", "case_type")
    list_select_related = ("case_type", "current")
    search_fields = ("name",)
    search_help_text = _("Etsi sääntöä")
    fields = ("case_type", "name", "purpose", "contact", "order", "drift_limit", "drift_window")
    change_form_before_template = "admin/cases/automation/_table_link.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        rules: QuerySet[Rule] = super().get_queryset(request)
        return rules.annotate(**_RUNS)

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The tables are of one kind of matter."""
        return ("case_type",) if obj else ()

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """What has handled cases stays known; a rule is switched off."""
        return False

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/table/", view(table), name="cases_rule_table"),
            path("<int:pk>/tests/add/", view(test_add), name="cases_rule_test_add"),
            path("<int:pk>/tests/<int:test>/delete/", view(test_delete), name="cases_rule_test_delete"),
            path("<int:pk>/rehearse/", view(rehearse), name="cases_rule_rehearse"),
            path("<int:pk>/try/", view(start_rehearsing), name="cases_rule_try"),
            path("<int:pk>/on/", view(switch_on), name="cases_rule_on"),
            path("<int:pk>/off/", view(switch_off), name="cases_rule_off"),
            *super().get_urls(),
        ]

    @admin.display(description=_("nimi"), ordering="name")
    def title(self, rule: Rule) -> str:
        return str(rule)

    @admin.display(description=_("versio"))
    def version(self, rule: Rule) -> str:
        return str(rule.current.number) if rule.current else "–"

    @admin.display(description=_("teki"), ordering="acted_count")
    def acted(self, rule: Any) -> int:
        return int(rule.acted_count)

    @admin.display(description=_("jätti ihmiselle"), ordering="left_count")
    def left(self, rule: Any) -> int:
        return int(rule.left_count)


def table(request: ActorRequest, pk: int) -> HttpResponse:
    """The table of a rule; saving it makes a new version."""
    rule = _rule(request, pk)
    if request.method != "POST":
        return _page(request, rule)
    require(condition=can_manage_rules(request.actor), verb="save_version")
    trigger, rows = TriggerForm(request.POST), row_forms(rule, request.POST)
    if trigger.is_valid() and rows.is_valid():
        written = [form.row() for form in rows if form.is_written]
        when = trigger.cleaned_data["trigger"]
        try:
            editing.save_version(rule.pk, actor=request.actor, trigger=when, rows=written)
        except ValidationError as error:
            return _page(request, rule, trigger_form=trigger, rows=rows, problems=error.messages)
        messages.success(request, gettext("Taulukko on tallennettu. Harjoittele sitä ennen käyttöönottoa."))
        return _to(rule)
    return _page(request, rule, trigger_form=trigger, rows=rows)


@require_POST
def test_add(request: ActorRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    require(condition=can_manage_rules(request.actor), verb="add_test")
    form = RuleTestForm(request.POST, rule=rule)
    if not form.is_valid():
        return _page(request, rule, test_form=form)
    given = {name: form.cleaned_data[name] for name in ("name", "facts", "expected")}
    editing.add_test(rule.pk, actor=request.actor, **given)
    messages.success(request, gettext("Koe on tallennettu."))
    return _to(rule)


@require_POST
def test_delete(request: ActorRequest, pk: int, test: int) -> HttpResponse:
    rule = _rule(request, pk)
    editing.delete_test(get_object_or_404(RuleTest, pk=test, rule=rule), actor=request.actor)
    messages.success(request, gettext("Koe on poistettu."))
    return _to(rule)


@require_POST
def rehearse(request: ActorRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    return _done(request, rule, lambda: rehearse_rule(rule.pk, actor=request.actor), gettext("Harjoitus on valmis."))


@require_POST
def start_rehearsing(request: ActorRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    done = gettext("Sääntö kertoo nyt uusista asioista, mitä se tekisi. Se ei tee vielä mitään.")
    return _done(request, rule, lambda: editing.start_rehearsing(rule.pk, actor=request.actor), done)


@require_POST
def switch_on(request: ActorRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    require(condition=can_manage_rules(request.actor), verb="switch_on")
    form = DeploymentForm(request.POST)
    if not form.is_valid():
        return _page(request, rule, on_form=form)
    decided = form.cleaned_data["deployment"]
    act = lambda: editing.switch_on(rule.pk, actor=request.actor, deployment=decided)  # noqa: E731
    return _done(request, rule, act, gettext("Sääntö on käytössä."))


@require_POST
def switch_off(request: ActorRequest, pk: int) -> HttpResponse:
    rule = _rule(request, pk)
    done = gettext("Sääntö on pois käytöstä. Asiat jäävät ihmisille.")
    return _done(request, rule, lambda: editing.switch_off(rule.pk, actor=request.actor), done)


def _rule(request: ActorRequest, pk: int) -> Rule:
    require(condition=can_read_rules(request.actor), verb="rules")
    return get_object_or_404(Rule.objects.select_related("case_type", "current"), pk=pk)


def _done(request: ActorRequest, rule: Rule, act: Callable[[], Any], words: str) -> HttpResponse:
    """Do it and tell; or tell why not."""
    try:
        act()
    except ValidationError as error:
        return _page(request, rule, problems=error.messages)
    messages.success(request, words)
    return _to(rule)


def _to(rule: Rule) -> HttpResponse:
    return redirect("admin:cases_rule_table", rule.pk)


def _page(request: ActorRequest, rule: Rule, **changes: Any) -> HttpResponse:
    context = {
        "nav": "admin:index",
        "rule": rule,
        "looks": STATE_LOOKS[Rule.State(rule.state)],
        "may_edit": can_manage_rules(request.actor),
        "rows_told": rows_in_words(rule.current) if rule.current else [],
        "trigger_form": TriggerForm(initial={"trigger": rule.current.trigger if rule.current else ""}),
        "rows": row_forms(rule) if "rows" not in changes else None,
        "test_form": RuleTestForm(rule=rule) if "test_form" not in changes else None,
        "on_form": DeploymentForm(),
        "tests": _tests(rule),
        "hindrances": editing.hindrances(rule),
        "rehearsal": _rehearsal(rule),
        "runs": _runs(rule),
        **changes,
    }
    return render(request, "admin/cases/automation/table.html", context)


def _tests(rule: Rule) -> list[dict[str, Any]]:
    labels = rule.current.labels if rule.current else {}
    return [
        {
            "test": result.test,
            "facts": facts_in_words(result.test.facts, labels),
            "expected": outcome_words(result.test.expected),
            "found": outcome_words(result.found),
            "passes": result.passes,
        }
        for result in editing.test_results(rule)
    ]


def _rehearsal(rule: Rule) -> dict[str, Any] | None:
    found = rule.current.rehearsals.first() if rule.current else None
    if found is None:
        return None
    outcomes = sorted(found.outcomes.items(), key=lambda pair: -pair[1])
    return {"row": found, "outcomes": [(outcome_words(outcome), count) for outcome, count in outcomes]}


def _runs(rule: Rule) -> list[tuple[str, int]]:
    """(state in words, how many) of the current version."""
    counted = AutomationRun.objects.filter(version=rule.current).values_list("state").annotate(Count("pk"))
    return [(str(AutomationRun.State(state).label), count) for state, count in counted.order_by("state")]
