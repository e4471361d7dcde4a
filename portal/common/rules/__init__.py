# SPDX-License-Identifier: EUPL-1.2
"""Conditions and expressions over facts: pure, the same for the logic of forms and for automatic handling of cases.

facts.py: what may be looked at · conditions.py: does it hold · expressions.py: what number or day it makes ·
checks.py: is a definition well formed.
"""
