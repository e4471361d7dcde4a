# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from portal.notifications import views

app_name = "notifications"
urlpatterns = [
    # oma/viestit/ – what the portal has told
    path("viestit/", views.inbox, name="inbox"),
]
