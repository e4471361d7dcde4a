# SPDX-License-Identifier: EUPL-1.2
"""Telephone numbers: read as people write them, kept in E.164, shown the Finnish way."""

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

_FINLAND = 358


def read_phone(text: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, "FI")
    except phonenumbers.NumberParseException:
        return None


def keep_phone(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def show_phone(kept: str) -> str:
    """`+358401234567` → `040 123 4567`; a foreign number keeps its country code."""
    number = read_phone(kept)
    if number is None:
        return kept
    if number.country_code != _FINLAND:
        return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))
    national = str(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
    # What follows the area code is read in halves: 123 456, 123 4567, 6155 0000.
    return re.sub(r"(?<= )(\d{3}(?=\d{3,4}$)|\d{4}(?=\d{4}$))", r"\1 ", national)
