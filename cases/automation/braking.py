# SPDX-License-Identifier: EUPL-1.2
"""The brake: a rule whose outcomes drift from what its rehearsal showed stops itself, and people go on."""

from collections import Counter
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import AutomationRun, Rule, RuleRehearsal, RuleVersion
from portal.accounts.actors import system
from portal.accounts.models import Role, RoleGrant
from portal.audit.log import record
from portal.notifications.outbox import Recipient, notify

SYSTEM_BRAKE = system("brake")
State = AutomationRun.State
_DONE = (State.ACTED, State.NOTHING, State.LEFT)


def drift(outcomes: Mapping[str, int], expected: Mapping[str, int]) -> int:
    """How far apart the shares are, as per cent of the cases that would have to change (total variation distance).

    When nothing was rehearsed, what counts is how often the rule has had to leave the case to people.
    """
    count, expected_count = sum(outcomes.values()), sum(expected.values())
    if not count:
        return 0
    if not expected_count:
        return round(100 * outcomes.get(State.LEFT, 0) / count)
    keys = {*outcomes, *expected}
    apart = sum(abs(outcomes.get(key, 0) / count - expected.get(key, 0) / expected_count) for key in keys)
    return round(50 * apart)


def stop_if_drifting(version: RuleVersion) -> bool:
    """Look at the last runs of the version and stop its rule when they are too far from the rehearsed ones.

    Part of a run, in its transaction: the act that crosses the limit is the last one.
    """
    rule = version.rule
    outcomes = last_outcomes(version, rule.drift_window)
    if sum(outcomes.values()) < rule.drift_window:
        return False
    rehearsal = RuleRehearsal.objects.filter(version=version).first()
    found = drift(outcomes, rehearsal.outcomes if rehearsal else {})
    if found <= rule.drift_limit:
        return False
    return _stop(rule.pk, version, found)


def last_outcomes(version: RuleVersion, window: int) -> dict[str, int]:
    """Outcome, "" for nothing or "left" → how many of the last runs since the rule was switched on."""
    runs = AutomationRun.objects.filter(version=version, state__in=_DONE, run_at__gte=version.rule.deployed_at)
    last = runs.order_by("-run_at", "-pk").values_list("state", "outcome")[:window]
    return dict(Counter(State.LEFT.value if state == State.LEFT else outcome for state, outcome in last))


def _stop(rule_id: int, version: RuleVersion, found: int) -> bool:
    """Once, by the first of those who find it at the same time."""
    rule = Rule.objects.select_for_update().get(pk=rule_id)
    if rule.state != Rule.State.ON or rule.current_id != version.pk:
        return False
    rule.state = Rule.State.STOPPED
    rule.stopped_reason = _("Tulokset poikkesivat harjoituksesta %(found)s %%, raja on %(limit)s %%.") % {
        "found": found,
        "limit": rule.drift_limit,
    }
    rule.save(update_fields=["state", "stopped_reason"])
    record("rule.stopped", about=rule, by=SYSTEM_BRAKE, drift=found)
    url = reverse("admin:cases_rule_table", args=[rule.pk])
    notify("rule.stopped", about=rule, to=main_users(), url=url, drift=found)
    return True


def main_users() -> list[Recipient]:
    grants = RoleGrant.objects.filter(role=Role.MAIN_USER, user__is_active=True).exclude(user__email="")
    emails = grants.values_list("user__email", "user__language").distinct().order_by("user__email")
    return [Recipient(email=email, language=language) for email, language in emails]
