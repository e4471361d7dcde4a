# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from services.eforms import views

app_name = "eforms"
urlpatterns = [
    # lomake/: before there is a draft
    path("lomake/<slug:slug>/", views.start, name="start"),
    path("lomake/<slug:slug>/aloita/", views.begin, name="begin"),
    path("lomake/<slug:slug>/paperi.pdf", views.paper, name="paper"),
    # elamantilanne/: several forms at once, and what was sent together
    path("elamantilanne/<slug:slug>/", views.bundle, name="bundle"),
    path("elamantilanne/<slug:slug>/aloita/", views.bundle_begin, name="bundle-begin"),
    path("oma/kokonaisuudet/<uuid:key>/", views.bundle_status, name="bundle-status"),
    path("sisaiset-lomakkeet/", views.internal, name="internal"),
    path("luonnokset/", views.drafts, name="drafts"),
    path("lomakemuoto.json", views.form_schema, name="form-schema"),
    # luonnos/<key>/: one draft (the words here are reserved in engine/definition.py)
    path("luonnos/<uuid:key>/", views.draft, name="draft"),
    path("luonnos/<uuid:key>/yhteenveto/", views.review, name="review"),
    path("luonnos/<uuid:key>/laheta/", views.send, name="send"),
    path("luonnos/<uuid:key>/kuittaus/", views.receipt, name="receipt"),
    path("luonnos/<uuid:key>/kopio.pdf", views.copy, name="copy"),
    path("luonnos/<uuid:key>/poista/", views.draft_cancel, name="draft-cancel"),
    path("luonnos/<uuid:key>/uusi-versio/", views.new_version, name="new-version"),
    path("luonnos/<uuid:key>/liita/", views.claim, name="claim"),
    path("luonnos/<uuid:key>/liite/<uuid:upload_key>/", views.upload_file, name="upload-file"),
    # luonnos/<key>/jaa/: fill together, go on elsewhere
    path("luonnos/<uuid:key>/jaa/", views.sharing, name="sharing"),
    path("luonnos/<uuid:key>/jaa/laitteelle/", views.share_to_device, name="share-to-device"),
    path("luonnos/<uuid:key>/jaa/neuvontaan/", views.share_to_desk, name="share-to-desk"),
    path("luonnos/<uuid:key>/jaa/takaisin/", views.share_take_back, name="share-take-back"),
    path("luonnos/<uuid:key>/jaa/kutsu/", views.share_invite, name="share-invite"),
    path("luonnos/<uuid:key>/jaa/kutsu/<uuid:invitation_key>/peru/", views.share_withdraw, name="share-withdraw"),
    path("luonnos/<uuid:key>/jaa/kutsu/<uuid:invitation_key>/uudelleen/", views.share_again, name="share-again"),
    path("luonnos/<uuid:key>/allekirjoitukset/", views.signatures_ask, name="signatures-ask"),
    path("luonnos/<uuid:key>/allekirjoitukset/peru/", views.signatures_withdraw, name="signatures-withdraw"),
    path("postinumero/", views.post_office, name="post-office"),
    path("jatka/", views.resume, name="resume"),
    # kutsu/<key>/<token>/: the own link of somebody who was invited
    path("kutsu/<uuid:key>/<str:token>/", views.invitation, name="invitation"),
    path("kutsu/<uuid:key>/<str:token>/liity/", views.invitation_join, name="invitation-join"),
    path("kutsu/<uuid:key>/<str:token>/allekirjoita/", views.invitation_sign, name="invitation-sign"),
    path("kutsu/<uuid:key>/<str:token>/kieltaydy/", views.invitation_decline, name="invitation-decline"),
    path("kutsu/<uuid:key>/<str:token>/liite/<uuid:upload_key>/", views.invitation_file, name="invitation-file"),
    # luonnos/<key>/<step>/: one step of it
    path("luonnos/<uuid:key>/<slug:step_key>/", views.step, name="step"),
    path("luonnos/<uuid:key>/<slug:step_key>/tallenna/", views.autosave, name="autosave"),
    path("luonnos/<uuid:key>/<slug:step_key>/muutos/", views.react, name="react"),
    path("luonnos/<uuid:key>/<slug:step_key>/rivit/<slug:field>/", views.row_add, name="row-add"),
    path("luonnos/<uuid:key>/<slug:step_key>/rivit/<slug:field>/<slug:row>/", views.row_remove, name="row-remove"),
    path("luonnos/<uuid:key>/<slug:step_key>/edellinen/", views.back, name="back"),
    path("luonnos/<uuid:key>/<slug:step_key>/keskeyta/", views.pause, name="pause"),
    path("luonnos/<uuid:key>/<slug:step_key>/vaarin/<slug:name>/", views.wrong, name="wrong"),
    path("luonnos/<uuid:key>/<slug:step_key>/vaarin/<slug:name>/hae/", views.fetch, name="fetch"),
    path("luonnos/<uuid:key>/<slug:step_key>/liitteet/", views.upload, name="upload"),
    path("luonnos/<uuid:key>/<slug:step_key>/liitteet/<uuid:upload_key>/", views.upload_delete, name="upload-delete"),
    path("luonnos/<uuid:key>/<slug:step_key>/liitteet/<slug:field>/", views.upload_one, name="upload-one"),
]
