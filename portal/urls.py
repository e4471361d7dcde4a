# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from portal import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/v1/", include("cases.api.urls")),
    *i18n_patterns(
        path("", include("portal.pages.urls")),
        path("", include("services.catalogue.urls")),
        path("", include("services.eforms.urls")),
        path("", include("cases.urls")),
        path("", include("feedback.urls")),
        path("oma/", include("portal.notifications.urls")),
        path("oma/", include("portal.accounts.urls")),
        path("oma/", include("portal.audit.urls")),
        path("kirjaudu/", include("allauth.urls")),
        path("neuvonta/", include("portal.frontdesk.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "portal.pages.errors.bad_request"
handler403 = "portal.pages.errors.permission_denied"
handler404 = "portal.pages.errors.page_not_found"
handler500 = "portal.pages.errors.server_error"

if settings.DEBUG:
    from portal.demo.urls import urlpatterns as demo_urlpatterns

    urlpatterns += demo_urlpatterns
