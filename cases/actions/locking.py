# SPDX-License-Identifier: EUPL-1.2
from cases.locking import StaleCase

__all__ = ["StaleCase"]
