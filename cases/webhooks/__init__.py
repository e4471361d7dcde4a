# SPDX-License-Identifier: EUPL-1.2
"""Telling other systems that a case of theirs has changed (docs/api.md)."""
