# SPDX-License-Identifier: EUPL-1.2
"""Human references such as KAJ-2026-004312-K, with a check character against slips of the pen.

The check character is the remainder of the digits by 31 in the alphabet of the Finnish identity code, which leaves out
letters that are easily mixed up (G, I, O, Q, Z). It catches every single wrong digit and every swap of two neighbours.
"""

import re
import secrets

_ALPHABET = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CODE_ALPHABET = "23456789ABCDEFHJKLMNPRSTUVWXY"
_PATTERN = re.compile(r"^([A-Z]{2,4})-(\d{4})-(\d{6,})-?([0-9A-Z])$")


def _check(digits: str) -> str:
    return _ALPHABET[int(digits) % 31]


def format_reference(prefix: str, year: int, number: int) -> str:
    digits = f"{year}{number:06d}"
    return f"{prefix}-{year}-{number:06d}-{_check(digits)}"


def normalise_reference(text: str) -> str | None:
    """The reference in its written form, or None when the text is none or its check character is wrong."""
    match = _PATTERN.match(re.sub(r"\s+", "", text.upper()))
    if not match:
        return None
    prefix, year, number, check = match.groups()
    return f"{prefix}-{year}-{number}-{check}" if _check(year + number) == check else None


def new_tracking_code() -> str:
    """Twelve characters (58 bits) in three groups, to be typed from a screen or a letter."""
    code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(12))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def tracking_code_from(secret: str) -> str:
    """The same kind of code made of a keyed hash (hexadecimal), for things whose code need not be stored."""
    number, code = int(secret, 16), ""
    for _place in range(12):
        number, index = divmod(number, len(_CODE_ALPHABET))
        code += _CODE_ALPHABET[index]
    return normalise_tracking_code(code)


def normalise_tracking_code(text: str) -> str:
    code = re.sub(r"[^0-9A-Z]", "", text.upper())
    return f"{code[:4]}-{code[4:8]}-{code[8:12]}" if len(code) == 12 else ""


def new_short_code() -> str:
    """Seven characters (34 bits) and a check character in two groups: told aloud at a desk, typed on a telephone."""
    code = "".join(secrets.choice(_CODE_ALPHABET) for _ in range(7))
    return f"{code[:4]}-{code[4:]}{_short_check(code)}"


def normalise_short_code(text: str) -> str:
    """The code in its written form, or nothing when it is none or its check character is wrong."""
    code = re.sub(r"[\s.–-]", "", text.upper())
    if len(code) != 8 or any(letter not in _CODE_ALPHABET for letter in code) or _short_check(code[:7]) != code[7]:
        return ""
    return f"{code[:4]}-{code[4:]}"


def _short_check(code: str) -> str:
    """The alphabet has a prime number of characters, so each wrong one and each swap of two is caught."""
    total = sum(place * _CODE_ALPHABET.index(letter) for place, letter in enumerate(code, 1))
    return _CODE_ALPHABET[total % len(_CODE_ALPHABET)]
