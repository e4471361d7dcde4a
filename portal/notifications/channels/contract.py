# SPDX-License-Identifier: EUPL-1.2


class DeliveryRefused(Exception):
    """The channel will never carry this delivery (the address does not exist, for one)."""
