# SPDX-License-Identifier: EUPL-1.2
"""What forms share: blocks of questions, and contents that the common kinds of forms begin with. Pure."""
