# SPDX-License-Identifier: EUPL-1.2
"""One case as one PDF: what it is, whose, what has happened, what was sent, written and decided, and its documents.

For the office and as the reader may see it: what a non-disclosure order hides stays hidden, and then the files that
others have sent are only listed, as nobody has read what they tell. Internal notes are not in it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.concealing import CONCEALED, is_concealed_from, known_contacts, marked_persons, shown_content, tells_contact
from cases.models import Case, Document
from cases.story import rows_of
from portal.accounts.actors import Actor
from portal.common import clock
from portal.common.dates import day_text, time_text
from portal.common.pdf_joining import join_pdfs
from portal.common.texts import localized
from portal.common.typesetting import typeset

_TEMPLATE = (Path(__file__).parent / "case_file.typ").read_bytes()
# What is joined to one file; the rest is listed.
MOST_BYTES = 40 * 1024 * 1024

type Pairs = list[tuple[str, str]]


def render_case_file(case: Case, actor: Actor, history: Sequence[tuple[str, str]]) -> bytes:
    """`case` is that of `for_case_page` with its rare rows; `history` is (when, what), the oldest first."""
    concealed = is_concealed_from(actor, case)
    joined = _joinable(case, is_concealed=concealed)
    contents = [_read(document) for document in joined]
    first = typeset(_TEMPLATE, _words(case, actor, history, joined))
    whole, left_out = join_pdfs(first, contents)
    if left_out:
        kept = [document for place, document in enumerate(joined) if place not in left_out]
        first = typeset(_TEMPLATE, _words(case, actor, history, kept))
        whole, _none = join_pdfs(first, [content for place, content in enumerate(contents) if place not in left_out])
    return whole


def _joinable(case: Case, *, is_concealed: bool) -> list[Document]:
    """Decisions first. Of a protected person's case our own letters alone."""
    pdfs = [one for one in case.documents.all() if one.is_pdf and one.kind != Document.Kind.PUBLIC_VERSION]
    ours = [one for one in pdfs if one.kind == Document.Kind.DECISION]
    found, size = [], 0
    for document in ours if is_concealed else [*ours, *(one for one in pdfs if one not in ours)]:
        size += document.size
        if size <= MOST_BYTES:
            found.append(document)
    return found


def _read(document: Document) -> bytes:
    with document.file.open() as file:
        content: bytes = file.read()
    return content


def _words(case: Case, actor: Actor, history: Sequence[tuple[str, str]], joined: list[Document]) -> dict[str, Any]:
    now = clock.now()
    printed = {"name": actor.display_name, "day": day_text(now), "time": time_text(now)}
    return {
        "language": (get_language() or "fi")[:2],
        "authority": settings.AUTHORITY_NAME,
        "unit": str(case.unit),
        "reference": case.reference,
        "title": case.title,
        "facts": _facts(case),
        "printed": _("Tulosti %(name)s %(day)s %(time)s.") % printed,
        "sections": [
            _section(_("Osapuolet"), facts=_parties(case, actor)),
            _section(_("Tapahtumat"), facts=[(when, _shown(what, case, actor)) for when, what in history]),
            _section(_("Hakemus"), parts=_content(case, actor)),
            _section(_("Lisätiedot"), parts=_supplements(case, actor)),
            _section(_("Viestit"), parts=_messages(case, actor)),
            _section(_("Kuulemiset ja lausunnot"), parts=_hearings(case, actor)),
            _section(_("Päätökset"), parts=_decisions(case, actor)),
            _section(_("Asiakirjat"), facts=_documents(case, joined)),
        ],
    }


