# SPDX-License-Identifier: EUPL-1.2
"""Between the content of a version (JSON) and the columns of its case type."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cases.types.schema import CHANNELS
from cases.types.terms import FORMAT
from portal.accounts.models import Unit
from portal.common.texts import localized

if TYPE_CHECKING:
    from cases.models import CaseType


def content_of(case_type: "CaseType") -> dict[str, Any]:
    """What the columns tell, in the format. What they have no word for is as free as can be: every channel, no fee."""
    return {
        "format": FORMAT,
        "name": dict(localized(case_type.name)),
        "text": dict(localized(case_type.text)),
        "icon": case_type.icon,
        "receiver": {"unit": case_type.unit.code, "rules": []},
        "steps": case_type.steps,
        "deadlines": {"promise_days": case_type.promise_days},
        "documents": [],
        "remedy": {
            "kind": str(case_type.remedy_kind),
            "body": dict(localized(case_type.remedy_body)),
            "law_sections": case_type.law_sections,
        },
        "decision_texts": case_type.decision_texts,
        "publicity": {"level": str(case_type.publicity), "ground": case_type.secrecy_ground},
        "retention_years": case_type.retention_years,
        "channels": list(CHANNELS),
        "anonymous": case_type.allows_anonymous,
        "may_close_as_answered": case_type.may_close_as_answered,
        "automatic_decisions": case_type.automatic_decisions,
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """By which a page tells what it was drawn from."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def says_the_same(content: Mapping[str, Any], case_type: "CaseType") -> bool:
    """Whether the columns still are what the content spread over them."""
    is_received_there = content["receiver"]["unit"] == case_type.unit.code
    columns = _columns_of(content)
    return is_received_there and all(getattr(case_type, name) == value for name, value in columns.items())


def columns_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Raises Unit.DoesNotExist when the receiver is not known here."""
    return {"unit": Unit.objects.get(code=content["receiver"]["unit"]), **_columns_of(content)}


def _columns_of(content: Mapping[str, Any]) -> dict[str, Any]:
    remedy, publicity = content["remedy"], content["publicity"]
    return {
        "name": localized(content["name"]),
        "text": localized(content.get("text")),
        "icon": content.get("icon", "FileText"),
        "promise_days": content["deadlines"]["promise_days"],
        "remedy_kind": remedy["kind"],
        "remedy_body": localized(remedy.get("body")),
        "law_sections": remedy.get("law_sections", ""),
        "decision_texts": content.get("decision_texts", {}),
        "publicity": publicity["level"],
        "secrecy_ground": publicity.get("ground", ""),
        "retention_years": content["retention_years"],
        "allows_anonymous": content.get("anonymous", False),
        "may_close_as_answered": content.get("may_close_as_answered", False),
        "automatic_decisions": content.get("automatic_decisions", False),
        "steps": content.get("steps", []),
    }
