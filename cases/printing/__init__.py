# SPDX-License-Identifier: EUPL-1.2
"""Decisions on paper (Hallintolaki 434/2003 59-61 §): letters in a queue, their file for the printer, and receipts."""
