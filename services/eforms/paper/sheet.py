# SPDX-License-Identifier: EUPL-1.2
"""The words of the paper form in their order, and its boxes by the names that the page gives them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.common.markdown import plain
from portal.common.typesetting import typeset
from services.eforms.engine.conditions import references_of
from services.eforms.engine.definition import Question, Section, Step
from services.eforms.engine.sentences import Names, condition_text
from services.eforms.engine.situation import Situation
from services.eforms.models import FormVersion
from services.eforms.paper.boxes import NARROW, RADIO, TEXT, Box, boxes_of

_TEMPLATE = (Path(__file__).parent / "sheet.typ").read_bytes()
_READ = frozenset({"explanation", "stop"})
_COUNTED = frozenset({"calculated"})  # the city counts it from the answers
Item = dict[str, Any]


@dataclass(slots=True)
class Sheet:
    words: dict[str, Any]
    boxes: dict[str, Box] = field(default_factory=dict)

    def typeset(self) -> bytes:
        return typeset(_TEMPLATE, self.words)


def sheet_of(version: FormVersion, language: str, *, address: str) -> Sheet:
    with override(language):
        return _Writer(version, language).sheet(address)


class _Writer:
    def __init__(self, version: FormVersion, language: str) -> None:
        self.version, self.language, self.form = version, language, version.form
        self.names = Names(version.content, language)
        self.situation = Situation()
        self.boxes: dict[str, Box] = {}

    def sheet(self, address: str) -> Sheet:
        definition, unit = self.version.definition, self.version.definition.case_type.unit
        words = {
            "language": self.language,
            "authority": settings.AUTHORITY_NAME,
            "unit": str(unit),
            "title": str(definition.name),
            "version": _("Lomakkeen versio %(number)d") % {"number": self.version.number},
            "intro": plain(str(self.form.intro)),
            "needs_title": _("Mitä tarvitset"),
            "needs": [plain(str(need)) for need in self.form.needs],
            "web": _("Voit täyttää lomakkeen myös verkossa: %(address)s") % {"address": address},
            "return_title": _("Palauta lomake"),
            "return": [line for line in (str(unit), unit.address, unit.email, unit.phone) if line],
            "optional": _("vapaaehtoinen"),
            "steps": [self._step(step) for step in self.form.steps],
            "sign": self._signing(),
            "sign_title": _("Päiväys ja allekirjoitus"),
            "promise": plain(str(self.form.promise)),
        }
        return Sheet(words, self.boxes)

    def _signing(self) -> list[Item]:
        texts = (("paper_date", _("Päiväys")), ("paper_signature", _("Allekirjoitus ja nimenselvennys")))
        return [self._box(Box(name, TEXT, text, text, is_narrow=name == "paper_date")) for name, text in texts]

    def _step(self, step: Step) -> Item:
        items = [item for section in step.sections for item in self._section(section)]
        return {"title": str(step.title), "condition": self._answer_if(step.show_if), "items": items}

    def _section(self, section: Section) -> Iterator[Item]:
        condition = self._answer_if(section.show_if)
        if section.title or section.help or condition:
            text = plain(str(section.help))
            yield {"kind": "section", "title": str(section.title), "help": text, "condition": condition}
        for question in section.questions:
            if question.type not in _COUNTED:
                yield self._question(question)

    def _question(self, question: Question) -> Item:
        item: Item = {
            "kind": "text" if question.type in _READ else "question",
            "label": plain(str(question.label)),
            "help": plain(str(question.help)),
            "condition": (self._read_if if question.type in _READ else self._answer_if)(question.show_if),
            "optional": question.optional and not question.required_if,
            "hint": self._hint(question),
            "boxes": [],
        }
        if question.type not in _READ:
            item["boxes"] = [self._box(box) for box in boxes_of(question, self.situation)]
        if question.type == "consent":
            item["label"] = ""  # the box itself says it
        return item

    def _hint(self, question: Question) -> str:
        hints = {
            "date": _("pp.kk.vvvv"),
            "date_range": _("pp.kk.vvvv"),
            "multi_choice": _("Rastita yksi tai useampi."),
            "group": _("Jos rivit eivät riitä, jatka erillisellä paperilla."),
            "money": _("euroa"),
        }
        return hints.get(question.type, str(question.rules.get("unit", "")) if question.type in NARROW else "")

    def _answer_if(self, condition: Any) -> str:
        if not condition:
            return ""
        if any(subject == "table" for subject, _key in references_of(condition)):
            return _("Vastaa, jos tämä koskee sinua.")  # nobody can look at a table of the city on paper
        return _("Vastaa, jos %(condition)s.") % {"condition": condition_text(condition, self.names)}

    def _read_if(self, condition: Any) -> str:
        """The same of a text that is only read."""
        if not condition or any(subject == "table" for subject, _key in references_of(condition)):
            return ""
        return _("Tämä koskee sinua, jos %(condition)s.") % {"condition": condition_text(condition, self.names)}

    def _box(self, box: Box) -> Item:
        mark = str(len(self.boxes))  # the typeset page may tell a sign in other words; a number stays
        self.boxes[mark] = box
        return {
            "mark": mark,
            "is_line": box.kind == TEXT,
            "is_round": box.kind == RADIO,
            "caption": box.caption,
            "lines": box.lines,
            "narrow": box.is_narrow,
        }
