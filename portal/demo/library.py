# SPDX-License-Identifier: EUPL-1.2
"""Blocks that the city's forms share, and a form that is being written: Elina changes it, Juha publishes."""

from copy import deepcopy
from typing import Any

from portal.accounts.actors import SYSTEM_DEMO, actor_for
from portal.accounts.models import User
from services.eforms.actions.commenting import write_comment
from services.eforms.actions.designing import change_version, start_version
from services.eforms.actions.library import save_block
from services.eforms.designing.parts import find
from services.eforms.library.kinds import contact_block
from services.eforms.models import FieldBlock, FormDefinition

Json = dict[str, Any]
WRITTEN, QUESTION = "kaivulupa", "description"

BILLING: Json = {
    "title": {"fi": "Laskutus", "sv": "Fakturering", "en": "Billing"},
    "fields": [
        {
            "key": "bill_by",
            "type": "choice",
            "label": {
                "fi": "Miten haluat laskun?",
                "sv": "Hur vill du ha fakturan?",
                "en": "How would you like the bill?",
            },
            "options": [
                {"value": "paper", "label": {"fi": "postissa", "sv": "per post", "en": "by mail"}},
                {
                    "value": "e_invoice",
                    "label": {"fi": "verkkolaskuna", "sv": "som e-faktura", "en": "as an e-invoice"},
                },
            ],
        },
        {
            "key": "e_invoice_address",
            "type": "text",
            "label": {"fi": "Verkkolaskuosoite", "sv": "E-fakturaadress", "en": "E-invoice address"},
            "help": {
                "fi": "Löydät sen yrityksesi laskutusohjelmasta.",
                "sv": "Den finns i företagets faktureringsprogram.",
                "en": "Your company's billing program tells it.",
            },
            "show_if": {"field": "bill_by", "is": "e_invoice"},
        },
    ],
}
BLOCKS: dict[str, tuple[Json, Json]] = {
    "yhteystiedot": ({"fi": "Yhteystiedot", "sv": "Kontaktuppgifter", "en": "Contact details"}, contact_block()),
    "laskutus": ({"fi": "Laskutus", "sv": "Fakturering", "en": "Billing"}, BILLING),
}


def fill() -> None:
    """Safe to run twice: a block that is there stays as it is, and so does a version that is being written."""
    known = set(FieldBlock.objects.values_list("slug", flat=True))
    for slug, (name, content) in BLOCKS.items():
        if slug not in known:
            save_block(actor=SYSTEM_DEMO, slug=slug, name=name, content=content)
    _write()


def _write() -> None:
    definition = FormDefinition.objects.get(slug=WRITTEN)
    if definition.working_version:
        return
    elina = actor_for(User.objects.get(username="elina"))
    version = start_version(definition.pk, actor=elina)
    change_version(version.pk, actor=elina, revision=version.revision, change=_asked_more_clearly)
    write_comment(definition.pk, actor=elina, text="Juha, onko tämä nyt selvempi?", place=QUESTION)


def _asked_more_clearly(content: Json) -> Json:
    changed = deepcopy(content)
    label = find(changed, f"field:{QUESTION}").part["label"]
    label |= {"fi": "Kerro, mitä työssä tehdään", "sv": "Berätta vad som görs", "en": "Tell what will be done"}
    return changed
