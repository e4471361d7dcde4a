# SPDX-License-Identifier: EUPL-1.2
import pytest

from cases.models import CaseType
from portal.common.rules.checks import schema_of
from services.eforms.engine.validation import problems_of
from services.eforms.engine.vocabulary import FORM_RULES
from services.eforms.library.kinds import KINDS, beginning_of
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.reviewing.gate import findings


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_begins_with_is_sound_and_passes_the_gate(kind: str) -> None:
    content = beginning_of(kind)
    case_type = CaseType(publicity="public", retention_years=10)
    version = FormVersion(definition=FormDefinition(slug="x", case_type=case_type), content=content)

    assert list(problems_of(content)) == []
    assert findings(version) == []


def test_there_is_a_beginning_for_each_kind_of_the_format() -> None:
    assert set(KINDS) == set(schema_of(FORM_RULES["kind"])["enum"])
