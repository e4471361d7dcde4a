# SPDX-License-Identifier: EUPL-1.2
"""Pages that exist only where DEBUG is on."""

from django.urls import URLPattern, URLResolver, include, path

from portal.demo import mailbox
from portal.pages.components import components

demo = [
    path("posti/", mailbox.letter_list, name="letters"),
    path("posti/<int:number>/", mailbox.letter, name="letter"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("demo/", include((demo, "demo"))),
    path("komponentit/", components, name="components"),
]
