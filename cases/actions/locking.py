# SPDX-License-Identifier: EUPL-1.2
from cases.locking import StaleCase, lock_case

__all__ = ["StaleCase", "lock_case"]