def _section(title: str, *, facts: Pairs | None = None, parts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    nothing = [] if facts or parts else [_("Ei mitään.")]
    return {"title": title, "paragraphs": nothing, "facts": facts or [], "parts": parts or []}


def _part(title: str, text: str = "", facts: Pairs | None = None) -> dict[str, Any]:
    return {"title": title, "paragraphs": [line for line in text.splitlines() if line.strip()], "facts": facts or []}


def _facts(case: Case) -> Pairs:
    handler = case.handler.display_name if case.handler else _("Ei vielä käsittelijää")
    return [
        (_("Asianumero"), f"{case.reference} ({case.register_number})"),
        (_("Asia tuli vireille"), day_text(case.received_at)),
        (_("Tila"), str(case.get_status_display())),
        (_("Käsittelijä"), handler),
    ]


def _parties(case: Case, actor: Actor) -> Pairs:
    if is_concealed_from(actor, case):
        concealed = [(_("Turvakielto"), str(CONCEALED))]
        return [(str(party.get_role_display()).capitalize(), party.display_name) for party in _there(case)] + concealed
    return [
        (
            str(party.get_role_display()).capitalize(),
            ", ".join(filter(None, (party.display_name, party.email, party.phone))),
        )
        for party in _there(case)
    ]


def _there(case: Case) -> list[Any]:
    return [party for party in case.parties.all() if party.removed_at is None]


def _content(case: Case, actor: Actor) -> list[dict[str, Any]]:
    return [
        _part(
            str(localized(part.get("title"))),
            facts=[(str(localized(row.get("label"))), _answer(row)) for row in part.get("rows", ())],
        )
        for part in shown_content(case, actor)
    ]


def _answer(row: dict[str, Any]) -> str:
    lines = ["; ".join(f"{label}: {value}" for label, value in cells) for cells in rows_of(row)]
    return "\n".join(lines) or str(row.get("value", "")) or "–"


def _supplements(case: Case, actor: Actor) -> list[dict[str, Any]]:
    return [
        _part(
            _("Pyysimme, viimeistään %(day)s: %(items)s")
            % {"day": day_text(request.due_on), "items": ", ".join(request.items)},
            _shown(request.answer, case, actor) or _("Vastausta ei ole tullut."),
        )
        for request in case.supplement_requests.all()
    ]


def _messages(case: Case, actor: Actor) -> list[dict[str, Any]]:
    return [
        _part(
            f"{day_text(message.sent_at)} {time_text(message.sent_at)}, {message.by_name}",
            _shown(message.text, case, actor),
        )
        for message in case.messages.all()
    ]


def _shown(text: str, case: Case, actor: Actor) -> str:
    """Somebody may have written an address into any text: its lines that tell one are left out."""
    if not text or not is_concealed_from(actor, case):
        return text
    known = known_contacts(case, marked_persons(case))
    return "\n".join(str(CONCEALED) if tells_contact({"value": line}, known) else line for line in text.splitlines())


def _hearings(case: Case, actor: Actor) -> list[dict[str, Any]]:
    return [
        _part(
            f"{str(hearing.get_kind_display()).capitalize()}: {hearing.asked}",
            _shown(f"{hearing.question}\n{hearing.answer or _('Vastausta ei ole tullut.')}", case, actor),
        )
        for hearing in case.hearings.all()
    ]


def _decisions(case: Case, actor: Actor) -> list[dict[str, Any]]:
    return [
        _part(
            f"{decision.section}, {day_text(decision.decided_at)}: {decision.get_outcome_display()}",
            _shown(f"{decision.summary}\n{decision.reasons}\n{decision.law_sections}", case, actor),
        )
        for decision in case.decisions.all()
    ]


def _documents(case: Case, joined: list[Document]) -> Pairs:
    """The name, then what it is and whether its pages follow."""
    follows = {one.pk: _("sivut tämän tiedoston lopussa") for one in joined}
    return [
        (
            document.name,
            ", ".join(
                filter(
                    None,
                    (
                        str(document.get_kind_display()),
                        day_text(document.received_at),
                        f"{document.kilobytes} kt",
                        follows.get(document.pk, ""),
                        f"SHA-256 {document.sha256}",
                    ),
                )
            ),
        )
        for document in case.documents.all()
    ]
