# SPDX-License-Identifier: EUPL-1.2
"""The public register of matters."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from cases.register.entries import public_cases, public_entry, public_table
from cases.register.files import as_csv
from cases.register.forms import RegisterForm
from portal.accounts.access import ActorRequest, public
from portal.common.throttle import counted_as_search

PER_PAGE = 50


@public
@counted_as_search
def register(request: ActorRequest) -> HttpResponse:
    """A page at a time, without counting them all: next is there when there is more."""
    form = RegisterForm(request.GET)
    asked = form.asked()
    number = max(int(given), 1) if (given := request.GET.get("sivu", "1")).isdecimal() and len(given) < 6 else 1
    start = (number - 1) * PER_PAGE
    found = list(public_cases(asked)[start : start + PER_PAGE + 1])
    query = request.GET.copy()
    query.pop("sivu", None)
    context = {
        "form": form,
        "asked": asked,
        "entries": [public_entry(case) for case in found[:PER_PAGE]],
        "query": query.urlencode(),
        "previous": number - 1,
        "next": number + 1 if len(found) > PER_PAGE else 0,
    }
    return render(request, "cases/register/register.html", context)


@public
@counted_as_search
def register_csv(request: ActorRequest) -> StreamingHttpResponse:
    asked = RegisterForm(request.GET).asked()
    return as_csv(public_table(public_cases(asked).iterator(2000)), f"rekisteri-{asked.year}")
