# SPDX-License-Identifier: EUPL-1.2
"""Which topic, and so which unit, a text is about. The topics are data; this is the rule that reads them."""

import re
from collections.abc import Iterable

from feedback.models import Routing


def hits_count(words: list[str], keywords: str) -> int:
    """How many keywords begin some word of the text. A keyword of two words needs them next to each other."""
    text = " " + " ".join(words)
    starts = (keyword.strip().lower() for keyword in keywords.split(","))
    return sum(1 for start in starts if start and f" {start}" in text)


def topic_of(text: str, topics: Iterable[Routing]) -> Routing | None:
    """The topic with most hits, the first one in a tie; none when nothing hits, so that a human decides."""
    words = re.findall(r"\w+", text.lower())
    best, best_hits = None, 0
    for topic in topics:
        hits = hits_count(words, topic.keywords)
        if hits > best_hits:
            best, best_hits = topic, hits
    return best
