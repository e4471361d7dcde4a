# SPDX-License-Identifier: EUPL-1.2
"""Every page of ours says for whom it is."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OTHERS = ("allauth.", "django.", "unfold.", "debug_toolbar.")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            # Admin pages are for staff by construction; tests/permissions walks them.
            if pattern.namespace != "admin":
                yield from patterns(pattern, f"{prefix}{pattern.pattern}")
        else:
            yield f"{prefix}{pattern.pattern}", pattern


def is_ours(callback: Callable[..., Any]) -> bool:
    return not callback.__module__.startswith(OTHERS)


def test_every_view_says_for_whom_it_is() -> None:
    missing = [
        f"{path} ({pattern.callback.__module__}.{pattern.callback.__name__})"
        for path, pattern in patterns()
        if is_ours(pattern.callback) and not hasattr(pattern.callback, "audience")
    ]

    assert not missing, f"Decorate with @public, @citizen_only, @staff_only or @frontdesk_only: {missing}"


def test_no_address_carries_a_row_id() -> None:
    own = ("<int:year>", "<int:number>")  # the section number of a decision is its own name, not a row's
    numbered = [
        path
        for path, pattern in patterns()
        if is_ours(pattern.callback) and any(part not in own for part in re.findall(r"<int:\w+>", path))
    ]

    assert not numbered, f"Use a human reference or a public id: {numbered}"
