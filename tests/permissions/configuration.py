# SPDX-License-Identifier: EUPL-1.2
"""Who may configure what on the staff site."""

_BY_MAIN_USER = {"main_user": "vacd", "auditor": "v"}
_KEPT_BY_MAIN_USER = {"main_user": "vac", "auditor": "v"}
_KEPT_BY_EDITORS = {"editor": "vac", **_KEPT_BY_MAIN_USER}
_BY_EDITORS = {"editor": "vacd", **_BY_MAIN_USER}

# Model → role → what of (v)iew, (a)dd, (c)hange, (d)elete. Who is not told gets 403; who is no staff is sent to log in.
CONFIGURATION: dict[str, dict[str, str]] = {
    "accounts.user": _KEPT_BY_MAIN_USER,
    "accounts.unit": _KEPT_BY_MAIN_USER,
    "accounts.person": {"main_user": "v"},
    "accounts.organisation": _BY_MAIN_USER,
    "accounts.mandate": _BY_MAIN_USER,
    "audit.auditentry": {"auditor": "v"},
    "audit.accessentry": {"auditor": "v"},
    "notifications.delivery": {"main_user": "v", "auditor": "v"},
    "catalogue.service": _KEPT_BY_EDITORS,
    "catalogue.servicechannel": _KEPT_BY_EDITORS,
    "catalogue.servicepoint": _KEPT_BY_EDITORS,
    "catalogue.organization": _KEPT_BY_MAIN_USER,
    "catalogue.sector": _KEPT_BY_MAIN_USER,
    "catalogue.serviceclass": _KEPT_BY_MAIN_USER,
    "catalogue.lifeevent": _KEPT_BY_EDITORS,
    "catalogue.synonym": _BY_EDITORS,
    "catalogue.importrun": {"main_user": "v", "auditor": "v"},
    "cases.disqualification": {"main_user": "v", "auditor": "v"},
    "cases.casetype": {"main_user": "vacd"},
    "cases.externalsystem": _KEPT_BY_MAIN_USER,
    "cases.systemkey": {"main_user": "va", "auditor": "v"},
    "cases.webhookdelivery": {"main_user": "v", "auditor": "v"},
    "cases.legalhold": _KEPT_BY_MAIN_USER,
    "cases.disposal": {"main_user": "v", "auditor": "v"},
    "cases.textmodule": {"main_user": "vacd"},
    "cases.rule": _KEPT_BY_MAIN_USER,
    "feedback.routing": {"main_user": "vacd"},
    "eforms.fieldblock": {"editor": "vacd", **_BY_MAIN_USER},
    "eforms.formdefinition": _KEPT_BY_EDITORS,
    "eforms.bundle": _KEPT_BY_MAIN_USER,
    "eforms.datalist": _BY_EDITORS,
    "pages.notice": _BY_EDITORS,
}
