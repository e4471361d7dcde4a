# SPDX-License-Identifier: EUPL-1.2
"""Staff's pages of forms."""

from services.eforms.admin import bundles, definitions, library, lists

__all__ = ["bundles", "definitions", "library", "lists"]
