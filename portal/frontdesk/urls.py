# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from portal.frontdesk import views

app_name = "frontdesk"
urlpatterns = [
    # neuvonta/: finding and opening
    path("", views.search, name="search"),
    path("uusi-asiakas/", views.new_customer, name="new-customer"),
    path("avaa/<uuid:public_id>/", views.open_person, name="open"),
    path("luonnos/", views.take_draft, name="take-draft"),
    # neuvonta/asiakas/: the customer of the open session
    path("asiakas/<uuid:public_id>/", views.customer, name="customer"),
    # neuvonta/yhteydenotto/: the contact moment itself
    path("yhteydenotto/aloita/", views.begin, name="begin"),
    path("yhteydenotto/<uuid:public_id>/", views.contact, name="contact"),
    path("yhteydenotto/<uuid:public_id>/jatka/", views.proceed, name="continue"),
    path("yhteydenotto/<uuid:public_id>/paata/", views.close, name="close"),
]
