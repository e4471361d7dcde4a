# SPDX-License-Identifier: EUPL-1.2
"""What was filled together, back to each form: by input, by question, as the form itself would have it."""

from collections.abc import Mapping
from typing import Any

Keys = Mapping[str, str]


def of_member(joint: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """The entries of the merged form that belong to the member: answers by input, or files and remarks by question."""
    own = {there: here for here, there in keys.items()}
    return {
        f"{own[key]}{sep}{rest}": value
        for name, value in joint.items()
        for key, sep, rest in [name.partition("__")]
        if key in own
    }


def to_joint(entries: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """The other way: the member's entries by the names of the merged form."""
    return {
        f"{keys[key]}{sep}{rest}": value
        for name, value in entries.items()
        for key, sep, rest in [name.partition("__")]
        if key in keys
    }
