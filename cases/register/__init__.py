# SPDX-License-Identifier: EUPL-1.2
"""The register of matters (Tiedonhallintalaki 906/2019 25-26 §): for everybody without people, for handlers whole."""
