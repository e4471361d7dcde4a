# SPDX-License-Identifier: EUPL-1.2
"""What somebody has moved in a list: the fewest whose moving explains the new order."""

from collections.abc import Sequence


def moved_items(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Those of both lists that have been moved, in their new order."""
    common = [key for key in after if key in set(before)]
    places = [before.index(key) for key in common]
    stayed = _longest_rising(places)
    return [key for index, key in enumerate(common) if index not in stayed]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Indexes of one longest rising subsequence. Some tens of numbers, so the plain way."""
    chains: list[list[int]] = [[]]
    for index, number in enumerate(numbers):
        before = [chain for chain in chains if not chain or numbers[chain[-1]] < number]
        chains.append([*max(before, key=len), index])
    longest: list[int] = max(chains, key=len)
    return set(longest)
