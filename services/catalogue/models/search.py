# SPDX-License-Identifier: EUPL-1.2
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.catalogue.models.channel import ServicePoint
from services.catalogue.models.service import Service
from services.catalogue.querysets import SearchQuerySet, SynonymQuerySet
from services.catalogue.words import keys


class SearchEntry(models.Model):
    """What the search sees: one row for each service or point in each language."""

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entries")
    point = models.ForeignKey(
        ServicePoint, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    language = models.CharField(max_length=2)
    words = models.TextField(help_text=_("Nimet ja hakusanat pienaakkosin: kirjoitusvirheitä verrataan näihin."))
    vector = SearchVectorField()

    objects: ClassVar[SearchQuerySet] = SearchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("hakurivi")
        verbose_name_plural = _("hakurivit")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "point", "language"], name="search_entry_unique", nulls_distinct=False
            )
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_vector"),
            GinIndex(fields=["words"], name="search_words", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.words[:40]} ({self.language})"


class Synonym(models.Model):
    """A resident's word and the official word: the search uses both and says so."""

    word = models.CharField(_("asukkaan sana"), max_length=60)
    official = models.CharField(_("virallinen sana"), max_length=60)
    language = models.CharField(_("kieli"), max_length=2, default="fi")
    is_suggested = models.BooleanField(_("suosittu haku"), default=False, help_text=_("Sana näkyy etusivun haun alla."))
    stems = ArrayField(models.CharField(max_length=60), default=list, editable=False)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonyymi")
        verbose_name_plural = _("synonyymit")
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["word", "official", "language"], name="synonym_unique")]

    def __str__(self) -> str:
        return f"{self.word} → {self.official}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.stems = sorted(keys(self.word.lower(), self.language))
        super().save(*args, **kwargs)
