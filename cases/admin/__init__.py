# SPDX-License-Identifier: EUPL-1.2
"""The staff's pages of cases: the queue, the workspace of one case, and the configuration of case types."""

from cases.admin import automation, case_types, disqualifications, queue, retention, systems, text_modules

__all__ = ["automation", "case_types", "disqualifications", "queue", "retention", "systems", "text_modules"]
