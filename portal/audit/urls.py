# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from portal.audit import views

app_name = "audit"
urlpatterns = [
    # oma/katseluloki/ – who has looked at my data
    path("katseluloki/", views.access_log, name="access-log"),
]
