# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from feedback import views

app_name = "feedback"
urlpatterns = [
    # palaute/: everybody's and one's own
    path("palaute/", views.create, name="create"),
    path("palaute/seuraa/", views.track, name="track"),
    path("palaute/<slug:reference>/", views.item, name="item"),
    path("palaute/<slug:reference>/kiitos/", views.receipt, name="receipt"),
    path("palaute/<slug:reference>/avaa-uudelleen/", views.reopen, name="reopen"),
    path("palaute/<slug:reference>/kuva/", views.photo, name="photo"),
]
