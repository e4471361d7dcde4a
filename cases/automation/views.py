# SPDX-License-Identifier: EUPL-1.2
"""The public page of rules in use (Tiedonhallintalaki 906/2019 28 e §)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.automation.explaining import rows_in_words
from cases.models import Rule
from portal.accounts.access import public


@public
def rules_in_use(request: HttpRequest) -> HttpResponse:
    told = [(rule, rows_in_words(rule.current)) for rule in Rule.objects.in_use() if rule.current]
    return render(request, "cases/automation/rules.html", {"told": told})
