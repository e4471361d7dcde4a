# SPDX-License-Identifier: EUPL-1.2
"""The checks of the publish gate. Each takes the parts of a content and yields (where, what is wrong in Finnish)."""
