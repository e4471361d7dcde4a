# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from cases import views

app_name = "cases"
urlpatterns = [
    # the citizen's cases
    path("oma/asiat/", views.citizen_cases, name="citizen-cases"),
    path("oma/asiat/<str:reference>/", views.citizen_case, name="citizen-case"),
    path("oma/asiat/<str:reference>/taydennys/", views.citizen_supplement_answer, name="citizen-supplement-answer"),
    path("oma/asiat/<str:reference>/viesti/", views.citizen_message, name="citizen-message"),
    path("oma/asiat/<str:reference>/peru/", views.citizen_withdraw, name="citizen-withdraw"),
    path("oma/asiat/<str:reference>/asiakirjat/<uuid:public_id>/", views.citizen_document, name="citizen-document"),
    # without log-in
    path("seuraa/", views.track, name="track"),
]
