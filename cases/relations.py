# SPDX-License-Identifier: EUPL-1.2
"""The other cases that a case is linked with, as far as the reader may see them."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CaseLink
from portal.accounts.actors import Actor
from portal.common.prepared import Prepared

_KINDS = CaseLink.Kind
OUT = {
    _KINDS.RELATED: _("Liittyy asiaan"),
    _KINDS.RECTIFIES: _("Oikaisuvaatimus asiassa"),
    _KINDS.MERGED: _("Yhdistetty asiaan"),
    _KINDS.PART: _("Osa asiaa"),
}
IN = {
    _KINDS.RELATED: _("Liittyy asiaan"),
    _KINDS.RECTIFIES: _("Oikaisuvaatimus tähän päätökseen"),
    _KINDS.MERGED: _("Tähän yhdistetty asia"),
    _KINDS.PART: _("Tämän osa"),
}

LINKS = Prepared(
    lambda case: CaseLink.objects.filter(Q(case=case) | Q(target=case)).select_related(
        "case__case_type", "target__case_type"
    )
)


class Relation(NamedTuple):
    label: Any
    case: Case
    link: CaseLink

    @property
    def is_late(self) -> bool:
        return self.link.is_timely is False


def relations_of(case: Case, actor: Actor) -> list[Relation]:
    """Two queries at most; what the actor may not see is left out without a word."""
    found = [_from(case, link) for link in LINKS(case)]
    if not found:
        return []
    seen = set(Case.objects.visible_to(actor).filter(pk__in=[one.case.pk for one in found]).ids())
    return [one for one in found if one.case.pk in seen]


def _from(case: Case, link: CaseLink) -> Relation:
    kind = _KINDS(link.kind)
    return Relation(OUT[kind], link.target, link) if link.case_id == case.pk else Relation(IN[kind], link.case, link)
