# SPDX-License-Identifier: EUPL-1.2
"""Pure changes of a form's content: what the designer does, without the database or the page."""
