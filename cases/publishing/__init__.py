# SPDX-License-Identifier: EUPL-1.2
"""Decisions for everybody: what is hidden, the public PDF, the list and its feed."""
