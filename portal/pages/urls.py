# SPDX-License-Identifier: EUPL-1.2
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal.accounts.access import public
from portal.pages import my, views
from portal.pages.sitemaps import SITEMAPS

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("oma/", my.my, name="my"),
    # news and disturbances
    path("ajankohtaista/", views.notices, name="notices"),
    path("ajankohtaista/<slug:slug>/", views.notice, name="notice"),
    # help and statements
    path("kajaani-info/", views.info, name="info"),
    path("saavutettavuus/", views.accessibility, name="accessibility"),
    path("tietosuoja/", views.privacy, name="privacy"),
    path("selkokieli/", views.plain, name="plain"),
    # for search engines
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", public(views.for_everybody(sitemap)), {"sitemaps": SITEMAPS}, name="sitemap"),
]
