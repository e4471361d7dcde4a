# SPDX-License-Identifier: EUPL-1.2
"""The interface for other systems: they open cases, follow them and answer in them. docs/api.md tells how."""
