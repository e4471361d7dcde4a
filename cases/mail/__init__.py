# SPDX-License-Identifier: EUPL-1.2
"""Answers by e-mail: from the address that a mail of ours gives, through the mailbox, into the case."""
