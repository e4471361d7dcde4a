# SPDX-License-Identifier: EUPL-1.2
import pytest

from cases.models import Case, CaseType
from tests.cases.api_client import Caller, caller_of, open_to_systems
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory


@pytest.fixture
def case_type(cast: Cast) -> CaseType:
    """Handled in the unit of the cast's handler and decision maker."""
    found: CaseType = CaseTypeFactory(unit=cast.unit)
    return found


@pytest.fixture
def case(cast: Cast, case_type: CaseType) -> Case:
    """The resident's, just received."""
    found: Case = CaseFactory(case_type=case_type, applicant=cast.resident.person)
    return found


@pytest.fixture
def waiting(cast: Cast, case_type: CaseType) -> Case:
    """The resident's, waiting for a supplement; the handler has it."""
    found: Case = CaseFactory(
        case_type=case_type, applicant=cast.resident.person, waiting=True, handler=cast.handler.user
    )
    return found


@pytest.fixture
def in_progress(cast: Cast, case_type: CaseType) -> Case:
    found: Case = CaseFactory(
        case_type=case_type, applicant=cast.resident.person, in_progress=True, handler=cast.handler.user
    )
    return found


@pytest.fixture
def caller(cast: Cast) -> Caller:
    """A system that may open digging permits."""
    return caller_of(open_to_systems(CaseTypeFactory(code="kaivulupa", unit=cast.unit)))


@pytest.fixture
def cases(case_type: CaseType) -> list[Case]:
    found: list[Case] = CaseFactory.create_batch(3, case_type=case_type)
    return found


@pytest.fixture
def begun(cast: Cast, case_type: CaseType) -> list[Case]:
    found: list[Case] = CaseFactory.create_batch(3, case_type=case_type, in_progress=True, handler=cast.handler.user)
    return found
