# SPDX-License-Identifier: EUPL-1.2
"""What is sent by POST in the permission table, where an empty form would not come as far as the right to do it."""

from typing import Any

_CASE = {"version": 1}
_DECISION = {
    **_CASE,
    "outcome": "granted",
    "summary": "Saat luvan.",
    "reasons": "Työ ei haittaa.",
    "law_sections": "669/1978 14 a §",
}
_CLAIM = {"demand": "Lupa pitää myöntää.", "grounds": "Karttaa ei katsottu."}
_NO_MARKS = {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
_STEP = {"window": "a", "revision": 2}

POSTED: dict[str, dict[str, Any]] = {
    "eforms:autosave draft step": _STEP,
    "eforms:react draft step": _STEP,
    "eforms:row-add rows_draft rows_step group": _STEP,
    "eforms:row-remove rows_draft rows_step group row": _STEP,
    "eforms:back draft step": _STEP,
    "eforms:pause draft step": _STEP,
    "eforms:step draft step": _STEP | {"name": "Aino Kemppainen", "phone": "040 1234567"},
    "eforms:bundle-begin bundle": {"asia": "bundled"},
    "eforms:send joined_draft": {"confirmed": "on", "digest": "x"},
    "eforms:invitation-decline signer signer_token": {"reason": "En ehdi."},
    "eforms:upload draft step": _STEP,
    "eforms:upload-delete draft step upload": _STEP,
    "admin:cases_case_public_version published_case year number": _NO_MARKS,
    "admin:cases_case_public_preview published_case year number": _NO_MARKS,
    "admin:cases_case_unpublish published_case year number": {"reason": "Väärä päätös"},
    "cases:citizen-message case": {"text": "Milloin?"},
    "cases:citizen-hearing heard hearing": {"lausunto-answer": "Sopii."},
    "cases:citizen-supplement-answer waiting": {"text": "Ohessa."},
    "feedback:reopen answered_feedback": {"reason": "Ei auttanut."},
    "admin:cases_case_keep_view": {"view-name": "Oma", "view-query": "nakyma=unit"},
    "admin:cases_letters_posted": {"day": "2026-11-24"},
    "admin:cases_letter_address letter": {"address": "Koivukatu 3"},
    "admin:cases_case_contacts protected": {"reason": "Kirjattu kirje."},
    "admin:cases_case_take-up case": _CASE,
    "admin:cases_case_claim case": _CASE,
    "admin:cases_case_decide in_progress": _DECISION,
    "admin:cases_case_decide case": _DECISION,
    "admin:cases_case_decide_check in_progress": _DECISION,
    "admin:cases_case_decide_preview in_progress": _DECISION,
    "admin:cases_case_serve decided": _CASE | {"channel": "electronic"},
    "admin:cases_case_resume waiting": _CASE | {"reason": "Määräaika päättyi."},
    "admin:cases_case_release in_progress": _CASE,
    "admin:cases_case_request-supplement in_progress": _CASE
    | {"items": "Kartta", "due_on": "1.6.2099", "consequence": "Ratkaisemme ilman."},
    "admin:cases_case_propose in_progress": _DECISION,
    "admin:cases_case_send-back proposed": _CASE | {"note": "Katso kartta."},
    "admin:cases_case_disqualify case": _CASE | {"ground": "party"},
    "admin:cases_case_add-party case": _CASE | {"role": "heard", "name": "Naapuri", "reason": "Rajanaapuri."},
    "admin:cases_case_contest served": _CASE
    | {"name": "Naapuri", "arrived_on": "1.1.2026", "demand": "Ei lupaa.", "grounds": "Melu."},
    "cases:citizen-rectification served": _CLAIM,
    "cases:citizen-rectification case": _CLAIM,
    "admin:cases_case_suspend in_progress": _CASE | {"until": "1.6.2099", "reason": "Odotamme kaavaa."},
    "admin:cases_case_reopen withdrawn": _CASE | {"reason": "Perui vahingossa."},
    "admin:cases_case_dismiss case": _DECISION,
    "admin:cases_case_correct served": _DECISION | {"error": "typing", "correction_reason": "Nimi oli väärin."},
    "admin:cases_case_close served": _CASE | {"reason": "Aika on päättynyt."},
    "admin:cases_case_transfer case": _CASE | {"authority": "Hyvinvointialue", "reason": "Kuuluu sinne."},
    "admin:cases_case_message case": {"text": "Hei!"},
    "admin:cases_rule_test_add rule": {"test-name": "Muistuttaa", "test-expected": "remind"},
    "admin:cases_case_note case": {"text": "Soitettu."},
    "admin:cases_case_labels case": _CASE | {"new": "kevät"},
    "admin:cases_case_conversation case": _CASE
    | {"kind": "phone", "with_whom": "Aino", "happened_on": "1.1.2026", "text": "Soitti."},
    **{
        f"admin:feedback_feedback_{verb} {which}": {f"{verb}-expected_version": 0, **answers}
        for verb, which, answers in (
            ("take_up", "feedback", {}),
            ("answer", "feedback", {"answer-text": "Korjaamme."}),
            ("close", "answered_feedback", {}),
            ("reopen", "answered_feedback", {"reopen-reason": "Jatkuu."}),
            ("publish", "feedback", {"publish-title": "Valo", "publish-text": "Valo ei pala."}),
            ("hide", "published_feedback", {}),
            ("note", "feedback", {"note-text": "Soitettu."}),
        )
    },
}
_FEE_TABLE = {
    "revision": 0,
    "label": "Maksu",
    "rows-count": 1,
    "row-0-if-count": 1,
    "row-0-if-0-subject": "urgent",
    "row-0-if-0-test": "is",
    "row-0-if-0-wanted": "yes",
    "row-0-value": "120",
}
POSTED |= {
    **{
        f"admin:eforms_formdefinition_design_{verb} written": {"revision": 0, "osa": "field:phone", **more}
        for verb, more in (
            ("begin", {}),
            ("discard", {}),
            ("change", {"label-fi": "Puhelin", "type": "phone", "key": "phone", "required": "on"}),
            ("add", {"mita": "text"}),
            ("move", {"suunta": "ylos"}),
            ("duplicate", {}),
            ("divide", {}),
            ("join", {"osa": "section:asia:0"}),
            ("remove", {}),
            ("undo", {}),
        )
    },
    "admin:eforms_formdefinition_handling_save written": {"revision": 0, "who": ["self"]},
    "admin:eforms_formdefinition_table_add written": {"revision": 0, "gives": "priority"},
    "admin:eforms_formdefinition_table_save written fee": _FEE_TABLE,
    "admin:eforms_formdefinition_table_move written fee first up": _FEE_TABLE,
    "admin:eforms_formdefinition_table_remove written fee": {"revision": 0},
    "admin:eforms_formdefinition_translations_save written": {"revision": 0, "sv|steps.0.title": "Sökande"},
    "admin:eforms_formdefinition_ask written": {"revision": 0},
    "admin:eforms_formdefinition_publish written": {"revision": 0, "known": "on", "accepted": "Kiire."},
    "admin:eforms_formdefinition_comment written": {"text": "Onko tämä selvä?"},
    "admin:eforms_formdefinition_trial written": {"wanted": 20},
    "admin:eforms_formdefinition_block_insert written": {"revision": 0, "slug": "yhteystiedot", "after": "step:asia"},
    "admin:eforms_formdefinition_block_take written": {"revision": 0, "address": "section:asia:0"},
    "admin:eforms_formdefinition_block_make written": {
        "revision": 0,
        "address": "section:hakija:0",
        "slug": "hakija",
        "name_fi": "Hakija",
    },
}
