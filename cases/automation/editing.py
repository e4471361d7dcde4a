# SPDX-License-Identifier: EUPL-1.2
"""Versions of a rule, its tests, and switching it on and off."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.automation.facts import as_facts
from cases.automation.permissions import can_manage_rules
from cases.automation.table import first_that_holds, problems
from cases.automation.vocabulary import Labels, labels_for
from cases.models import Rule, RuleTest, RuleVersion
from cases.models.acted import acted
from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.audit.log import record
from portal.common import clock
from portal.common.workflow import require


@dataclass(frozen=True, slots=True)
class TestResult:
    """`found` is what the rule would do as Row.outcome tells it, "" for nothing."""

    test: RuleTest
    found: str

    __test__ = False

    @property
    def passes(self) -> bool:
        return self.found == self.test.expected


@transaction.atomic
def save_version(
    rule_id: int, *, actor: Actor, trigger: str, rows: list[dict[str, Any]], labels: Labels | None = None
) -> RuleVersion:
    """A new version of the rows. The rule goes off: a changed rule is rehearsed and switched on anew.

    `labels`: what people call the questions and answers; learnt from cases when not given. Raises ValidationError with
    each problem of the rows.
    """
    require(condition=can_manage_rules(actor), verb="save_version")
    rule = Rule.objects.select_for_update().get(pk=rule_id)
    if found := problems(rows, rule.case_type, _unit_codes()):
        raise ValidationError(found)
    number = rule.current.number + 1 if rule.current else 1
    kept = rule.current.labels if rule.current else {}
    named = kept | labels_for(rows, rule.case_type) | (labels or {})
    version = RuleVersion.objects.create(
        rule=rule, number=number, trigger=trigger, rows=rows, labels=named, **acted(actor)
    )
    rule.current, rule.state = version, Rule.State.OFF
    rule.save(update_fields=["current", "state"])
    record("rule.changed", about=rule, by=actor, version=number)
    return version


@transaction.atomic
def add_test(rule_id: int, *, actor: Actor, name: str, facts: dict[str, Any], expected: str) -> RuleTest:
    """Keep a test beside the rule. `facts` as cases/automation/facts.py keeps them."""
    require(condition=can_manage_rules(actor), verb="add_test")
    test = RuleTest.objects.create(rule_id=rule_id, name=name, facts=facts, expected=expected)
    record("rule.test_added", about=test.rule, by=actor, test=test.pk)
    return test


@transaction.atomic
def delete_test(test: RuleTest, *, actor: Actor) -> None:
    require(condition=can_manage_rules(actor), verb="delete_test")
    record("rule.test_deleted", about=test.rule, by=actor, test=test.pk)
    test.delete()


def test_results(rule: Rule) -> list[TestResult]:
    if rule.current is None:
        return []
    return [TestResult(test, _outcome_with(rule.current, test.facts)) for test in rule.tests.all()]


test_results.__test__ = False  # type: ignore[attr-defined]


def _outcome_with(version: RuleVersion, kept: dict[str, Any]) -> str:
    row = first_that_holds(version.rows, as_facts(kept))
    return row.outcome if row else ""


def hindrances(rule: Rule) -> list[str]:
    """Why the rule cannot be switched on."""
    if rule.current is None:
        return [_("Säännöllä ei ole rivejä.")]
    results = test_results(rule)
    failing = [result.test.name for result in results if not result.passes]
    return [
        *problems(rule.current.rows, rule.case_type, _unit_codes()),
        *([] if results else [_("Kirjoita ainakin yksi koe.")]),
        *(_("Koe ei mene läpi: %(test)s") % {"test": name} for name in failing),
        *([] if rule.current.rehearsals.exists() else [_("Harjoittele ensin vanhoilla asioilla.")]),
    ]


@transaction.atomic
def switch_on(rule_id: int, *, actor: Actor, deployment: str) -> Rule:
    """Let the rule act. `deployment`: the decision to use it, which is published (Tiedonhallintalaki 906/2019 28 d §).

    Raises ValidationError that tells what is missing.
    """
    require(condition=can_manage_rules(actor), verb="switch_on")
    rule = Rule.objects.select_for_update().get(pk=rule_id)
    missing = [*hindrances(rule), *([] if deployment.strip() else [_("Kirjoita käyttöönottopäätös.")])]
    if missing:
        raise ValidationError(missing)
    rule.state, rule.stopped_reason = Rule.State.ON, ""
    rule.deployment, rule.deployed_at, rule.deployed_by = deployment, clock.now(), actor.display_name[:160]
    rule.save()
    assert rule.current
    record("rule.switched_on", about=rule, by=actor, version=rule.current.number)
    return rule


@transaction.atomic
def start_rehearsing(rule_id: int, *, actor: Actor) -> Rule:
    """Let the rule tell of new cases what it would do; it does nothing."""
    require(condition=can_manage_rules(actor), verb="start_rehearsing")
    rule = Rule.objects.select_for_update().get(pk=rule_id)
    if rule.current is None:
        raise ValidationError(_("Säännöllä ei ole rivejä."))
    return _set_state(rule, Rule.State.REHEARSING, "rule.rehearsing", actor)


@transaction.atomic
def switch_off(rule_id: int, *, actor: Actor) -> Rule:
    """Stop the rule; what it had still to do goes to people, as running.py finds it off."""
    require(condition=can_manage_rules(actor), verb="switch_off")
    rule = Rule.objects.select_for_update().get(pk=rule_id)
    return _set_state(rule, Rule.State.OFF, "rule.switched_off", actor)


def _set_state(rule: Rule, state: Rule.State, event: str, actor: Actor) -> Rule:
    rule.state = state
    rule.save(update_fields=["state"])
    record(event, about=rule, by=actor)
    return rule


def _unit_codes() -> set[str]:
    return set(Unit.objects.values_list("code", flat=True))
