# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from services.catalogue import views

app_name = "catalogue"
urlpatterns = [
    # services; fixed words come before the slug of a service
    path("palvelut/", views.service_list, name="list"),
    path("palvelut/aakkosittain/", views.az, name="az"),
    path("palvelut/sektori/<slug:slug>/", views.sector, name="sector"),
    path("palvelut/<slug:slug>/", views.service, name="service"),
    path("haku/", views.search, name="search"),
    # life events
    path("elamantilanteet/", views.life_events, name="life-events"),
    path("elamantilanteet/<slug:slug>/", views.life_event, name="life-event"),
    # places
    path("palvelupisteet/", views.points, name="points"),
    path("palvelupisteet/<slug:slug>/", views.point, name="point"),
]
