# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.models.decision import Decision
from portal.common import clock


class Proposal(Acted):
    """A decision prepared by who may not decide. The decision maker decides by it, edits it or sends it back."""

    class Result(models.TextChoices):
        ACCEPTED = "accepted", _("päätetty esityksen mukaan")
        CHANGED = "changed", _("päätetty muutettuna")
        RETURNED = "returned", _("palautettu valmisteluun")
        LAPSED = "lapsed", _("rauennut")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("asia"))
    outcome = models.CharField(_("lopputulos"), max_length=20, choices=Decision.Outcome)
    summary = models.TextField(_("päätös selkeästi"))
    reasons = models.TextField(_("perustelut"))
    law_sections = models.TextField(_("sovelletut säännökset"))
    proposed_at = models.DateTimeField(_("esitetty"), default=clock.now)
    ended_at = models.DateTimeField(_("päättynyt"), null=True, blank=True)
    result = models.CharField(_("miten päättyi"), max_length=10, choices=Result, blank=True)
    note = models.CharField(_("palautuksen syy"), max_length=500, blank=True)
    returned_by = models.CharField(_("palauttaja"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("päätösesitys")
        verbose_name_plural = _("päätösesitykset")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="proposal_one_open", condition=models.Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="proposal_ended_has_result",
                condition=models.Q(ended_at__isnull=True, result="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(result="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_outcome_display()}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
