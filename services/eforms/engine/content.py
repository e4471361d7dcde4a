# SPDX-License-Identifier: EUPL-1.2
"""The answers as they are shown on the review page, sent to the case and never changed after that."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from services.eforms.engine.fields.base import Kind
from services.eforms.engine.prefill import changed
from services.eforms.engine.steps import Filling

Row = dict[str, Any]
Part = dict[str, Any]


def content_of(filling: Filling, provenance: Mapping[str, Any], remarks: Mapping[str, str] | None = None) -> list[Part]:
    """One part for each step that has answers. Labels in all languages, values in the language of the moment.

    `remarks`: what the sender says is wrong in a known answer, by question.
    """
    parts: dict[str, Part] = {}
    for step, _question, kind, value in filling.answered():
        part = parts.setdefault(step.key, {"key": step.key, "title": dict(step.title), "rows": []})
        part["rows"].append(_row(kind, value, filling.answers, provenance) | _remark(kind, remarks or {}))
    return list(parts.values())


def _row(kind: Kind, value: Any, answers: Mapping[str, Any], provenance: Mapping[str, Any]) -> Row:
    names = list(kind.inputs())
    known: Mapping[str, Any] = next((provenance[name] for name in names if name in provenance), {})
    return {
        "key": kind.key,
        "label": dict(kind.question.label),
        "value": kind.display(value),
        "source": known.get("source", ""),
        "at": known.get("at", ""),
        "changed_from": changed(answers, provenance, iter(names)),
        **({"geometry": geometry} if (geometry := kind.geometry(value)) else {}),
    }


def _remark(kind: Kind, remarks: Mapping[str, str]) -> Row:
    return {"remark": remarks[kind.key]} if remarks.get(kind.key) else {}


def digest_of(content: list[Part]) -> str:
    """Equal for equal content: what was shown is compared with what would be sent."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def summary_of(filling: Filling) -> str:
    """The form's own one-line summary, such as "Tyvikuja 4, 1.12.2026", for the handler's queue."""
    shown = {question.key: kind.brief(value) for _step, question, kind, value in filling.answered()}
    template = str(filling.form.summary)
    for key in filling.form.questions:
        template = template.replace(f"{{{key}}}", shown.get(key, ""))
    return " ".join(template.split()).strip(" ,–·")[:200]
