# SPDX-License-Identifier: EUPL-1.2
"""What makes a form hard to fill: long steps and labels, missing help, links and colours that do not tell."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.eforms.engine.sentences import as_list, finnish, quoted
from services.eforms.reviewing.checks.language import texts_of
from services.eforms.reviewing.places import FIELD, FORM, SECTION, STEP, Place

Found = Iterator[tuple[Place, str]]

LABEL_LENGTH = 90
QUESTIONS_IN_STEP = 12
ATTACHED_MB = 100
# Questions that people stop at: what exactly is wanted, and from where.
NEED_HELP = frozenset({"attachment", "iban", "signature", "location", "business_id", "group"})
NOT_ASKED = frozenset({"explanation", "calculated", "stop"})
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_VAGUE = frozenset(
    {"tästä", "täältä", "klikkaa tästä", "klikkaa", "paina tästä", "lue lisää", "linkki"}
    | {"här", "klicka här", "läs mer", "here", "click here", "read more", "link"}
)
_COLOUR = re.compile(
    r"\b(?:punais|vihre|kelta|sinis|oranss|röd|grön|gul|blå|red|green|yellow|blue)\w*"
    r"\s+(?:merk|kohd|kent|reun|märk|fält|field|mark|box|item)\w*",
    re.IGNORECASE,
)


def _fields(parts: Sequence[Place]) -> Iterator[Place]:
    return (part for part in parts if part.kind == FIELD)


def _section_path(part: Place) -> str:
    return part.path.rpartition(".fields[")[0]


def same_label_twice(parts: Sequence[Place]) -> Found:
    """Two questions of one section that are always there and cannot be told apart (WCAG 2.2: 2.4.6)."""
    asked = [part for part in _fields(parts) if not part.thing.get("show_if")]
    counts = Counter((_section_path(part), finnish(part.thing, "label").casefold()) for part in asked)
    for part in asked:
        if counts[_section_path(part), finnish(part.thing, "label").casefold()] > 1:
            yield part, _("Samassa osiossa on toinen samanniminen kysymys. Nimeä ne niin, että ne erottaa toisistaan.")


def label_is_no_question(parts: Sequence[Place]) -> Found:
    for part in _fields(parts):
        if part.thing.get("type") == "yes_no" and not finnish(part.thing, "label").endswith("?"):
            yield part, _("Tähän vastataan kyllä tai ei. Kirjoita kysymys, joka päättyy kysymysmerkkiin.")


def label_is_long(parts: Sequence[Place]) -> Found:
    for part in _fields(parts):
        length = len(finnish(part.thing, "label"))
        if length > LABEL_LENGTH and part.thing.get("type") not in {"explanation", "consent", "stop"}:
            told = {"length": length, "limit": LABEL_LENGTH}
            yield (
                part,
                _("Kysymys on pitkä: %(length)d merkkiä. Lyhennä alle %(limit)d merkkiin, loput ohjeeseen.") % told,
            )


def help_is_missing(parts: Sequence[Place]) -> Found:
    for part in _fields(parts):
        if part.thing.get("type") in NEED_HELP and not finnish(part.thing, "help"):
            yield part, _("Ohje puuttuu. Kerro, mitä tähän tarvitaan ja mistä sen saa.")


def long_steps(parts: Sequence[Place]) -> Found:
    counts = Counter(
        part.step for part in _fields(parts) if not part.inside and part.thing.get("type") not in NOT_ASKED
    )
    for part in parts:
        if part.kind == STEP and (count := counts[part.step]) > QUESTIONS_IN_STEP:
            told = {"count": count, "limit": QUESTIONS_IN_STEP}
            yield part, _("Vaiheessa on %(count)d kysymystä. Jaa se niin, että vaiheessa on enintään %(limit)d.") % told


def untitled_sections(parts: Sequence[Place]) -> Found:
    """Questions that belong together are announced together: a section's title is the legend of its group."""
    sections = Counter(part.step for part in parts if part.kind == SECTION)
    for part in parts:
        if part.kind == SECTION and sections[part.step] > 1 and not finnish(part.thing, "title"):
            count = len(as_list(part.thing.get("fields")))
            if count > 1:
                yield part, _("Osiolla ei ole otsikkoa. Ruudunlukija ei kerro, mihin kysymykset kuuluvat.")


def vague_links(parts: Sequence[Place]) -> Found:
    for part in parts:
        for _name, text in texts_of(part):
            vague = [words for words in _LINK.findall(" ".join(text.values())) if words.strip().casefold() in _VAGUE]
            if vague:
                told = {"link": quoted(vague[0])}
                yield part, _("Linkin teksti %(link)s ei kerro, minne se vie. Kirjoita linkkiin kohteen nimi.") % told


def colour_alone(parts: Sequence[Place]) -> Found:
    for part in parts:
        for _name, text in texts_of(part):
            if match := _COLOUR.search(" ".join(text.values())):
                told = {"words": quoted(match.group())}
                yield part, _("Teksti viittaa väriin: %(words)s. Kaikki eivät näe värejä. Kerro asia sanoin.") % told


def heavy_attachments(parts: Sequence[Place]) -> Found:
    for part in _fields(parts):
        if part.thing.get("type") == "attachment":
            files, size = part.thing.get("max_files", 5), part.thing.get("max_mb", 10)
            if isinstance(files, int) and isinstance(size, int) and files * size > ATTACHED_MB:
                told = ngettext(
                    "Liitteitä voi tulla yhteensä %(total)d Mt (%(files)d tiedosto). Pienennä rajoja.",
                    "Liitteitä voi tulla yhteensä %(total)d Mt (%(files)d tiedostoa). Pienennä rajoja.",
                    files,
                )
                yield part, told % {"total": files * size, "files": files}


def nobody_to_answer(parts: Sequence[Place]) -> Found:
    """Of somebody who does not sign in only the answers tell how to reach them."""
    form = next(part for part in parts if part.kind == FORM)
    kinds = {part.thing.get("type") for part in _fields(parts)}
    if form.thing.get("assurance") == "none" and not kinds & {"email", "phone", "address"}:
        yield form, _("Lomakkeen voi lähettää kirjautumatta, eikä siinä kysytä, miten lähettäjälle voi vastata.")
