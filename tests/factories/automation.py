# SPDX-License-Identifier: EUPL-1.2
"""Rules that handle cases by themselves, as bare rows. `RuleFactory(rows=[…], trigger=…)` has a first version."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from cases.models import AutomationRun, Rule, RuleRehearsal, RuleTest, RuleVersion
from portal.common import clock
from tests.factories.cases import CaseFactory, CaseTypeFactory

BECAUSE = {"fi": "Ehdot täyttyvät.", "sv": "Villkoren är uppfyllda.", "en": "The conditions are met."}


def row(act: str, *tests: dict[str, Any], **then: Any) -> dict[str, Any]:
    """A row of a rule; without tests it always holds."""
    return {"if": {"all": list(tests)} if tests else None, "then": {"act": act, **then}, "because": BECAUSE}


class RuleFactory(DjangoModelFactory[Rule]):
    """`rows` and `trigger` make its version."""

    class Meta:
        model = Rule

    rows: Any = [row("remind")]
    trigger: Any = Rule.Trigger.OPENED
    case_type = factory.SubFactory(CaseTypeFactory)
    name = {"fi": "Muistutus", "sv": "Påminnelse", "en": "Reminder"}
    purpose = {"fi": "Muistuttaa käsittelijää.", "sv": "Påminner handläggaren.", "en": "Reminds the handler."}
    contact = "Kari Huotari, 08 6155 1234"

    class Params:
        on = factory.Trait(
            state=Rule.State.ON,
            deployment="Tekninen johtaja 3.11.2026 § 12",
            deployed_at=factory.LazyFunction(clock.now),
        )
        rehearsing = factory.Trait(state=Rule.State.REHEARSING)

    @classmethod
    def _create(cls, model_class: type[Rule], *args: Any, **kwargs: Any) -> Rule:
        """A rule that is awake has a version, so the version is made before it wakes."""
        rows, trigger, state = (kwargs.pop(name, None) for name in ("rows", "trigger", "state"))
        rule: Rule = super()._create(model_class, *args, **kwargs)
        rule.current = RuleVersionFactory(rule=rule, rows=rows, trigger=trigger)
        rule.state = state or Rule.State.OFF
        rule.save()
        return rule


class RuleVersionFactory(DjangoModelFactory[RuleVersion]):
    class Meta:
        model = RuleVersion

    rule: Any = None
    number = 1
    trigger = Rule.Trigger.OPENED
    rows = factory.LazyFunction(lambda: [row("remind")])
    by_right = "official"
    by_channel = "web"
    by_name = "Paavo Pääkäyttäjä"


class RuleTestFactory(DjangoModelFactory[RuleTest]):
    class Meta:
        model = RuleTest

    rule = factory.SubFactory(RuleFactory)
    name = "Muistuttaa"
    facts = factory.LazyFunction(dict)
    expected = "remind"


class RuleRehearsalFactory(DjangoModelFactory[RuleRehearsal]):
    class Meta:
        model = RuleRehearsal

    version = factory.SubFactory(RuleVersionFactory)
    case_count = 0
    agreed_count = 0
    by_right = "official"
    by_channel = "web"


class AutomationRunFactory(DjangoModelFactory[AutomationRun]):
    class Meta:
        model = AutomationRun

    case = factory.SubFactory(CaseFactory)
    version = factory.SubFactory(RuleVersionFactory)
    event = "opened"
