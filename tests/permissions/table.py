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

from tests.permissions.staff_table import STAFF_PAGES

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
    **STAFF_PAGES,
}


def lines(text: str) -> Iterator[tuple[str, str, str]]:
    """(name and objects, GET, POST) of each line."""
    for line in filter(str.strip, text.splitlines()):
        get, _, post = line[60:].partition("  ")
        yield line[:60].strip(), get.strip(), post.strip()
