# SPDX-License-Identifier: EUPL-1.2
"""The looser content policy that unfold's pages need: Alpine evaluates its expressions and sets inline styles.

It is put on configuration pages one by one; a page that forgets to ask keeps the strict policy of the portal.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import URLPattern
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

_STRICT: Any = settings.SECURE_CSP
UNFOLD_CSP: dict[str, list[str]] = {
    **_STRICT,
    "script-src": [*_STRICT["script-src"], CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
}


def with_unfold_csp(patterns: Iterable[Any]) -> list[Any]:
    """The same URL patterns, the views themselves (not what they include) answering with unfold's policy."""
    patterns = list(patterns)
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = csp_override(UNFOLD_CSP)(pattern.callback)
    return patterns
