# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q


class PublicationQuerySet(models.QuerySet[Any]):
    def public(self) -> "PublicationQuerySet":
        """What stands on the list, the newest first."""
        return self.filter(withdrawn_at=None).order_by("-published_at", "-pk")

    def for_list(self) -> "PublicationQuerySet":
        return self.select_related("version", "decision__unit", "decision__case__case_type").only(
            "published_at",
            "known_on",
            "ends_on",
            "cleaned_at",
            "withdrawn_at",
            "version__summary",
            *(f"decision__{name}" for name in ("year", "number", "outcome", "decided_at", "remedy_kind")),
            "decision__unit__code",
            "decision__unit__name",
            "decision__case__language",
            "decision__case__case_type__name",
            "decision__case__case_type__code",
        )

    def for_page(self) -> "PublicationQuerySet":
        related = ("version__document", "decision__unit", "decision__case__case_type", "decision__corrected_by__unit")
        return self.select_related(*related)

    def of_unit(self, code: str) -> "PublicationQuerySet":
        return self.filter(decision__unit__code=code) if code else self

    def of_year(self, year: int | None) -> "PublicationQuerySet":
        return self.filter(decision__year=year) if year else self

    def with_word(self, words: str) -> "PublicationQuerySet":
        """Every word stands somewhere in what is public."""
        found = self
        for word in words.split():
            named = Q()
            for language, _name in settings.LANGUAGES:
                named |= Q(**{f"decision__case__case_type__name__{language}__icontains": word})
            written = Q(version__summary__icontains=word) | Q(version__reasons__icontains=word)
            found = found.filter(named | written | Q(version__law_sections__icontains=word))
        return found

    def to_clean(self, today: dt.date) -> "PublicationQuerySet":
        """Nobody can seek a remedy any more: not the members of the municipality, not a party served later."""
        from cases.models import ServiceOfDecision

        running = ServiceOfDecision.objects.running(today).filter(decision=OuterRef("decision"))
        return self.filter(~Exists(running), cleaned_at=None, ends_on__lt=today)

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))

    def locked(self, pk: int) -> Any:
        """The publication if it still is in this set, locked; otherwise nothing."""
        return self.select_for_update(of=("self",)).filter(pk=pk).first()
