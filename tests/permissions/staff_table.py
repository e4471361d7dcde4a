# SPDX-License-Identifier: EUPL-1.2
"""The half of the table in table.py that is of the staff site; the letters are told there."""

STAFF_PAGES: dict[str, str] = {
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
