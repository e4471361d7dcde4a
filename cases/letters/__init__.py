# SPDX-License-Identifier: EUPL-1.2
"""Letters that are accessible and can be kept (PDF/UA-1, PDF/A-2a), typeset by typst from words that Python has chosen
and translated; the letter of a made decision is signed (PAdES B-B)."""

from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.letters.remedy import instruction
from cases.models import Decision, Party
from portal.common.dates import day_text, time_text
from portal.common.signing import sign_pdf
from portal.common.typesetting import KEPT, typeset

_TEMPLATE = (Path(__file__).parent / "decision.typ").read_bytes()


def render_decision(decision: Decision, language: str) -> bytes:
    """The letter in the language of the matter. `decision` need not be saved yet; its case is."""
    with override(language):
        return typeset(_TEMPLATE, _words(decision, language), KEPT)


def render_signed_decision(decision: Decision, language: str) -> bytes:
    """The letter, signed with the authority's certificate. Raises ImproperlyConfigured when that cannot be used."""
    letter = render_decision(decision, language)
    with override(language):
        reason = _("Päätös %(section)s") % {"section": decision.section}
        return sign_pdf(letter, name=decision.by_name, reason=reason, field_label=_("Sähköinen allekirjoitus"))


def render_public_version(decision: Decision, shown: Mapping[str, str], language: str) -> bytes:
    """The letter for everybody, typeset from `shown` (part of the decision → words without what is hidden). The hidden
    words are nowhere in the file; nor are the parties and what tells similar matters apart, often a name."""
    public = copy(decision)
    for part, text in shown.items():
        setattr(public, part, text)
    with override(language):
        words = _words(public, language) | {
            "title": _("Päätös: %(title)s") % {"title": decision.case.case_type},
            "facts": [
                *_register_facts(public),
                (_("Julkinen versio"), _("Salassa pidettävä ja tarpeeton on poistettu.")),
            ],
        }
        return typeset(_TEMPLATE, words, KEPT)


def _words(decision: Decision, language: str) -> dict[str, Any]:
    case = decision.case
    return {
        "language": language,
        "authority": settings.AUTHORITY_NAME,
        "unit": str(case.unit),
        "reference": case.reference,
        "section": decision.section if decision.number else "",
        "date": day_text(decision.decided_at),
        "title": _("Päätös: %(title)s") % {"title": case.title},
        "facts": _facts(decision),
        "sections": _sections(decision),
        "signed": _signed(decision),
        "signer": decision.by_name,
        "signer_title": decision.by_title,
        "remedy": instruction(decision),
    }


def _signed(decision: Decision) -> str:
    if not decision.number:
        return _("Luonnos, jota ei ole allekirjoitettu")
    moment = {"day": day_text(decision.decided_at), "time": time_text(decision.decided_at)}
    return _("Allekirjoitettu sähköisesti %(day)s %(time)s") % moment


def _is_named(party: Party) -> bool:
    """Whom the decision concerns (Hallintolaki 434/2003 44 §): not who was only heard or is no party any more."""
    return party.role != Party.Role.HEARD and party.removed_at is None


def _facts(decision: Decision) -> list[tuple[str, str]]:
    case = decision.case
    parties = ", ".join(party.display_name for party in case.parties.all() if _is_named(party)) or case.applicant_name
    return [*_register_facts(decision), (_("Osapuolet"), parties or _("Nimetön asiakas"))]


def _register_facts(decision: Decision) -> list[tuple[str, str]]:
    case = decision.case
    return [
        (_("Asianumero"), f"{case.reference} ({case.register_number})"),
        (_("Asia tuli vireille"), day_text(case.received_at)),
        (_("Ratkaisu"), str(decision.get_outcome_display())),
    ]


def _correction(decision: Decision) -> list[tuple[str, str]]:
    """What was wrong and in which decision (Hallintolaki 434/2003 53 §)."""
    if decision.corrects is None:
        return []
    replaced = _("Tämä päätös korvaa päätöksen %(section)s, joka tehtiin %(day)s.") % {
        "section": decision.corrects.section,
        "day": day_text(decision.corrects.decided_at),
    }
    return [(_("Korjaus"), f"{replaced}\n{decision.get_error_display()}\n{decision.correction_reason}")]


def _sections(decision: Decision) -> list[dict[str, Any]]:
    parts = [
        *_correction(decision),
        (_("Päätös"), decision.summary),
        (_("Perustelut"), decision.reasons),
        (_("Sovelletut säännökset"), decision.law_sections),
        (_("Lisätietoja"), decision.contact),
    ]
    return [
        {"title": title, "paragraphs": [line for line in text.splitlines() if line.strip()]} for title, text in parts
    ]
