# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.acted import Acted
from cases.models.case import Case
from cases.querysets import DisclosureQuerySet
from portal.accounts.models import User
from portal.common import clock

OPEN_FOR = dt.timedelta(minutes=30)


class Disclosure(Acted):
    """A handler has opened, with a reason, what a non-disclosure order hides in a case. It ends by itself."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="disclosures", verbose_name=_("asia"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("kuka avasi"))
    reason = models.CharField(_("syy"), max_length=200)
    opened_at = models.DateTimeField(_("avattu"), default=clock.now)
    ends_at = models.DateTimeField(_("päättyy"))

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("turvakiellon avaus")
        verbose_name_plural = _("turvakiellon avaukset")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(name="disclosure_has_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="disclosure_ends", condition=models.Q(ends_at__lte=models.F("opened_at") + OPEN_FOR)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.by_name}"
