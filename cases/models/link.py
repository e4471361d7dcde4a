# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.models.decision import Decision
from portal.common import clock


class CaseLink(Acted):
    """What one case is to another. Read from `case` to `target`: this one rectifies that, is merged into it, …"""

    class Kind(models.TextChoices):
        RELATED = "related", _("liittyy asiaan")
        RECTIFIES = "rectifies", _("oikaisuvaatimus asiassa")
        MERGED = "merged", _("yhdistetty asiaan")
        PART = "part", _("osa asiaa")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links", verbose_name=_("asia"))
    target = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked_from", verbose_name=_("mihin"))
    kind = models.CharField(_("suhde"), max_length=10, choices=Kind)
    # The decision that a rectification is asked of, and whether it was asked in time.
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="rectifications"
    )
    is_timely = models.BooleanField(_("määräajassa"), null=True, blank=True)
    at = models.DateTimeField(_("aika"), default=clock.now)

    class Meta:
        verbose_name = _("asioiden suhde")
        verbose_name_plural = _("asioiden suhteet")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "target", "kind"], name="link_once"),
            models.CheckConstraint(name="link_not_to_itself", condition=~models.Q(case=models.F("target"))),
            # Merged once, part of one whole, and of one decision only.
            models.UniqueConstraint(
                fields=["case", "kind"], name="link_one_whole", condition=~models.Q(kind="related")
            ),
            models.CheckConstraint(
                name="link_rectifies_a_decision",
                condition=models.Q(kind="rectifies", decision__isnull=False, is_timely__isnull=False)
                | (~models.Q(kind="rectifies") & models.Q(decision__isnull=True, is_timely__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()} {self.target}"
