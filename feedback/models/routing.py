# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.querysets import RoutingQuerySet
from portal.accounts.models import Unit
from portal.common.texts import LocalizedTextField


class Routing(models.Model):
    """A topic of feedback and the unit that answers it. Which topic a text is about is told by its words."""

    code = models.SlugField(_("tunnus"), unique=True)
    name = LocalizedTextField(_("aihe"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("yksikkö"))
    keywords = models.TextField(
        _("sanojen osat"),
        blank=True,
        help_text=_(
            "Pilkuilla erotettuina, kaikilla kielillä: katuvalo, gatubelysning, street light. Pisin osuma voittaa."
        ),
    )
    order = models.PositiveSmallIntegerField(_("järjestys"), default=100, help_text=_("Pienin voittaa tasapelin."))

    objects = RoutingQuerySet.as_manager()

    class Meta:
        verbose_name = _("palautteen aihe")
        verbose_name_plural = _("palautteen aiheet")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name) or self.code
