# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from services.eforms import views

app_name = "eforms"
urlpatterns = [
    # lomake/: before there is a draft
    path("lomake/<slug:slug>/", views.start, name="start"),
    path("lomake/<slug:slug>/aloita/", views.begin, name="begin"),
    path("luonnokset/", views.drafts, name="drafts"),
    # luonnos/<key>/: one draft (the words here are reserved in engine/definition.py)
    path("luonnos/<uuid:key>/", views.draft, name="draft"),
    path("luonnos/<uuid:key>/yhteenveto/", views.review, name="review"),
    path("luonnos/<uuid:key>/laheta/", views.send, name="send"),
    path("luonnos/<uuid:key>/kuittaus/", views.receipt, name="receipt"),
    path("luonnos/<uuid:key>/poista/", views.draft_cancel, name="draft-cancel"),
    path("luonnos/<uuid:key>/uusi-versio/", views.new_version, name="new-version"),
    path("luonnos/<uuid:key>/liita/", views.claim, name="claim"),
    path("luonnos/<uuid:key>/liite/<uuid:upload_key>/", views.upload_file, name="upload-file"),
    # luonnos/<key>/<step>/: one step of it
    path("luonnos/<uuid:key>/<slug:step_key>/", views.step, name="step"),
    path("luonnos/<uuid:key>/<slug:step_key>/tallenna/", views.autosave, name="autosave"),
    path("luonnos/<uuid:key>/<slug:step_key>/edellinen/", views.back, name="back"),
    path("luonnos/<uuid:key>/<slug:step_key>/keskeyta/", views.pause, name="pause"),
    path("luonnos/<uuid:key>/<slug:step_key>/liitteet/", views.upload, name="upload"),
    path("luonnos/<uuid:key>/<slug:step_key>/liitteet/<uuid:upload_key>/", views.upload_delete, name="upload-delete"),
]
