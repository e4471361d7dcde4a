# SPDX-License-Identifier: EUPL-1.2
from tests.cases.conftest import case, case_type

__all__ = ["case", "case_type"]
