# SPDX-License-Identifier: EUPL-1.2
"""Letters that are accessible and can be kept (PDF/UA-1, PDF/A-2a), typeset by typst from words that Python has chosen
and translated; the letter of a made decision is signed (PAdES B-B)."""

import datetime as dt
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.letters.remedy import instruction
from cases.models import Case, Decision, Hearing, Party
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
            "sections": _sections(public),
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
        "sections": _sections(decision, asked_before=_asked_before(case)),
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


def _asked_before(case: Case) -> str:
    """Who was asked before the decision and whether they answered, a line each. Tells names, so not for everybody."""
    lines = [
        (request.requested_at, _("Pyysimme lisätietoja %(asked)s."), "", request.answered_at)
        for request in case.supplement_requests.all()
    ]
    for hearing in case.hearings.all():
        is_party = hearing.kind == Hearing.Kind.PARTY
        words = _("Kuulimme %(asked)s: %(name)s.") if is_party else _("Pyysimme lausunnon %(asked)s: %(name)s.")
        lines.append((hearing.asked_at, words, hearing.asked, hearing.answered_at))
    return "\n".join(
        words % {"asked": day_text(asked_at), "name": name} + " " + _answer_came(answered_at)
        for asked_at, words, name, answered_at in sorted(lines, key=lambda line: line[0])
    )


def _answer_came(answered_at: dt.datetime | None) -> str:
    if answered_at is None:
        return _("Vastausta ei tullut.")
    return _("Vastaus tuli %(day)s.") % {"day": day_text(answered_at)}


def _automation(decision: Decision) -> list[tuple[str, str]]:
    """That no person decided it, and whom to ask (Hallintolaki 434/2003 53 g §)."""
    return [(_("Automaattinen päätös"), automatic_words())] if decision.is_automatic else []


def automatic_words() -> str:
    return _(
        "Tietokone teki tämän päätöksen säännöllä, jonka ihmiset ovat kirjoittaneet. "
        "Jos vaadit oikaisua, ihminen käsittelee asian. Se on maksutonta."
    )


def _sections(decision: Decision, *, asked_before: str = "") -> list[dict[str, Any]]:
    parts = [
        *_correction(decision),
        (_("Päätös"), decision.summary),
        *([(_("Ennen päätöstä"), asked_before)] if asked_before else []),
        (_("Perustelut"), decision.reasons),
        (_("Sovelletut säännökset"), decision.law_sections),
        *_automation(decision),
        (_("Lisätietoja"), decision.contact),
    ]
    return [
        {"title": title, "paragraphs": [line for line in text.splitlines() if line.strip()]} for title, text in parts
    ]
