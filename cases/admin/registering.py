# SPDX-License-Identifier: EUPL-1.2
"""The addresses of a case's pages of secrecy, register and retention."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern

from cases.admin.decisions_register import decision_register_urls
from cases.admin.disclosing import disclosing_urls
from cases.admin.exporting import exporting_urls
from cases.admin.printing import printing_urls
from cases.register.admin import staff_register_urls


def register_urls(site: AdminSite) -> list[URLPattern]:
    return [
        *staff_register_urls(site),
        *decision_register_urls(site),
        *printing_urls(site),
        *exporting_urls(site),
        *disclosing_urls(site),
    ]
