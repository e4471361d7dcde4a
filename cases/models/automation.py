# SPDX-License-Identifier: EUPL-1.2
"""Rules that handle cases by themselves (Hallintolaki 434/2003 53 e-g §, Tiedonhallintalaki 906/2019 28 a-e §)."""

from typing import Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.models.case_type import CaseType
from portal.common import clock
from portal.common.texts import LocalizedTextField


class RuleQuerySet(models.QuerySet["Rule"]):
    def awake(self) -> "RuleQuerySet":
        """Those that act, and those that only tell what they would do."""
        return self.filter(state__in=(Rule.State.ON, Rule.State.REHEARSING)).select_related("current")

    def in_use(self) -> "RuleQuerySet":
        """For the public page."""
        found = self.filter(state=Rule.State.ON).select_related("current", "case_type__unit", "case_type")
        return found.order_by("case_type__code", "order", "pk")


class Rule(models.Model):
    """A decision table for one kind of matter and one moment. What it says is in its versions."""

    class State(models.TextChoices):
        OFF = "off", _("Pois käytöstä")
        REHEARSING = "rehearsing", _("Harjoittelee")
        ON = "on", _("Käytössä")
        STOPPED = "stopped", _("Pysähtyi itse")

    class Trigger(models.TextChoices):
        OPENED = "opened", _("kun asia saapuu")
        SUPPLEMENT_ANSWERED = "supplement_answered", _("kun asiakas täydentää")
        DEADLINE_NEAR = "deadline_near", _("kun luvattu päivä lähestyy")
        DEADLINE_PASSED = "deadline_passed", _("kun luvattu päivä on mennyt")
        DAILY = "daily", _("joka aamu")

    class Act(models.TextChoices):
        ROUTE = "route", _("ohjaa yksikköön")
        PRIORITISE = "prioritise", _("kiirehdi")
        ASK = "ask", _("pyydä puuttuvat tiedot")
        PROPOSE = "propose", _("valmistele päätösesitys")
        DECIDE = "decide", _("tee päätös")
        CLOSE = "close", _("vastaa ja päätä asia")
        REMIND = "remind", _("muistuta käsittelijää")

    case_type = models.ForeignKey(
        CaseType, on_delete=models.PROTECT, related_name="automatic_rules", verbose_name=_("asiatyyppi")
    )
    name = LocalizedTextField(_("nimi"))
    purpose = LocalizedTextField(
        _("mitä sääntö tekee"), long=True, help_text=_("Selkeästi kerrottuna. Tämä julkaistaan kaikkien luettavaksi.")
    )
    contact = models.CharField(
        _("kuka kertoo lisää"),
        max_length=200,
        help_text=_("Ihmisen nimi tai yksikkö ja puhelinnumero tai sähköpostiosoite."),
    )
    order = models.PositiveSmallIntegerField(_("järjestys"), default=10)
    state = models.CharField(_("tila"), max_length=12, choices=State, default=State.OFF, editable=False)
    current = models.OneToOneField(
        "RuleVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=_("versio")
    )
    drift_limit = models.PositiveSmallIntegerField(
        _("jarrun raja, prosenttia"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Sääntö pysähtyy itse, kun tulokset poikkeavat harjoituksesta tätä enemmän."),
    )
    drift_window = models.PositiveSmallIntegerField(
        _("jarru katsoo viimeiset asiat"), default=20, validators=[MinValueValidator(5), MaxValueValidator(500)]
    )
    deployment = models.TextField(_("käyttöönottopäätös"), blank=True, editable=False)
    deployed_at = models.DateTimeField(_("otettu käyttöön"), null=True, blank=True, editable=False)
    deployed_by = models.CharField(_("käyttöönotosta päätti"), max_length=160, blank=True, editable=False)
    stopped_reason = models.CharField(_("miksi pysähtyi"), max_length=300, blank=True, editable=False)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("automaattinen sääntö")
        verbose_name_plural = _("automaattiset säännöt")
        ordering = ["case_type__code", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rule_awake_has_version",
                condition=models.Q(state__in=("off", "stopped")) | models.Q(current__isnull=False),
            ),
            models.CheckConstraint(
                name="rule_on_has_deployment", condition=~models.Q(state="on") | ~models.Q(deployment="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class RuleVersion(Acted):
    """What a rule said at one time; never changed, so that each act can be explained later.

    `rows`: [{"if": condition of portal/common/rules, "then": {"act": …}, "because": {"fi": …}}]; the first that holds
    (cases/automation/table.py).
    """

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions", verbose_name=_("sääntö"))
    number = models.PositiveIntegerField(_("versio"))
    trigger = models.CharField(_("milloin"), max_length=24, choices=Rule.Trigger)
    rows: models.JSONField[Any, Any] = models.JSONField(_("rivit"))
    # What people call the questions and answers of the rows then: "badge" and "badge=front" → {"fi": …}.
    labels: models.JSONField[Any, Any] = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("tehty"), default=clock.now)

    class Meta:
        verbose_name = _("säännön versio")
        verbose_name_plural = _("sääntöjen versiot")
        ordering = ["rule", "-number"]
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once")]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return _("%(rule)s, versio %(number)s") % {"rule": self.rule, "number": self.number}


class RuleTest(models.Model):
    """What the rule must do with these facts. A rule with a failing test is not switched on."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="tests", verbose_name=_("sääntö"))
    name = models.CharField(_("mitä koe tarkistaa"), max_length=160)
    facts: models.JSONField[Any, Any] = models.JSONField(_("tiedot"), default=dict)
    # As Row.outcome tells it: "decide:granted"; empty when the rule must do nothing.
    expected = models.CharField(_("mitä pitää tapahtua"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("säännön koe")
        verbose_name_plural = _("sääntöjen kokeet")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class RuleRehearsal(Acted):
    """What a version would have done with past cases, against what people did."""

    version = models.ForeignKey(
        RuleVersion, on_delete=models.CASCADE, related_name="rehearsals", verbose_name=_("versio")
    )
    at = models.DateTimeField(_("aika"), default=clock.now)
    case_count = models.PositiveIntegerField(_("asioita"))
    agreed_count = models.PositiveIntegerField(_("samoin kuin ihminen"))
    # Outcome as Row.outcome tells it ("" when no row held) -> how many of the cases.
    outcomes: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # [{"reference", "would", "did"}] of those where people did otherwise.
    differences: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        verbose_name = _("säännön harjoitus")
        verbose_name_plural = _("sääntöjen harjoitukset")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.agreed_count}/{self.case_count}"


class AutomationRun(models.Model):
    """One rule for one event of one case: written with the event, run after the commit, kept as its explanation."""

    class State(models.TextChoices):
        WAITING = "waiting", _("odottaa")
        ACTED = "acted", _("teki")
        NOTHING = "nothing", _("ei tehnyt mitään")
        REHEARSED = "rehearsed", _("vain harjoitteli")
        LEFT = "left", _("jätti ihmiselle")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="automation_runs", verbose_name=_("asia"))
    version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, related_name="runs", verbose_name=_("säännön versio")
    )
    event = models.CharField(_("tapahtuma"), max_length=60)
    state = models.CharField(_("tila"), max_length=10, choices=State, default=State.WAITING)
    written_at = models.DateTimeField(_("kirjattu"), default=clock.now)
    run_at = models.DateTimeField(_("ajettu"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # What the rule looked at, as portal/common/rules/storing.py keeps it, and what the row gave.
    facts: models.JSONField[Any, Any] = models.JSONField(_("tiedot"), default=dict)
    row = models.PositiveSmallIntegerField(_("rivi"), null=True, blank=True)
    outcome = models.CharField(_("mitä"), max_length=60, blank=True)
    reason = models.CharField(_("miksi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("säännön ajo")
        verbose_name_plural = _("sääntöjen ajot")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], name="automation_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["version", "-id"], name="automation_of_version"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "version", "event"], name="automation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.version}"
