# SPDX-License-Identifier: EUPL-1.2
"""The addresses of reviewing and of the library, with the strict content policy of the portal."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from services.eforms.admin import figures, library, review, trial


def review_urls(site: AdminSite) -> list[URLPattern]:
    def page(route: str, view: Callable[..., Any], name: str) -> URLPattern:
        return path(route, site.admin_view(view), name=f"eforms_formdefinition_{name}")

    return [
        page("uusi/", library.new_form, "new"),
        page("<slug:slug>/lohkot/", library.blocks, "blocks"),
        page("<slug:slug>/lohkot/lisaa/", library.block_insert, "block_insert"),
        page("<slug:slug>/lohkot/ota/", library.block_take, "block_take"),
        page("<slug:slug>/lohkot/tee/", library.block_make, "block_make"),
        page("luettavuus/", review.reading, "reading"),
        page("<slug:slug>/tarkistus/", review.review, "review"),
        page("<slug:slug>/tarkistus/pyyda/", review.ask, "ask"),
        page("<slug:slug>/tarkistus/julkaise/", review.publish, "publish"),
        page("<slug:slug>/tarkistus/kommentit/", review.comment, "comment"),
        page("<slug:slug>/tarkistus/kommentit/<int:pk>/kasitelty/", review.comment_resolve, "comment_resolve"),
        page("<slug:slug>/luvut/", figures.figures, "figures"),
        page("<slug:slug>/versiot/", review.versions, "versions"),
        page("<slug:slug>/kokeile/", trial.trial, "trial"),
        page("<slug:slug>/kokeile/<int:pk>/", trial.rehearsal, "rehearsal"),
    ]
