# SPDX-License-Identifier: EUPL-1.2
"""The designer's pages. `shell.py` (one level up) is what its tabs share."""
