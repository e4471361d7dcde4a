# SPDX-License-Identifier: EUPL-1.2
"""The verbs of a case, the only code that changes one. Each: lock · move (or require) · write · record · notify."""
