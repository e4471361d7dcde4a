# SPDX-License-Identifier: EUPL-1.2
from services.catalogue.actions.editing import (
    give_back_to_import,
    offer_form,
    publish_service,
    save_point,
    save_service,
    save_synonym,
    withdraw_form,
)
from services.catalogue.actions.importing import TooMuchMissing, import_catalogue

__all__ = [
    "TooMuchMissing",
    "give_back_to_import",
    "import_catalogue",
    "offer_form",
    "publish_service",
    "save_point",
    "save_service",
    "save_synonym",
    "withdraw_form",
]
