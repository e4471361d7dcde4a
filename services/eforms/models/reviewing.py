# SPDX-License-Identifier: EUPL-1.2
"""What a version goes through before it is published: comments, and a rehearsal with what was really sent."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common import clock
from services.eforms.models.definition import FormDefinition, FormVersion
from services.eforms.querysets import CommentQuerySet, RehearsalQuerySet


class Comment(models.Model):
    """What somebody thinks of a question, or of the whole. It is of the form: a new version goes on with it."""

    definition = models.ForeignKey(
        FormDefinition, on_delete=models.CASCADE, related_name="comments", verbose_name=_("lomake")
    )
    place = models.CharField(
        _("kohta"), max_length=60, blank=True, help_text=_("Kysymyksen tunnus; tyhjä tarkoittaa koko lomaketta.")
    )
    text = models.TextField(_("kommentti"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("kirjoittaja")
    )
    at = models.DateTimeField(_("kirjoitettu"), default=clock.now, editable=False)
    resolved_at = models.DateTimeField(_("käsitelty"), null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("käsittelijä"),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommentti")
        verbose_name_plural = _("kommentit")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["definition", "place"], name="comment_open_by_form", condition=models.Q(resolved_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Rehearsal(models.Model):
    """What a version would have done with the newest sendings of its form. Holds no answer: only keys and kinds."""

    version = models.ForeignKey(
        FormVersion, on_delete=models.CASCADE, related_name="rehearsals", verbose_name=_("lomakeversio")
    )
    revision = models.PositiveIntegerField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("kokeilija")
    )
    wanted = models.PositiveSmallIntegerField(_("kuinka monta"))
    started_at = models.DateTimeField(_("aloitettu"), default=clock.now, editable=False)
    done = models.PositiveSmallIntegerField(_("käyty läpi"), default=0, editable=False)
    finished_at = models.DateTimeField(_("valmis"), null=True, blank=True, editable=False)
    result = models.JSONField[Any, Any](
        _("tulos"), default=list, editable=False, help_text=_("Asia ja erot: laji ja kysymyksen tunnus.")
    )

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        verbose_name = _("kokeilu")
        verbose_name_plural = _("kokeilut")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="rehearsal_has_a_bound", condition=models.Q(wanted__gte=1, wanted__lte=200))
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.started_at:%Y-%m-%d %H:%M}"
