# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from cases import hearing_views, rectifying_views, sharing_views, views
from cases.automation import views as automation
from cases.publishing import views as published
from cases.register import views as register_views

app_name = "cases"
urlpatterns = [
    # the register of matters
    path("rekisteri/", register_views.register, name="register"),
    path("rekisteri/csv/", register_views.register_csv, name="register-csv"),
    # rules that handle matters by themselves
    path("automaatio/", automation.rules_in_use, name="automation"),
    # the citizen's cases
    path("oma/asiat/", views.citizen_cases, name="citizen-cases"),
    path("oma/asiat/<str:reference>/", views.citizen_case, name="citizen-case"),
    path("oma/asiat/<str:reference>/taydennys/", views.citizen_supplement_answer, name="citizen-supplement-answer"),
    path("oma/asiat/<str:reference>/viesti/", views.citizen_message, name="citizen-message"),
    path("oma/asiat/<str:reference>/peru/", views.citizen_withdraw, name="citizen-withdraw"),
    path("oma/asiat/<str:reference>/paivat.ics", views.citizen_calendar, name="citizen-calendar"),
    path("oma/asiat/<str:reference>/katselut/", views.citizen_looks, name="citizen-looks"),
    path("oma/asiat/<str:reference>/asiakirjat/<uuid:public_id>/", views.citizen_document, name="citizen-document"),
    path("oma/asiat/<str:reference>/oikaisu/", rectifying_views.citizen_rectification, name="citizen-rectification"),
    path("oma/asiat/<str:reference>/asiamies/", sharing_views.citizen_sharing, name="citizen-sharing"),
    path(
        "oma/asiat/<str:reference>/asiamies/<uuid:key>/lopeta/",
        sharing_views.citizen_sharing_end,
        name="citizen-sharing-end",
    ),
    path("oma/asiat/<str:reference>/kuuleminen/<uuid:key>/", hearing_views.citizen_hearing, name="citizen-hearing"),
    path(
        "oma/asiat/<str:reference>/kuuleminen/<uuid:key>/<uuid:public_id>/",
        hearing_views.citizen_hearing_document,
        name="citizen-hearing-document",
    ),
    # decisions for everybody
    path("paatokset/", published.published_list, name="published-list"),
    path("paatokset/syote.atom", published.published_feed, name="published-feed"),
    path("paatokset/<slug:unit>/<int:year>/<int:number>/", published.published, name="published"),
    path("paatokset/<slug:unit>/<int:year>/<int:number>/paatos.pdf", published.published_pdf, name="published-pdf"),
    # without log-in
    path("lausunto/<str:token>/", hearing_views.statement, name="statement"),
    path("lausunto/<str:token>/<uuid:public_id>/", hearing_views.statement_document, name="statement-document"),
    path("asiamies/<uuid:key>/<str:token>/", sharing_views.representation, name="representation"),
    path("asiamies/<uuid:key>/<str:token>/hyvaksy/", sharing_views.representation_accept, name="representation-accept"),
    path(
        "asiamies/<uuid:key>/<str:token>/kieltaydy/",
        sharing_views.representation_decline,
        name="representation-decline",
    ),
    path("seuraa/", views.track, name="track"),
]
