# SPDX-License-Identifier: EUPL-1.2
"""What a draft would have done with the newest real cases of its type: who receives, by when, what is asked, the price.

Both contents are tried on the same cases with the open cases of today, so that only the difference of the contents
shows. Who looks sees by name only the cases that they may see anyhow; of the others only the number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, CaseType, Document, Party
from cases.types.diff import CHANNEL_WORDS
from cases.types.routing import open_cases, unit_code
from cases.types.terms import Terms, terms_from
from portal.accounts.actors import Actor, Channel
from portal.accounts.models import Unit
from portal.common.dates import as_day, day_text
from portal.common.legal_clocks import last_day

CHOICES = (20, 100, 500)


class Kind(StrEnum):
    UNIT = "unit"
    DUE = "due"
    DOCUMENTS = "documents"
    FEE = "fee"
    CHANNEL = "channel"
    ANONYMOUS = "anonymous"


KIND_WORDS = {
    Kind.UNIT: gettext_lazy("menisi toiseen yksikköön"),
    Kind.DUE: gettext_lazy("luvattu päivä olisi toinen"),
    Kind.DOCUMENTS: gettext_lazy("pakollisia liitteitä puuttuisi"),
    Kind.FEE: gettext_lazy("maksu olisi toinen"),
    Kind.CHANNEL: gettext_lazy("ei olisi voinut tulla tätä tietä"),
    Kind.ANONYMOUS: gettext_lazy("ei olisi voinut tulla nimettömänä"),
}


class Difference(NamedTuple):
    kind: Kind
    text: str

    @property
    def words(self) -> str:
        return str(KIND_WORDS[self.kind])


@dataclass(frozen=True, slots=True)
class Row:
    """A case that the viewer may see."""

    case: Case
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`tried`: how many cases. `counts`: (what, how many of them). `hidden`: those that differ but are not shown."""

    tried: int
    changed: int
    counts: list[tuple[Any, int]]
    rows: list[Row]
    hidden: int


def rehearse(
    case_type: CaseType, now: Mapping[str, Any], draft: Mapping[str, Any], *, actor: Actor, most: int
) -> Rehearsal:
    """`now` and `draft` are contents that have the shape of the schema. Queries do not grow with the cases."""
    trial = _Trial(terms_from(now), terms_from(draft))
    tried = [(case, list(trial.differences(case))) for case in _newest(case_type, most)]
    changed = [Row(case, found) for case, found in tried if found]
    visible = set(
        Case.objects.visible_to(actor).filter(pk__in=[row.case.pk for row in changed]).values_list("pk", flat=True)
    )
    kinds = [difference.kind for row in changed for difference in row.differences]
    rows = [row for row in changed if row.case.pk in visible]
    counts = [(words, kinds.count(kind)) for kind, words in KIND_WORDS.items() if kind in kinds]
    return Rehearsal(len(tried), len(changed), counts, rows, len(changed) - len(rows))


def _newest(case_type: CaseType, most: int) -> list[Case]:
    """Read whoever asks: of what they may not see only a number comes out."""
    attachments = Document.objects.filter(case=OuterRef("pk"), kind=Document.Kind.ATTACHMENT)
    known = Party.objects.filter(case=OuterRef("pk")).exclude(person=None, organisation=None)
    cases = Case.objects.filter(case_type=case_type).order_by("-received_at", "-pk")
    counted = attachments.order_by().values("case").values(count=Count("pk"))
    return list(cases.annotate(attached=Coalesce(Subquery(counted), 0), known=Exists(known))[:most])


class _Trial:
    def __init__(self, now: Terms, draft: Terms) -> None:
        self.now, self.draft = now, draft
        # Asked once for each set of units: many cases, the same rows.
        counted = cache(lambda codes: open_cases(codes))
        self.loads = lambda codes: counted(tuple(codes))
        self.names = {unit.code: str(unit) for unit in Unit.objects.all()}

    def differences(self, case: Any) -> Iterator[Difference]:
        yield from self._unit(case)
        yield from self._due(case)
        yield from self._documents(case)
        yield from self._fee()
        yield from self._way_in(case)

    def _unit(self, case: Case) -> Iterator[Difference]:
        old, new = (unit_code(terms, case.content, self.loads) for terms in (self.now, self.draft))
        if old != new:
            words = {"old": self.names.get(old, old), "new": self.names.get(new, new)}
            yield Difference(Kind.UNIT, _("ennen %(old)s, nyt %(new)s") % words)

    def _due(self, case: Case) -> Iterator[Difference]:
        if self.now.promise_days != self.draft.promise_days:
            day = as_day(case.received_at)
            old, new = (day_text(last_day(day, terms.promise_days)) for terms in (self.now, self.draft))
            if old != new:
                yield Difference(Kind.DUE, _("ennen %(old)s, nyt %(new)s") % {"old": old, "new": new})

    def _documents(self, case: Any) -> Iterator[Difference]:
        """Which file is which nobody has told, so they are counted."""
        old, new = (sum(one.is_required for one in terms.documents) for terms in (self.now, self.draft))
        if new > old and case.attached < new:
            words = {"attached": case.attached, "wanted": new}
            yield Difference(Kind.DOCUMENTS, _("liitteitä on %(attached)s, pakollisia olisi %(wanted)s") % words)

    def _fee(self) -> Iterator[Difference]:
        old, new = (terms.fee.amount if terms.fee else 0 for terms in (self.now, self.draft))
        if old != new:
            yield Difference(Kind.FEE, _("ennen %(old)s €, nyt %(new)s €") % {"old": old, "new": new})

    def _way_in(self, case: Any) -> Iterator[Difference]:
        channel = case.by_channel
        closes = channel in self.now.channels and channel not in self.draft.channels
        if closes and channel != Channel.SYSTEM:
            yield Difference(Kind.CHANNEL, str(CHANNEL_WORDS.get(channel, channel)))
        if not case.known and self.now.allows_anonymous and not self.draft.allows_anonymous:
            yield Difference(Kind.ANONYMOUS, str(KIND_WORDS[Kind.ANONYMOUS]))
