# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from portal.common import clock
from portal.common.texts import LocalizedText, LocalizedTextField
from portal.pages.querysets import NoticeQuerySet
from services.catalogue.richtext import render_all


class Notice(models.Model):
    """News of the city, or a disturbance that residents should know of now."""

    class Kind(models.TextChoices):
        NEWS = "news", _("uutinen")
        DISTURBANCE = "disturbance", _("häiriö tai poikkeus")

    kind = models.CharField(_("laji"), max_length=12, choices=Kind, default=Kind.NEWS)
    slug = models.SlugField(_("osoitteen osa"), max_length=120, unique=True)
    title = LocalizedTextField(_("otsikko"))
    summary = LocalizedTextField(_("tiivistelmä"), blank=True)
    text = LocalizedTextField(_("teksti"), blank=True, long=True)
    place = models.CharField(_("paikka"), max_length=120, blank=True)
    icon = models.CharField(_("kuvake"), max_length=40, blank=True)
    starts_at = models.DateTimeField(_("näkyy alkaen"), default=clock.now)
    ends_at = models.DateTimeField(_("näkyy asti"), null=True, blank=True)
    is_published = models.BooleanField(_("julkaistu"), default=True)
    html: "models.JSONField[Any, Any]" = models.JSONField(default=dict, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiedote")
        verbose_name_plural = _("tiedotteet")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.html = render_all(self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("pages:notice", args=[self.slug])

    @property
    def rich(self) -> SafeString:
        return mark_safe(str(LocalizedText(self.html)))  # noqa: S308 made safe when it was saved
