# SPDX-License-Identifier: EUPL-1.2
"""The metadata of a package as XML: the case, its parties, actions, correspondence, decisions and documents."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.conf import settings
from django.db import models

from cases.concealing import shown_content
from cases.export.kept import KEPT, columns_of
from cases.export.rows import Rows, Words
from cases.models import Case, Document
from portal.accounts.actors import Actor
from portal.common.dates import as_day
from portal.common.texts import localized

NAMESPACE = "urn:omakajaani:case-export:1"
# Our own letters, typeset to be kept (cases/letters).
_OURS = (Document.Kind.DECISION, Document.Kind.PUBLIC_VERSION)
# Rules of law follow the columns of the type, also in old cases (Case.terms).
RULES = ("publicity", "secrecy_ground", "retention_years", "retained_until")
# The content is written as parts and answers, not as a column.
CONTENT = "content"


def metadata(case: Case, rows: Rows, words: Words, actor: Actor) -> bytes:
    root = Element("CaseFile", {"xmlns": NAMESPACE, "version": "1", "authority": settings.AUTHORITY_NAME})
    _case(SubElement(root, "Case"), case, words, actor)
    for group in dict.fromkeys(kept.group for kept in KEPT.values()):
        holder = SubElement(root, group)
        for label, kept in KEPT.items():
            if kept.group == group:
                for row in rows.get(label, []):
                    _row(SubElement(holder, kept.element, {"id": f"{row._meta.model_name}-{row.pk}"}), row, words)
    indent(root)
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def _case(element: Element, case: Case, words: Words, actor: Actor) -> None:
    element.set("id", case.register_number)
    SubElement(element, "title").text = case.title
    for name, text in _rules(case).items():
        SubElement(element, name).text = text
    _columns(element, case, words, without=(CONTENT,))
    content = SubElement(element, "Content")
    # What is concealed from the actor on the pages is concealed here, unless it has been opened.
    for part in shown_content(case, actor) if words.is_concealed else case.content:
        holder = SubElement(content, "Part", {"title": str(localized(part.get("title")))})
        for row in part.get("rows", ()):
            label = {"key": str(row.get("key", "")), "label": str(localized(row.get("label")))}
            SubElement(holder, "Answer", label).text = str(row.get("value", ""))


def _rules(case: Case) -> dict[str, str]:
    kind = case.case_type
    years, ended = kind.retention_years, as_day(case.closed_at) if case.closed_at else None
    # A year that has no 29 February ends the time with the month; nought years means for good.
    until = ended.replace(year=ended.year + years, day=min(ended.day, 28)) if ended and years else ""
    return dict(zip(RULES, (kind.publicity, kind.secrecy_ground, str(years), str(until)), strict=True))


def _row(element: Element, row: models.Model, words: Words) -> None:
    if isinstance(row, Document) and row.kind in _OURS:
        element.set("conformance", "PDF/A-2A")
    _columns(element, row, words)


def _columns(element: Element, row: models.Model, words: Words, without: tuple[str, ...] = ()) -> None:
    for field in columns_of(type(row)):
        text = words.of(row, field.name) if field.name not in without else None
        if text is not None:
            SubElement(element, field.name).text = text
