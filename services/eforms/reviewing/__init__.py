# SPDX-License-Identifier: EUPL-1.2
"""From a version that is being written to one that is published: what is wrong, what changed, what would follow."""
