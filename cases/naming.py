# SPDX-License-Identifier: EUPL-1.2
"""What a matter is called on the customer's pages. A weak log-in is not told whom it concerns, nor what was asked."""

from typing import TYPE_CHECKING

from cases.permissions import is_sure_of_person

if TYPE_CHECKING:
    from cases.models import Case
    from portal.accounts.actors import Actor


def title_for(actor: "Actor", case: "Case") -> str:
    """The kind of the matter, and for the strongly identified whom it concerns."""
    return case.title if is_sure_of_person(actor, case) else str(case.case_type)


def summary_for(actor: "Actor", case: "Case") -> str:
    """The sender's own words in a line, when the title does not say the same already."""
    tells_more = case.summary and case.summary != case.detail
    return case.summary if tells_more and is_sure_of_person(actor, case) else ""
