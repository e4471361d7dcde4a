# SPDX-License-Identifier: EUPL-1.2
"""Which topic, and so which unit, a text is about. The topics are data; this is the rule that reads them."""

from collections.abc import Iterable

from feedback.models import Routing


def longest_hit(text: str, keywords: str) -> int:
    """The length of the longest keyword found in the text, 0 for none. Also inside words: Linnan*kadu*lla."""
    found = (keyword for keyword in map(str.strip, keywords.lower().split(",")) if keyword and keyword in text)
    return max(map(len, found), default=0)


def topic_of(text: str, topics: Iterable[Routing]) -> Routing | None:
    """The topic with the longest hit, because a long word tells most: *katuvalo* goes before *katu*.

    In a tie the first one; none when nothing hits, so that a human decides.
    """
    text = " ".join(text.lower().split())
    hits = [(longest_hit(text, topic.keywords), topic) for topic in topics]
    best = max((hit for hit, _topic in hits), default=0)
    return next((topic for hit, topic in hits if hit == best), None) if best else None
