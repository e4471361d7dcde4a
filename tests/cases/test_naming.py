# SPDX-License-Identifier: EUPL-1.2
"""A weak log-in reads of which kind a matter is, not whom it concerns: on lists, on the case page and in the inbox."""

from dataclasses import replace

import pytest

from portal.accounts.actors import Assurance
from tests.cast import Cast
from tests.factories.cases import CaseFactory

CHILD = "Eino Kemppainen"
PAGES = ["/oma/", "/oma/asiat/", "/oma/asiat/{reference}/"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("level", [Assurance.WEAK, Assurance.STRONG])
def test_name_of_whom_it_concerns_is_told_to_the_strongly_identified(
    cast: Cast, address: str, level: Assurance
) -> None:
    case = CaseFactory(applicant=cast.resident.person, detail=CHILD, summary=f"Koulukuljetus, {CHILD}")

    page = replace(cast.resident, assurance=level).client().get(address.format(reference=case.reference))

    assert page.status_code == 200
    assert case.reference in page.text
    assert str(case.case_type) in page.text
    assert (CHILD in page.text) == (level == Assurance.STRONG)
