# SPDX-License-Identifier: EUPL-1.2
"""What a strong identification tells about a person, read from the provider's claims by settings.IDENTITY_CLAIMS."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError

from portal.accounts.actors import Assurance
from portal.common.hetu import birth_date, clean_hetu

_YES = {"1", "true", "yes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    # Never in a repr, which ends up in logs and error reports.
    hetu: str = ""
    given_names: str = ""
    call_name: str = ""
    surname: str = ""
    birth_date: dt.date | None = None
    street_address: str = ""
    postal_code: str = ""
    post_office: str = ""
    municipality_code: str = ""
    email: str = ""
    non_disclosure: bool = False
    deceased: bool = False
    assurance: Assurance = Assurance.WEAK

    def __repr__(self) -> str:
        return f"Identity(assurance={self.assurance.name})"

    @classmethod
    def from_claims(cls, claims: Mapping[str, Any]) -> Self:
        """Raises ValidationError when the identity code is not one."""
        told = {name: _first(claims, keys) for name, keys in settings.IDENTITY_CLAIMS.items()}
        hetu = clean_hetu(told["hetu"]) if told["hetu"] else ""
        strong = told["acr"] in settings.IDENTITY_STRONG_ACR
        return cls(
            hetu=hetu,
            given_names=told["given_names"],
            call_name=told["call_name"],
            surname=told["surname"],
            birth_date=birth_date(hetu) if hetu else _day(told["birth_date"]),
            street_address=told["street_address"],
            postal_code=told["postal_code"],
            post_office=told["post_office"],
            municipality_code=told["municipality_code"],
            email=told["email"],
            non_disclosure=told["non_disclosure"].lower() in _YES,
            deceased=told["deceased"].lower() in _YES,
            assurance=Assurance.STRONG if strong else Assurance.WEAK,
        )


def _first(claims: Mapping[str, Any], keys: list[str]) -> str:
    return next((str(claims[key]).strip() for key in keys if claims.get(key) not in (None, "")), "")


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError("birth date", code="invalid") from error
