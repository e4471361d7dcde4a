# SPDX-License-Identifier: EUPL-1.2
"""Pages that exist only where DEBUG is on."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
