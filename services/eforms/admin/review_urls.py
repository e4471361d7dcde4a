# SPDX-License-Identifier: EUPL-1.2
"""The addresses of reviewing, for FormDefinitionAdmin.get_urls. With the portal's own strict content policy."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from services.eforms.admin import review, trial


def review_urls(site: AdminSite) -> list[URLPattern]:
    def page(route: str, view: Callable[..., Any], name: str) -> URLPattern:
        return path(route, site.admin_view(view), name=f"eforms_formdefinition_{name}")

    return [
        page("luettavuus/", review.reading, "reading"),
        page("<slug:slug>/tarkistus/", review.review, "review"),
        page("<slug:slug>/tarkistus/pyyda/", review.ask, "ask"),
        page("<slug:slug>/tarkistus/julkaise/", review.publish, "publish"),
        page("<slug:slug>/tarkistus/kommentit/", review.comment, "comment"),
        page("<slug:slug>/tarkistus/kommentit/<int:pk>/kasitelty/", review.comment_resolve, "comment_resolve"),
        page("<slug:slug>/versiot/", review.versions, "versions"),
        page("<slug:slug>/kokeile/", trial.trial, "trial"),
        page("<slug:slug>/kokeile/<int:pk>/", trial.rehearsal, "rehearsal"),
    ]
