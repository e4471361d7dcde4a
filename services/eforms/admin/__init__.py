# SPDX-License-Identifier: EUPL-1.2
"""Staff's pages of forms."""

from services.eforms.admin import definitions, library, lists

__all__ = ["definitions", "library", "lists"]
