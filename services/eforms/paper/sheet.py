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
from portal.common.rules.conditions import references_of
from portal.common.typesetting import typeset
from services.catalogue.models import ServicePoint
from services.eforms.engine.definition import Question, Section, Step
from services.eforms.engine.sentences import Names, condition_text
from services.eforms.engine.situation import Situation
from services.eforms.models import FormVersion
from services.eforms.paper.boxes import NARROW, RADIO, SIGNING_LINES, TEXT, Box, boxes_of

_TEMPLATE = (Path(__file__).parent / "sheet.typ").read_bytes()
_READ = frozenset({"explanation", "stop"})
_LISTED = frozenset({"child", "principal", "organisation"})
_OF_THE_WEB = _LISTED | {"signature"}  # their help tells of lists and links
_COUNTED = frozenset({"calculated"})  # the city counts it from the answers
Item = dict[str, Any]


@dataclass(slots=True)
class Sheet:
    words: dict[str, Any]
    boxes: dict[str, Box] = field(default_factory=dict)

    def typeset(self) -> bytes:
        return typeset(_TEMPLATE, self.words)


def sheet_of(version: FormVersion, language: str, *, address: str, desk: ServicePoint | None) -> Sheet:
    with override(language):
        return _Writer(version, language).sheet(address, desk)


class _Writer:
    def __init__(self, version: FormVersion, language: str) -> None:
        self.version, self.language, self.form = version, language, version.form
        self.situation = Situation()
        self.names = self._names()
        self.unlisted = {
            question.key: question for question in self.form.questions.values() if self._is_only_listed(question)
        }
        self.boxes: dict[str, Box] = {}

    def _names(self) -> Names:
        """The names of the version, and the choices that come from the lists of the city."""
        names = Names(self.version.content, self.language)
        for key, field_ in names.fields.items():
            if code := str(field_.get("list", "")):
                options = self.situation.data_list(code)
                told = [{"value": one.value, "label": {self.language: str(one.label)}} for one in options]
                names.fields[key] = {**field_, "options": told}
        return names

    def _is_only_listed(self, question: Question) -> bool:
        """Whom the web offers by name. On paper nobody is listed, so what is asked of the others is asked of all."""
        others = {"field": question.key, "is": "other"}
        return question.type in _LISTED and any(other.show_if == others for other in self.form.questions.values())

    def sheet(self, address: str, desk: ServicePoint | None) -> Sheet:
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
            "address": address,
            "office": [str(_("Viranomainen täyttää")), _("Saapunut"), _("Asianumero"), _("Käsittelijä")],
            "return_title": _("Palauta lomake"),
            "return_lead": _("Tuo tai lähetä lomake jompaankumpaan:") if desk else "",
            "return": [
                [line for line in place if line]
                for place in ((str(unit), unit.address, unit.email, unit.phone), _lines_of(desk))
            ],
            "optional": _("vapaaehtoinen"),
            "steps": [self._step(step) for step in self.form.steps],
            "sign": self._signing(),
            "sign_title": _("Päiväys ja allekirjoitus"),
            "promise": plain(str(self.form.promise)),
        }
        return Sheet(words, self.boxes)

    def _signing(self) -> list[Item]:
        texts = (("paper_date", _("Päiväys")), ("paper_signature", _("Allekirjoitus ja nimenselvennys")))
        return [self._signature(name, text) for name, text in texts]

    def _signature(self, name: str, text: str) -> Item:
        is_date = name == "paper_date"
        return self._box(Box(name, TEXT, text, text, is_narrow=is_date, lines=1 if is_date else SIGNING_LINES))

    def _step(self, step: Step) -> Item:
        items = [item for section in step.sections for item in self._section(section)]
        return {"title": str(step.title), "condition": self._answer_if(step.show_if), "items": items}

    def _section(self, section: Section) -> Iterator[Item]:
        condition = self._answer_if(section.show_if)
        if section.title or section.help or condition:
            text = plain(str(section.help))
            yield {"kind": "section", "title": str(section.title), "help": text, "condition": condition}
        for question in section.questions:
            if question.type not in _COUNTED and question.key not in self.unlisted:
                yield self._question(question)

    def _question(self, question: Question) -> Item:
        item: Item = {
            "kind": "text" if question.type in _READ else "question",
            "label": plain(str(question.label)),
            "help": plain(str(question.help)) if question.type not in _OF_THE_WEB else "",
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
        for key, question in self.unlisted.items():
            if condition == {"field": key, "is": "other"}:
                return self._answer_if(question.show_if)
        if any(subject == "table" for subject, _key in references_of(condition)):
            return _("Vastaa, jos tämä koskee sinua.")  # nobody can look at a table of the city on paper
        return _("Vastaa, jos %(condition)s.") % {"condition": condition_text(condition, self.names)}

    def _read_if(self, condition: Any) -> str:
        """The same of a text that is only read."""
        if not condition:
            return ""
        if any(subject == "table" for subject, _key in references_of(condition)):
            return _("Tämä koskee sinua vain joissakin tapauksissa. Käsittelijä kertoo, jos koskee.")
        return _("Tämä koskee sinua, jos %(condition)s.") % {"condition": condition_text(condition, self.names)}

    def _box(self, box: Box) -> Item:
        mark = str(len(self.boxes))  # the typeset page may tell a sign in other words; a number stays
        self.boxes[mark] = box
        return {
            "mark": mark,
            "is_line": box.kind == TEXT,
            "is_round": box.kind == RADIO,
            "caption": box.caption,
            "row": box.row,
            "condition": self._answer_if(box.show_if),
            "above": box.above,
            "lines": box.lines,
            "narrow": box.is_narrow,
        }


def _lines_of(desk: ServicePoint | None) -> tuple[str, ...]:
    if desk is None:
        return ()
    return str(desk.name), str(desk.street), f"{desk.postal_code} {desk.post_office}".strip()
