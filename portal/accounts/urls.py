# SPDX-License-Identifier: EUPL-1.2
"""Under /oma/: who I am, for whom I act."""

from django.urls import path

from portal.accounts import views

app_name = "accounts"
urlpatterns = [
    # tiedot/ – the person's own data
    path("tiedot/", views.profile, name="profile"),
    path("tiedot/henkilotunnus/", views.profile_hetu, name="profile-hetu"),
    path("tunnistaudu/", views.identify, name="identify"),
    # puolesta/ – acting for somebody
    path("puolesta/", views.behalf, name="behalf"),
    path("puolesta/lopeta/", views.act_for_self, name="act-for-self"),
    path("puolesta/<str:principal_key>/", views.act_for, name="act-for"),
]
