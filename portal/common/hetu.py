# SPDX-License-Identifier: EUPL-1.2
"""The personal identity code (henkilötunnus, decree 690/2022). All 11 characters are kept: the sign is part of it."""

import datetime as dt
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.fi import hetu

from portal.common import clock

_CENTURY = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}


def birth_date(code: str) -> dt.date:
    return dt.date(_CENTURY[code[6]] + int(code[4:6]), int(code[2:4]), int(code[:2]))


def clean_hetu(text: str) -> str:
    """The code in capitals. Raises ValidationError with words for the person who typed it."""
    code = re.sub(r"\s", "", text).upper()
    wrong = ValidationError(_("Tarkista henkilötunnus. Se on muotoa 131052-308T."), code="invalid")
    try:
        hetu.validate(code, allow_temporary=settings.ALLOW_TEST_HETU)
    except InvalidNumber:
        raise wrong from None
    if birth_date(code) > clock.today():  # the library accepts days that have not come
        raise wrong
    return code


def mask_hetu(code: str) -> str:
    return f"{code[:6]}{code[6]}****" if code else ""
