# SPDX-License-Identifier: EUPL-1.2
"""How long cases are kept and how they go (Tiedonhallintalaki 906/2019 21 §, GDPR 5(1)(e))."""
