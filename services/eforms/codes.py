# SPDX-License-Identifier: EUPL-1.2
"""Why a short code does not open a draft, in words. The same for everything that is wrong in it."""

from enum import StrEnum

from django.utils.translation import gettext as _


class Code(StrEnum):
    WRONG = "wrong"
    USED = "used"
    EXPIRED = "expired"


class CodeRefused(Exception):
    def __init__(self, why: Code) -> None:
        self.why = why
        super().__init__(why.value)


def code_words(why: Code) -> str:
    return {
        Code.WRONG: _("Koodi ei kelpaa. Tarkista se ja yritä uudelleen."),
        Code.USED: _("Koodi on jo käytetty. Tee uusi koodi sillä laitteella, jolla täytit."),
        Code.EXPIRED: _("Koodi on vanhentunut. Tee uusi koodi sillä laitteella, jolla täytit."),
    }[why]


def too_many_tries() -> str:
    return _("Koodia on kokeiltu liian monta kertaa. Odota 15 minuuttia.")
