# SPDX-License-Identifier: EUPL-1.2
"""A system that calls the interface."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from cases.models import Case, CaseType, ExternalSystem
from tests.factories.cases import CaseTypeVersionFactory
from tests.factories.systems import ExternalSystemFactory, SystemKeyFactory, token_of

CONTENT = [
    {
        "title": {"fi": "Työ"},
        "rows": [{"key": "katu", "label": {"fi": "Katu"}, "value": "Kauppakatu 12"}],
    }
]


@dataclass
class Caller:
    system: ExternalSystem
    token: str
    http: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> Any:
        return self.http.get(self._address(path), headers=self._headers(headers))

    def post(self, path: str, body: Any, *, key: str = "", **headers: str) -> Any:
        own = {"Idempotency-Key": key} if key else {}
        content = body if isinstance(body, str) else json.dumps(body)
        given = self._headers({**own, **headers})
        return self.http.post(self._address(path), content, content_type="application/json", headers=given)

    def opened(self, **filing: Any) -> Case:
        """A case that it has opened."""
        answer = self.post("cases", filing_of(**filing), key=filing.get("summary", "a"))
        assert answer.status_code == 201, answer.content
        found: Case = Case.objects.get(reference=answer.json()["reference"])
        return found

    @staticmethod
    def _address(path: str) -> str:
        return path if path.startswith("/") else f"/api/v1/{path}"

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **headers}


def caller_of(*case_types: CaseType, **facts: Any) -> Caller:
    """A system with a key that may open the types."""
    system = ExternalSystemFactory(case_types=case_types, **facts)
    return Caller(system, token_of(SystemKeyFactory(system=system)))


def open_to_systems(case_type: CaseType, **changes: Any) -> CaseType:
    """Publish terms for it; by themselves cases come through every channel."""
    CaseTypeVersionFactory(case_type=case_type, content_changes=changes)
    return case_type


def filing_of(**changes: Any) -> dict[str, Any]:
    filing = {
        "case_type": "kaivulupa",
        "parties": [{"role": "applicant", "name": "Veikko Väylä", "email": "veikko@mail.example"}],
        "content": CONTENT,
        "email": "veikko@mail.example",
    }
    return {**filing, **changes}
