# SPDX-License-Identifier: EUPL-1.2
"""The typeset boxes of a page as fields that can be filled (AcroForm, ISO 32000-2 12.7), still in the tagged order.

Typst tags each box as a figure with its place. The figure becomes a tag of a form field (14.8.4.8.4 Form) that holds
the field, so a screen reader comes to it where the question is read.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from services.eforms.paper.boxes import RADIO, TEXT, Box

MARK = "field:"
MULTILINE, REQUIRED, RADIO_FLAGS = 1 << 12, 1 << 1, (1 << 15) | (1 << 14)
PRINTED = 4
Pdf = DictionaryObject


def with_fields(pdf: bytes, boxes: Mapping[str, Box], language: str) -> bytes:
    """The PDF with a field in the place of each marked box. Raises KeyError when the page has a box of no question."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    _Form(writer, boxes, language).add()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class _Form:
    def __init__(self, writer: PdfWriter, boxes: Mapping[str, Box], language: str) -> None:
        self.writer, self.boxes, self.language = writer, boxes, language
        self.root: Any = writer.root_object
        self.tree: Any = _resolved(self.root["/StructTreeRoot"])
        self.fields = ArrayObject()
        self.groups: dict[str, Pdf] = {}
        self.next_key = int(self.tree.get("/ParentTreeNextKey", 0))

    def add(self) -> None:
        font = self.writer._add_object(_named(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica"))
        for element in _marked(self.tree):
            self._add(element)
        self.tree[NameObject("/ParentTreeNextKey")] = NumberObject(self.next_key)
        form = Pdf()
        form[NameObject("/Fields")] = self.fields
        form[NameObject("/DR")] = Pdf({NameObject("/Font"): Pdf({NameObject("/Helv"): font})})
        form[NameObject("/DA")] = TextStringObject("/Helv 11 Tf 0 g")
        self.root[NameObject("/AcroForm")] = self.writer._add_object(form)
        for page in self.writer.pages:
            page[NameObject("/Tabs")] = NameObject("/S")

    def _add(self, element: Pdf) -> None:
        _mark, number, name = str(element["/Alt"]).split(":", 2)
        box = self.boxes[name]
        page: Any = self.writer.pages[int(number) - 1].indirect_reference
        widget = self._widget(box, _rectangle(element), page)
        reference = self.writer._add_object(widget)
        page.get_object().setdefault(NameObject("/Annots"), ArrayObject()).append(reference)
        self._hang(box, widget, reference)
        self._tag(element, box, widget, reference, page)

    def _widget(self, box: Box, rectangle: list[float], page: Any) -> Pdf:
        widget = _named(Type="/Annot", Subtype="/Widget")
        widget[NameObject("/Rect")] = ArrayObject(map(FloatObject, rectangle))
        widget[NameObject("/F")] = NumberObject(PRINTED)
        widget[NameObject("/P")] = page
        widget[NameObject("/TU")] = TextStringObject(box.help)
        width, height = rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]
        if box.kind == TEXT:
            widget[NameObject("/DA")] = TextStringObject("/Helv 11 Tf 0 g")
            widget[NameObject("/AP")] = Pdf({NameObject("/N"): self._drawn(width, height, b"/Tx BMC EMC")})
            return widget
        on = NameObject(f"/{_state(box)}")
        states = {
            on: self._drawn(width, height, _cross(width, height)),
            NameObject("/Off"): self._drawn(width, height, b""),
        }
        widget[NameObject("/AP")] = Pdf({NameObject("/N"): Pdf(states)})
        widget[NameObject("/AS")] = NameObject("/Off")
        return widget

    def _drawn(self, width: float, height: float, content: bytes) -> Any:
        stream = StreamObject()
        stream.set_data(content)
        stream.update(_named(Type="/XObject", Subtype="/Form"))
        stream[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, width, height)))
        return self.writer._add_object(stream)

    def _hang(self, box: Box, widget: Pdf, reference: Any) -> None:
        """Into the tree of fields: a radio button under the field of its question."""
        if box.kind == RADIO:
            if box.name not in self.groups:
                self.groups[box.name] = self._field_of(box, Pdf(), RADIO_FLAGS)
                self.groups[box.name][NameObject("/Kids")] = ArrayObject()
                self.fields.append(self.writer._add_object(self.groups[box.name]))
            parent = self.groups[box.name]
            parent["/Kids"].append(reference)  # type: ignore[attr-defined]  # the array of a line above
            widget[NameObject("/Parent")] = parent.indirect_reference or NullObject()
            return
        self._field_of(box, widget, MULTILINE if box.lines > 1 else 0)
        self.fields.append(reference)

    def _field_of(self, box: Box, field: Pdf, flags: int) -> Pdf:
        field[NameObject("/T")] = TextStringObject(box.name)
        field[NameObject("/FT")] = NameObject("/Tx" if box.kind == TEXT else "/Btn")
        field[NameObject("/Ff")] = NumberObject(flags | (REQUIRED if box.is_required else 0))
        field[NameObject("/TU")] = TextStringObject(box.help if box.kind != RADIO else box.help.rpartition(": ")[0])
        if box.kind != TEXT:
            field[NameObject("/V")] = NameObject("/Off")
        return field

    def _tag(self, element: Pdf, box: Box, widget: Pdf, reference: Any, page: Any) -> None:
        held = _named(Type="/OBJR")
        held[NameObject("/Obj")], held[NameObject("/Pg")] = reference, page
        element[NameObject("/S")] = NameObject("/Form")
        element[NameObject("/Alt")] = TextStringObject(box.help)
        element[NameObject("/Lang")] = TextStringObject(self.language)
        element[NameObject("/K")] = ArrayObject([*_kids(element), held])
        widget[NameObject("/StructParent")] = NumberObject(self.next_key)
        numbers: Any = self.tree["/ParentTree"].get_object()["/Nums"]
        numbers.extend([NumberObject(self.next_key), element.indirect_reference])
        self.next_key += 1


def _marked(node: Any) -> Iterator[Pdf]:
    """The marked boxes in reading order."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _marked(child)
    elif isinstance(node, Pdf):
        if str(node.get("/Alt", "")).startswith(MARK):
            yield node
        elif "/K" in node:
            yield from _marked(node["/K"])


def _resolved(value: Any) -> Any:
    """What a reference points at. The library types its parts by what they could be in any PDF."""
    return value.get_object()


def _kids(element: Pdf) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, ArrayObject) else [kids]


def _rectangle(element: Pdf) -> list[float]:
    attributes: Any = element["/A"]
    entries = attributes if isinstance(attributes, ArrayObject) else [attributes]
    box = next(entry.get_object()["/BBox"] for entry in entries if "/BBox" in entry.get_object())
    return [float(number) for number in box]


def _named(**names: str) -> Pdf:
    return Pdf({NameObject(f"/{key}"): NameObject(value) for key, value in names.items()})


def _state(box: Box) -> str:
    """A name of the PDF for the value: letters, digits and _ as they are, the rest by their codes."""
    return "".join(sign if sign.isalnum() and sign.isascii() else f"_{ord(sign):x}" for sign in box.value) or "Yes"


def _cross(width: float, height: float) -> bytes:
    left, low, right, high = 2, 2, width - 2, height - 2
    return f"q 1.4 w {left} {low} m {right:.2f} {high:.2f} l {left} {high:.2f} m {right:.2f} {low} l S Q".encode()
