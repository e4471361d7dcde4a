# SPDX-License-Identifier: EUPL-1.2
"""Who gets what at every URL: one line for each, GET and then POST.

The twelve letters are the cast in its order: a visitor; stranger, resident, guardian, agent; clerk of the desk,
handler, another unit's handler, decision maker, editor, main user, auditor. Three letters stand where only a visitor,
a citizen and staff could differ. What they reach is the resident's and in the unit of the handler, unless its word (see
world.py; posted.py tells what POST sends) says otherwise.

    o  the page                r  done, or led on         l  to log in             i  to identify strongly
    x  403 not for you         -  404 no such thing       m  405 not this way      c  409 not now
    u  401 not identified      d  503 something is down
"""

from collections.abc import Iterator

PAGES: dict[str, str] = {
    "public pages": """
/healthz                                                    ooo  ooo
/readyz                                                     ddd  ddd
pages:home                                                  ooo  ooo
cases:register                                              ooo  ooo
cases:automation                                            ooo  ooo
cases:register-csv                                          ooo  ooo
pages:my                                                    lor  mmm
pages:notices                                               ooo  ooo
pages:notice notice                                         ooo  ooo
pages:info                                                  ooo  ooo
pages:accessibility                                         ooo  ooo
pages:privacy                                               ooo  ooo
pages:plain                                                 ooo  ooo
pages:robots                                                ooo  ooo
pages:sitemap                                               ooo  ooo
catalogue:list                                              ooo  ooo
catalogue:az                                                ooo  ooo
catalogue:sector sector                                     ooo  ooo
catalogue:service service                                   ooo  ooo
catalogue:search                                            ooo  ooo
catalogue:life-events                                       ooo  ooo
catalogue:life-event life_event                             ooo  ooo
catalogue:points                                            ooo  ooo
catalogue:point point                                       ooo  ooo
""",
    "interface of systems": """
api:openapi                                                 ooo  mmm
api:case-types                                              uuu  mmm
api:case-type case_type                                     uuu  mmm
api:cases                                                   uuu  uuu
api:case systems_case                                       uuu  mmm
api:events systems_case                                     uuu  mmm
api:messages systems_case                                   uuu  uuu
api:supplement systems_case                                 mmm  uuu
api:withdrawal systems_case                                 mmm  uuu
api:document systems_case nobody                            uuu  mmm
""",
    "filling a form": """
eforms:form-schema                                           o oooo ooooooo  o oooo ooooooo
eforms:start form                                           o oooo ooooooo  o oooo ooooooo
eforms:paper form                                           ooo  mmm
eforms:begin form                                           m mmmm mmmmmmm  c rrrr ccccccc
eforms:bundle bundle                                        o oooo ooooooo  m mmmm mmmmmmm
eforms:bundle-begin bundle                                  m mmmm mmmmmmm  c rrrr ccccccc
eforms:bundle-status sent_together                          l -o-- xxxxxxx  l mmmm xxxxxxx
eforms:internal                                             lxo  lxo
eforms:drafts                                               o oooo ooooooo  o oooo ooooooo
eforms:post-office                                          o oooo ooooooo  o oooo ooooooo
eforms:draft draft                                          l -r-- -------  x -r-- -------
eforms:review draft                                         l -o-- -------  x -o-- -------
eforms:send draft                                           l -r-- -------  x -o-- -------
eforms:receipt draft                                        l ---- -------  x ---- -------
eforms:copy draft                                           l ---- -------  x ---- -------
eforms:draft-cancel draft                                   l -o-- -------  x -r-- -------
eforms:claim draft                                          l -r-- -------  x -x-- -------
eforms:new-version draft                                    l -r-- -------  x -r-- -------
eforms:upload-file draft upload                             l -o-- -------  x -o-- -------
eforms:step draft step                                      l -o-- -------  x -r-- -------
eforms:autosave draft step                                  l -r-- -------  x -o-- -------
eforms:react draft step                                     l -r-- -------  x -o-- -------
eforms:row-add rows_draft rows_step group                    l -r-- -------  x -r-- -------
eforms:row-remove rows_draft rows_step group row             l -r-- -------  x -r-- -------
eforms:wrong draft step known                               l -o-- -------  x -o-- -------
eforms:fetch draft step known                               l -r-- -------  x -r-- -------
eforms:back draft step                                      l -r-- -------  x -r-- -------
eforms:pause draft step                                     l -r-- -------  x -r-- -------
eforms:upload draft step                                    l -r-- -------  x -r-- -------
eforms:upload-one rows_draft rows_step group                l -r-- -------  x ---- -------
eforms:upload-delete draft step upload                      l -r-- -------  x -r-- -------
eforms:step visitors_draft step                             l ---- -------  x ---- -------
""",
    "filling together": """
eforms:resume                                               o oooo ooooooo  o oooo ooooooo
eforms:sharing draft                                        l -o-- -------  x -o-- -------
eforms:share-to-device draft                                l -r-- -------  x -o-- -------
eforms:share-to-desk draft                                  l -r-- -------  x -o-- -------
eforms:share-take-back draft                                l -r-- -------  x -r-- -------
eforms:share-invite draft                                   l -r-- -------  x -o-- -------
eforms:share-withdraw draft invitation                      l -r-- -------  x -r-- -------
eforms:share-again draft invitation                         l -r-- -------  x -r-- -------
eforms:sharing joined_draft                                 l -o-- -------  x -o-- -------
eforms:review joined_draft                                  l oo-- -------  x oo-- -------
eforms:send joined_draft                                    l rr-- -------  x xr-- -------
eforms:draft-cancel joined_draft                            l -o-- -------  x -r-- -------
eforms:signatures-ask signed_draft                          l -r-- -------  x -r-- -------
eforms:signatures-withdraw signed_draft                     l -r-- -------  x -r-- -------
eforms:invitation invitation token                          o ocoo ooooooo  o ocoo ooooooo
eforms:invitation nobody token                              - ---- -------  - ---- -------
eforms:invitation-join invitation token                     m mmmm mmmmmmm  o rcrr ooooooo
eforms:invitation signer signer_token                       o ocoo ooooooo  o ocoo ooooooo
eforms:invitation-sign signer signer_token                  m mmmm mmmmmmm  o rcrr ooooooo
eforms:invitation-decline signer signer_token               m mmmm mmmmmmm  o rcrr ooooooo
eforms:invitation-file signer signer_token paper            o ocoo ooooooo  o ocoo ooooooo
""",
    "own cases": """
cases:citizen-cases                                         l oooo xxxxxxx  l mmmm xxxxxxx
cases:citizen-case case                                     l -o-- -------  x -m-- -------
cases:citizen-case childs_case                              l --o- -------  x --m- -------
cases:citizen-case associations_case                        l ---o -------  x ---m -------
cases:citizen-case other_units_case                         l o--- -------  x m--- -------
cases:citizen-supplement-answer waiting                     l -r-- -------  x -o-- -------
cases:citizen-message case                                  l -r-- -------  x -o-- -------
cases:citizen-withdraw case                                 l -o-- -------  x -r-- -------
cases:citizen-withdraw decided                              l -o-- -------  x -c-- -------
cases:citizen-calendar waiting                              l -o-- -------  x -m-- -------
cases:citizen-calendar case                                 l ---- -------  x -m-- -------
cases:citizen-looks case                                    l -o-- -------  x -m-- -------
cases:citizen-looks heard                                   l -o-- -------  x -m-- -------
cases:citizen-document case document                        l -o-- -------  x -m-- -------
cases:citizen-document case nobody                          l ---- -------  x -m-- -------
cases:citizen-rectification served                          l -o-- -------  x -r-- -------
cases:citizen-rectification case                            l -o-- -------  x -c-- -------
cases:citizen-hearing heard hearing                         l -o-- -------  x -r-- -------
cases:citizen-hearing case hearing                          l ---- -------  x ---- -------
cases:citizen-hearing-document heard hearing shown          l -o-- -------  x -m-- -------
cases:citizen-hearing-document heard hearing document       l ---- -------  x -m-- -------
cases:citizen-sharing case                                  l -o-- -------  x -o-- -------
cases:citizen-sharing-end case right                        l -r-- -------  x -r-- -------
cases:citizen-sharing-end case nobody                       l ---- -------  x ---- -------
cases:representation right right_token                      o ocoo ooooooo  m mmmm mmmmmmm
cases:representation nobody right_token                     - ---- -------  - ---- -------
cases:representation-accept right right_token               m mmmm mmmmmmm  o rcrr ooooooo
cases:representation-decline right right_token              m mmmm mmmmmmm  o oooo ooooooo
cases:statement link                                        o oooo ooooooo  o oooo ooooooo
cases:statement nobody                                      - ---- -------  - ---- -------
cases:statement-document link shown                         o oooo ooooooo  m mmmm mmmmmmm
cases:statement-document link document                      - ---- -------  m mmmm mmmmmmm
cases:track                                                 o oooo ooooooo  o oooo ooooooo
""",
    "published decisions": """
cases:published-list                                        ooo  ooo
cases:published-feed                                        ooo  ooo
cases:published unit_code year number                       ooo  ooo
cases:published-pdf unit_code year number                   ooo  ooo
admin:cases_case_public_version published_case year number  l llll -o-o---  l llll -r-r---
admin:cases_case_public_preview published_case year number  l llll mmmmmmm  l llll -o-o---
admin:cases_case_publish published_case year number         l llll mmmmmmm  l llll -r-r---
admin:cases_case_unpublish published_case year number       l llll mmmmmmm  l llll -r-r---
""",
    "feedback": """
feedback:create                                             o oooo ooooooo  o oooo ooooooo
feedback:track                                              o oooo ooooooo  o oooo ooooooo
feedback:item feedback                                      - -o-- oo-o---  m mmmm mmmmmmm
feedback:item published_feedback                            o oooo ooooooo  m mmmm mmmmmmm
feedback:receipt feedback                                   - -o-- -------  m mmmm mmmmmmm
feedback:reopen answered_feedback                           m mmmm mmmmmmm  - -r-- xx-x---
feedback:photo feedback                                     - -o-- oo-o---  m mmmm mmmmmmm
""",
    "own pages": """
notifications:inbox                                         l oooo xxxxxxx  l oooo xxxxxxx
accounts:profile                                            l oooo xxxxxxx  l oooo xxxxxxx
accounts:profile-hetu                                       m mmmm mmmmmmm  l oooo xxxxxxx
accounts:identify                                           o rrrr rrrrrrr  o rrrr rrrrrrr
accounts:behalf                                             l oooo xxxxxxx  l oooo xxxxxxx
accounts:act-for childs_key                                 m mmmm mmmmmmm  l --r- xxxxxxx
accounts:act-for-self                                       m mmmm mmmmmmm  l rrrr xxxxxxx
audit:access-log                                            l oooo xxxxxxx  l oooo xxxxxxx
""",
    "entrance": """
account_login                                               orr  orr
account_logout                                              roo  rrr
account_inactive                                            ooo  mmm
account_signup                                              orr  orr
account_reauthenticate                                      loo  loo
account_email                                               loo  lrr
account_email_verification_sent                             lrr  lrr
account_change_password                                     loo  loo
account_set_password                                        lrr  lrr
account_reset_password                                      ooo  ooo
account_confirm_login_code                                  lrr  lrr
account_reset_password_from_key_done                        ooo  mmm
account_reset_password_from_key account_id account_key      ooo  ooo
account_reset_password_done                                 ooo  mmm
mfa_index                                                   loo  lmm
mfa_authenticate                                            lrr  lrr
mfa_reauthenticate                                          lrr  lrr
mfa_activate_totp                                           lrr  lrr
mfa_deactivate_totp                                         l--  l--
mfa_view_recovery_codes                                     l--  lmm
mfa_generate_recovery_codes                                 lrr  lrr
mfa_download_recovery_codes                                 l--  l--
mfa_list_webauthn                                           loo  lmm
mfa_add_webauthn                                            lrr  lrr
mfa_reauthenticate_webauthn                                 lrr  lrr
mfa_remove_webauthn key                                     lrr  lrr
mfa_edit_webauthn key                                       lrr  lrr
mfa_login_webauthn                                          lrr  lrr
socialaccount_login_cancelled                               ooo  mmm
socialaccount_login_error                                   uuu  mmm
socialaccount_signup                                        lll  lll
socialaccount_connections                                   loo  loo
/kirjaudu/social/login/cancelled/                           rrr  rrr
/kirjaudu/social/login/error/                               rrr  rrr
/kirjaudu/social/signup/                                    rrr  rrr
/kirjaudu/social/connections/                               rrr  rrr
openid_connect_login provider                               ---  ---
openid_connect_callback provider                            ---  ---
""",
    "desk": """
frontdesk:search                                            l xxxx oxxxxxx  l xxxx oxxxxxx
frontdesk:new-customer                                      l xxxx oxxxxxx  l xxxx oxxxxxx
frontdesk:open customer                                     l xxxx oxxxxxx  l xxxx oxxxxxx
frontdesk:take-draft                                        l xxxx oxxxxxx  l xxxx oxxxxxx
frontdesk:customer customer                                 l xxxx rxxxxxx  l xxxx mxxxxxx
frontdesk:begin                                             l xxxx mxxxxxx  l xxxx rxxxxxx
frontdesk:contact contact                                   l xxxx oxxxxxx  l xxxx mxxxxxx
frontdesk:continue contact                                  l xxxx mxxxxxx  l xxxx rxxxxxx
frontdesk:close contact                                     l xxxx mxxxxxx  l xxxx oxxxxxx
""",
    "staff site": """
admin:index                                                 l llll rrrrooo  l llll rrrrooo
admin:search                                                l llll ooooooo  l llll ooooooo
admin:login                                                 l xxxx xxxxxxx  l xxxx xxxxxxx
admin:logout                                                r rrrr rrrrrrr  r rrrr rrrrrrr
admin:password_change                                       l llll rrrrrrr  l llll rrrrrrr
admin:password_change_done                                  l llll ooooooo  l llll mmmmmmm
admin:autocomplete                                          l llll xxxxxxx  l llll mmmmmmm
admin:jsi18n                                                l llll ooooooo  l llll mmmmmmm
admin:view_on_site key key                                  l llll -------  l llll -------
admin:app_list app                                          l llll -----oo  l llll -----oo
/admin/no-such-page/                                        l llll -------  l llll -------
""",
    "staff cases": """
admin:cases_disposal_dry_run                                l llll xxxxxoo  l llll xxxxxoo
admin:cases_case_changelist                                 l llll xoooxxx  l llll xoooxxx
admin:cases_case_next                                       l llll mmmmmmm  l llll rrrrrrr
admin:cases_case_keep_view                                  l llll mmmmmmm  l llll xrrrxxx
admin:cases_case_remove_view queue_view                     l llll mmmmmmm  l llll xrxxxxx
admin:cases_case_change case                                l llll -o-o---  l llll -o-o---
admin:cases_case_change other_units_case                    l llll --o----  l llll --o----
admin:cases_case_messages case                              l llll -o-o---  l llll -o-o---
admin:cases_case_documents case                             l llll -o-o---  l llll -o-o---
admin:cases_case_earlier case                               l llll -o-o---  l llll -o-o---
admin:cases_case_access_log case                            l llll -o-o---  l llll -o-o---
admin:cases_case_document case document                     l llll -o-o---  l llll -o-o---
admin:cases_case_register                                   l llll xoooxxx  l llll xoooxxx
admin:cases_case_register_csv                               l llll xoooxxx  l llll xoooxxx
admin:cases_case_decisions                                  l llll xoooxxx  l llll xoooxxx
admin:cases_case_decisions_csv                              l llll xoooxxx  l llll xoooxxx
admin:cases_case_contacts protected                         l llll -o-o---  l llll -r-r---
admin:cases_case_contacts case                              l llll -------  l llll -------
admin:cases_case_take-up case                               l llll -o-o---  l llll -r-r---
admin:cases_case_claim case                                 l llll -o-o---  l llll -r-r---
admin:cases_case_decide in_progress                         l llll -x-o---  l llll -x-r---
admin:cases_case_decide case                                l llll -x-c---  l llll -x-c---
admin:cases_case_decide_check in_progress                   l llll mmmmmmm  l llll -x-o---
admin:cases_case_decide_edit in_progress                    l llll mmmmmmm  l llll -x-o---
admin:cases_case_decide_text in_progress                    l llll mmmmmmm  l llll -x-o---
admin:cases_case_propose_text in_progress                   l llll mmmmmmm  l llll -o-o---
admin:cases_case_dismiss_text case                          l llll mmmmmmm  l llll -x-o---
admin:cases_case_correct_text served                        l llll mmmmmmm  l llll -x-o---
admin:cases_case_decide_preview in_progress                 l llll mmmmmmm  l llll -x-o---
admin:cases_case_serve decided                              l llll -o-o---  l llll -r-r---
admin:cases_case_resume waiting                             l llll -o-o---  l llll -r-r---
admin:cases_case_request-supplement in_progress             l llll -o-o---  l llll -r-r---
admin:cases_case_hear in_progress                           l llll -o-o---  l llll -o-o---
admin:cases_case_record-statement heard                     l llll -o-o---  l llll -o-o---
admin:cases_mails                                           l llll xoooxox  l llll mmmmmmm
admin:cases_mail_take mail                                  l llll -r-r---  l llll -r-r---
admin:cases_mail_drop mail                                  l llll -r-r---  l llll -r-r---
admin:cases_mail_take nobody                                l llll -------  l llll -------
admin:cases_case_hearings                                   l llll xoooxxx  l llll xoooxxx
admin:cases_case_hearing unit_hearing                       l llll --o----  l llll --o----
admin:cases_case_hearing_document unit_hearing shown        l llll --o----  l llll --o----
admin:cases_case_propose in_progress                        l llll -o-o---  l llll -r-r---
admin:cases_case_send-back in_progress                      l llll -x-x---  l llll -x-x---
admin:cases_case_send-back proposed                         l llll -x-o---  l llll -x-r---
admin:cases_case_merge case                                 l llll -o-o---  l llll -o-o---
admin:cases_case_disqualify case                            l llll -o-o---  l llll -r-r---
admin:cases_case_link case                                  l llll -o-o---  l llll -o-o---
admin:cases_case_unlink proposed link_pk                    l llll mmmmmmm  l llll -r-r---
admin:cases_case_add-party case                             l llll -o-o---  l llll -r-r---
admin:cases_case_remove-party case                          l llll -o-o---  l llll -o-o---
admin:cases_case_contest served                             l llll -o-o---  l llll -r-r---
admin:cases_case_suspend in_progress                        l llll -o-o---  l llll -r-r---
admin:cases_case_reopen withdrawn                           l llll -o-o---  l llll -r-r---
admin:cases_case_reopen served                              l llll -x-x---  l llll -x-x---
admin:cases_case_dismiss case                               l llll -x-o---  l llll -x-r---
admin:cases_case_correct served                             l llll -x-o---  l llll -x-r---
admin:cases_case_close served                               l llll -o-o---  l llll -r-r---
admin:cases_case_assign case                                l llll -o-o---  l llll -o-o---
admin:cases_case_release in_progress                         l llll -o-o---  l llll -r-r---
admin:cases_case_hand-over case                             l llll -o-o---  l llll -o-o---
admin:cases_case_transfer case                              l llll -o-o---  l llll -r-r---
admin:cases_case_extend-information case                    l llll -o-o---  l llll -o-o---
admin:cases_case_estimate case                              l llll -o-o---  l llll -o-o---
admin:cases_case_tasks                                      l llll xoooxxx  l llll xoooxxx
admin:cases_case_changes waiting                            l llll -o-o---  l llll -o-o---
admin:cases_case_compare case in_progress                   l llll -o-o---  l llll -o-o---
admin:cases_case_compare case other_units_case              l llll -------  l llll -------
admin:cases_case_shortcuts                                  l llll xoooxxx  l llll xoooxxx
admin:cases_case_switch_shortcuts                           l llll mmmmmmm  l llll xrrrxxx
admin:cases_case_presence case                              l llll mmmmmmm  l llll -o-o---
admin:cases_case_file case                                  l llll -o-o---  l llll -o-o---
admin:cases_case_team                                       l llll xxxoxox  l llll xxxoxox
admin:cases_case_absences                                   l llll xoooxox  l llll xoooxox
admin:cases_case_absence_end absence                        l llll mmmmmmm  l llll -r-r-r-
admin:cases_case_task_done case task                        l llll mmmmmmm  l llll -r-r---
admin:cases_bulk_jobs                                       l llll xoooxxx  l llll xoooxxx
admin:cases_bulk_job bulk_job                               l llll -o-----  l llll -o-----
admin:cases_bulk_ask bulk_job                               l llll -o-----  l llll -o-----
admin:cases_bulk_ask begun_job                              l llll -r-----  l llll -r-----
admin:cases_bulk_job begun_job                              l llll -o-----  l llll -o-----
admin:cases_bulk_start bulk_job                             l llll mmmmmmm  l llll -r-----
admin:cases_bulk_stop begun_job                             l llll mmmmmmm  l llll -r-----
admin:cases_bulk_undo begun_job                             l llll mmmmmmm  l llll -r-----
admin:cases_case_follow case                                l llll mmmmmmm  l llll -r-r---
admin:cases_case_unfollow case                              l llll mmmmmmm  l llll -r-r---
admin:cases_case_conversation case                          l llll -o-o---  l llll -r-r---
admin:cases_case_give-task case                             l llll -o-o---  l llll -o-o---
admin:cases_case_labels case                                l llll -o-o---  l llll -r-r---
admin:cases_case_request-supplement_text in_progress        l llll mmmmmmm  l llll -o-o---
admin:cases_case_message_text case                          l llll mmmmmmm  l llll -o-o---
admin:cases_case_message case                               l llll mmmmmmm  l llll -o-o---
admin:cases_case_note case                                  l llll mmmmmmm  l llll -o-o---
""",
    "rules of automation": """
admin:cases_rule_table rule                                 l llll xxxxxoo  l llll xxxxxox
admin:cases_rule_test_add rule                              l llll mmmmmmm  l llll xxxxxrx
admin:cases_rule_test_delete rule rule_test                 l llll mmmmmmm  l llll xxxxxrx
admin:cases_rule_rehearse rule                              l llll mmmmmmm  l llll xxxxxrx
admin:cases_rule_try rule                                   l llll mmmmmmm  l llll xxxxxrx
admin:cases_rule_on rule                                    l llll mmmmmmm  l llll xxxxxox
admin:cases_rule_off rule                                   l llll mmmmmmm  l llll xxxxxrx
""",
    "reviewing forms": """
admin:eforms_formdefinition_design written                  l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_preview written                 l llll ----ooo  l llll ----ooo
admin:eforms_formdefinition_design_begin written            l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_design_discard written          l llll ----ooo  l llll ----rrx
admin:eforms_formdefinition_design_change written           l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_design_add written              l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_design_move written             l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_design_duplicate written        l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_design_divide written           l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_design_join written             l llll mmmmmmm  l llll ----ccx
admin:eforms_formdefinition_design_remove written           l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_design_undo written             l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_handling written                l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_handling_save written           l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_table_add written               l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_table_save written fee          l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_table_move written fee first up l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_table_remove written fee        l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_translations written            l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_translations_save written       l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_review written                  l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_ask written                     l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_publish written                 l llll mmmmmmm  l llll ----xrx
admin:eforms_formdefinition_comment written                 l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_comment_resolve written comment l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_figures written                 l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_new                             l llll xxxxoox  l llll xxxxoox
admin:eforms_formdefinition_blocks written                  l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_block_insert written            l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_block_take written              l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_block_make written              l llll mmmmmmm  l llll ----rrx
admin:eforms_formdefinition_versions written                l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_trial written                   l llll ----ooo  l llll ----rrx
admin:eforms_formdefinition_rehearsal written rehearsal     l llll ----ooo  l llll mmmmmmm
admin:eforms_formdefinition_reading                         l llll mmmmmmm  l llll ooooooo
""",
    "case types": """
admin:cases_casetype_terms written_type                     l llll xxxxxox  l llll mmmmmmm
admin:cases_casetype_part written_type part                 l llll xxxxxox  l llll xxxxxox
admin:cases_casetype_publish written_type                   l llll mmmmmmm  l llll xxxxxox
admin:cases_casetype_discard written_type                   l llll xxxxxox  l llll xxxxxrx
admin:cases_casetype_export written_type                    l llll xxxxxox  l llll mmmmmmm
admin:cases_casetype_rehearsal written_type                 l llll xxxxxox  l llll mmmmmmm
admin:cases_casetype_import written_type                    l llll xxxxxox  l llll xxxxxox
""",
    "staff feedback": """
admin:feedback_feedback_changelist                          l llll ooooxxx  l llll ooooxxx
admin:feedback_feedback_change feedback                     l llll oo-o---  l llll oo-o---
admin:feedback_feedback_change unrouted_feedback            l llll oooo---  l llll oooo---
admin:feedback_feedback_take_up feedback                    l llll rr-r---  l llll rr-r---
admin:feedback_feedback_answer feedback                     l llll rr-r---  l llll rr-r---
admin:feedback_feedback_route unrouted_feedback             l llll rrrr---  l llll oooo---
admin:feedback_feedback_close answered_feedback             l llll rr-r---  l llll rr-r---
admin:feedback_feedback_reopen answered_feedback            l llll rr-r---  l llll rr-r---
admin:feedback_feedback_publish feedback                    l llll rr-r---  l llll rr-r---
admin:feedback_feedback_hide published_feedback             l llll rr-r---  l llll rr-r---
admin:feedback_feedback_note feedback                       l llll rr-r---  l llll rr-r---
""",
    "letters": """
admin:cases_case_export case                                l llll -o-o---  l llll -o-o---
admin:cases_case_export other_units_case                    l llll --o----  l llll --o----
admin:cases_letters                                         l llll xoooxxx  l llll mmmmmmm
admin:cases_letters_print                                   l llll mmmmmmm  l llll xrrrxxx
admin:cases_letters_posted                                  l llll mmmmmmm  l llll xrrrxxx
admin:cases_letter letter                                   l llll -o-o---  l llll mmmmmmm
admin:cases_letter_undo letter                              l llll mmmmmmm  l llll -r-r---
admin:cases_letter_address letter                           l llll mmmmmmm  l llll -r-r---
admin:cases_letter_handed letter                            l llll mmmmmmm  l llll -r-r---
admin:cases_letter_receipt letter                           l llll mmmmmmm  l llll -r-r---
""",
}


def lines(text: str) -> Iterator[tuple[str, str, str]]:
    """(name and objects, GET, POST) of each line."""
    for line in filter(str.strip, text.splitlines()):
        get, _, post = line[60:].partition("  ")
        yield line[:60].strip(), get.strip(), post.strip()
