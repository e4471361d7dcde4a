# SPDX-License-Identifier: EUPL-1.2
"""The content policies of the one page that shows another of ours in a frame, and of the one that is shown."""

from typing import Any

from django.conf import settings
from django.utils.csp import CSP

_STRICT: Any = settings.SECURE_CSP
FRAMING_CSP: dict[str, list[str]] = {**_STRICT, "frame-src": [CSP.SELF]}
FRAMED_CSP: dict[str, list[str]] = {**_STRICT, "frame-ancestors": [CSP.SELF]}
