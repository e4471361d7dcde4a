# SPDX-License-Identifier: EUPL-1.2
"""Who must sign a draft before it is sent, what they sign, and how their signatures stand in what is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.actors import Assurance
from portal.common.dates import day_text, time_text
from services.eforms.engine.content import Part, content_of, digest_of
from services.eforms.engine.definition import Form
from services.eforms.engine.steps import Filling
from services.eforms.models import Draft, Invitation, SigningRound, Upload

SIGNATURE = "signature"


class NotSigned(Exception):
    """Somebody has not signed yet, or nobody has been asked."""


class SignedSomethingElse(Exception):
    """What would be sent is not what was signed: the signatures fall."""


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    email: str


def asks_signatures(form: Form) -> bool:
    return any(question.type == SIGNATURE for question in form.questions.values())


def signers_of(filling: Filling) -> list[Signer]:
    """Those named in the answers; each address once."""
    named = [
        Signer(one["name"], one["email"])
        for _step, question, _kind, value in filling.answered()
        if question.type == SIGNATURE
        for one in value
    ]
    return list({signer.email.lower(): signer for signer in named}.values())


def open_round(draft: Draft) -> SigningRound | None:
    """What is being signed now. Forms that ask no signatures cost no query."""
    if not asks_signatures(draft.version.form):
        return None
    found: SigningRound | None = draft.signing_rounds.unended().prefetch_related("invitations").first()
    return found


def fresh_content(draft: Draft, filling: Filling) -> list[Part]:
    """What the answers make now. At the desk it tells who held the pen."""
    content = content_of(filling, draft.provenance, draft.remarks)
    return [*content, _filled_at_desk()] if draft.clerk_id else content


def frozen(draft: Draft, filling: Filling, language: str) -> tuple[list[Part], str]:
    """The content in the language in which it is signed, and a digest of it and of the files."""
    with override(language):
        content = fresh_content(draft, filling)
    files = sorted(f"{upload.field} {upload.sha256}" for upload in draft.uploads.all())
    return content, digest_of([*content, {"files": files}])


def signed_uploads(asked: SigningRound) -> QuerySet[Upload]:
    """The files that belong to what is signed. A file of a question that is not asked any more is not shown."""
    fields = [row["key"] for part in asked.content for row in part["rows"]]
    return asked.draft.uploads.filter(field__in=fields)


def require_signatures(draft: Draft, filling: Filling) -> None:
    """Raises NotSigned, and SignedSomethingElse when the answers or the day have moved the content since."""
    if not asks_signatures(draft.version.form) or not signers_of(filling):
        return
    asked = open_round(draft)
    if asked is None or not asked.is_complete:
        raise NotSigned
    if frozen(draft, filling, asked.language)[1] != asked.digest:
        raise SignedSomethingElse


def _filled_at_desk() -> Part:
    label = {"fi": "Täyttäjä", "sv": "Ifyllt av", "en": "Filled in by"}
    title = {"fi": "Täyttäminen", "sv": "Ifyllandet", "en": "Filling in"}
    return {"key": "", "title": title, "rows": [_row(label, _("Kajaani Info täytti asiakkaan kanssa"))]}


def signatures_part(signers: Iterable[Invitation]) -> Part:
    title = {"fi": "Allekirjoitukset", "sv": "Underskrifter", "en": "Signatures"}
    return {"key": "", "title": title, "rows": [_row(dict.fromkeys(title, one.name), told_of(one)) for one in signers]}


def told_of(signer: Invitation) -> str:
    """`Mika Mäkinen, ti 24.11.2026 klo 9.15, vahva tunnistautuminen`: as identified, not as invited."""
    assert signer.signed_at
    level = _("vahva tunnistautuminen") if signer.assurance >= Assurance.STRONG else _("kirjautuminen")
    return f"{signer.signer_name}, {day_text(signer.signed_at)} {time_text(signer.signed_at)}, {level}"


def _row(label: dict[str, str], value: str) -> dict[str, Any]:
    return {"key": "", "label": label, "value": value, "source": "", "changed_from": ""}
