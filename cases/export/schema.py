# SPDX-License-Identifier: EUPL-1.2
"""The XSD of the metadata, made of the same table as the metadata: docs/case-export.xsd holds it (a test compares)."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.apps import apps

from cases.export.kept import KEPT, columns_of
from cases.export.metadata import CONTENT, NAMESPACE, RULES
from cases.models import Case

_XS = "http://www.w3.org/2001/XMLSchema"


def schema() -> str:
    root = Element("xs:schema", {"xmlns:xs": _XS, "targetNamespace": NAMESPACE, "elementFormDefault": "qualified"})
    whole = _sequence(SubElement(root, "xs:element", {"name": "CaseFile"}), version="string", authority="string")
    names = ["title", *RULES, *(field.name for field in columns_of(Case) if field.name != CONTENT)]
    case = _fields(whole, "Case", names, required=("title", *RULES))
    part = _sequence(_element(_sequence(_element(case, "Content")), "Part", many=True), title="string")
    answer = SubElement(SubElement(_element(part, "Answer", many=True), "xs:complexType"), "xs:simpleContent")
    extended = SubElement(answer, "xs:extension", {"base": "xs:string"})
    for name in ("key", "label"):
        _attribute(extended, name)
    for group in dict.fromkeys(kept.group for kept in KEPT.values()):
        rows = _sequence(_element(whole, group))
        for label, kept in KEPT.items():
            if kept.group == group:
                names = [field.name for field in columns_of(apps.get_model(label))]
                _fields(rows, kept.element, names, many=True)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _fields(
    parent: Element, name: str, names: list[str], *, required: tuple[str, ...] = (), many: bool = False
) -> Element:
    """An element with an id and its columns in order; empty columns are left out."""
    more = {"conformance": "optional"} if name == "Document" else {}
    sequence = _sequence(_element(parent, name, many=many), id="ID" if many else "string", **more)
    for column in names:
        least = {} if column in required else {"minOccurs": "0"}
        SubElement(sequence, "xs:element", {"name": column, "type": "xs:string", **least})
    return sequence


def _element(parent: Element, name: str, *, many: bool = False) -> Element:
    return SubElement(
        parent, "xs:element", {"name": name} | ({"minOccurs": "0", "maxOccurs": "unbounded"} if many else {})
    )


def _sequence(element: Element, **attributes: str) -> Element:
    """What the element holds, one after another. Attributes: name → type, or `optional`."""
    kind = SubElement(element, "xs:complexType")
    sequence = SubElement(kind, "xs:sequence")
    for name, of in attributes.items():
        _attribute(kind, name, of)
    return sequence


def _attribute(kind: Element, name: str, of: str = "string") -> None:
    is_optional = of == "optional"
    told = {
        "name": name,
        "type": f"xs:{'string' if is_optional else of}",
        "use": "optional" if is_optional else "required",
    }
    SubElement(kind, "xs:attribute", told)
