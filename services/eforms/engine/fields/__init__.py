# SPDX-License-Identifier: EUPL-1.2
"""The types of questions by the names that definitions use. One more type is one more class and one more line here."""

from services.eforms.engine.fields.base import KINDS, Kind, kind_of
from services.eforms.engine.fields.choices import (
    Child,
    Choice,
    Consent,
    Explanation,
    MultiChoice,
    OrganisationChoice,
    ServicePoint,
    YesNo,
)
from services.eforms.engine.fields.days import Date, DateRange
from services.eforms.engine.fields.files import Attachment
from services.eforms.engine.fields.groups import Group
from services.eforms.engine.fields.numbers import Money, Number
from services.eforms.engine.fields.people import Principal
from services.eforms.engine.fields.places import Address, Location
from services.eforms.engine.fields.results import Calculated, Stop
from services.eforms.engine.fields.signatures import Signature
from services.eforms.engine.fields.texts import BusinessId, Email, Hetu, Iban, LongText, Phone, Text, VehiclePlate
from services.eforms.engine.fields.times import Time

__all__ = ["KINDS", "Kind", "kind_of"]

_KINDS: dict[str, type[Kind]] = {
    "text": Text,
    "long_text": LongText,
    "number": Number,
    "money": Money,
    "date": Date,
    "date_range": DateRange,
    "yes_no": YesNo,
    "choice": Choice,
    "multi_choice": MultiChoice,
    "email": Email,
    "phone": Phone,
    "address": Address,
    "hetu": Hetu,
    "business_id": BusinessId,
    "iban": Iban,
    "vehicle": VehiclePlate,
    "location": Location,
    "attachment": Attachment,
    "consent": Consent,
    "explanation": Explanation,
    "child": Child,
    "organisation": OrganisationChoice,
    "service_point": ServicePoint,
    "group": Group,
    "calculated": Calculated,
    "stop": Stop,
    "time": Time,
    "principal": Principal,
    "signature": Signature,
}
KINDS.update(_KINDS)
