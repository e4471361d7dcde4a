# SPDX-License-Identifier: EUPL-1.2
"""Questions that many forms share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Unit
from portal.common import clock
from portal.common.texts import LocalizedTextField
from services.eforms.querysets import FieldBlockQuerySet


class FieldBlock(models.Model):
    """A section to be copied into forms: one address block for all. A form keeps its copy until it takes the newer."""

    slug = models.SlugField(_("tunnus"), max_length=60, unique=True)
    name = LocalizedTextField(_("nimi"))
    content = models.JSONField[Any, Any](_("sisältö"), help_text=_("Osio kuten docs/form-definition.md kertoo."))
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="field_blocks",
        verbose_name=_("yksikkö"),
        help_text=_("Tyhjä: kaikkien yksiköiden käytössä."),
    )
    edited_at = models.DateTimeField(_("muokattu"), default=clock.now, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("muokkaaja"),
    )

    objects = FieldBlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("kysymyslohko")
        verbose_name_plural = _("kysymyslohkot")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name) or self.slug
