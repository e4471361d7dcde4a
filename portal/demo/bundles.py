# SPDX-License-Identifier: EUPL-1.2
"""The matters that the demo town lets people handle at once."""

from typing import NamedTuple

from portal.accounts.actors import SYSTEM_DEMO
from services.catalogue.models import LifeEvent
from services.eforms.actions.bundling import publish_bundle
from services.eforms.models import Bundle, BundleForm, FormDefinition


class Facts(NamedTuple):
    name: dict[str, str]
    text: dict[str, str]
    event: str
    forms: tuple[str, ...]


BUNDLES = {
    "muutan-kajaaniin": Facts(
        {"fi": "Muutan Kajaaniin", "sv": "Jag flyttar till Kajana", "en": "I am moving to Kajaani"},
        {
            "fi": "Kerro uudet yhteystietosi ja hae venepaikkaa samalla kertaa.",
            "sv": "Meddela dina nya kontaktuppgifter och ansök om båtplats på samma gång.",
            "en": "Tell us your new contact details and apply for a berth at the same time.",
        },
        "KE4",
        ("yhteystietojen-muutos", "venepaikka"),
    ),
    "lapsi-aloittaa-koulun": Facts(
        {"fi": "Lapsi aloittaa koulun", "sv": "Barnet börjar skolan", "en": "A child starts school"},
        {
            "fi": "Hae paikkaa aamu- ja iltapäivätoimintaan ja kyytiä kouluun samalla kertaa.",
            "sv": "Ansök om morgon- och eftermiddagsverksamhet och om skolskjuts på samma gång.",
            "en": "Apply for morning and afternoon activities and for school transport at the same time.",
        },
        "",
        ("aamu-ja-iltapaivatoiminta", "koulukuljetus"),
    ),
}


def fill() -> None:
    """Safe to run twice: a bundle that is there stays as it is."""
    forms = {form.slug: form for form in FormDefinition.objects.all()}
    for slug, facts in BUNDLES.items():
        event = LifeEvent.objects.filter(code=facts.event).first()
        bundle, is_new = Bundle.objects.get_or_create(
            slug=slug, defaults={"name": facts.name, "text": facts.text, "life_event": event}
        )
        if is_new:
            BundleForm.objects.bulk_create(
                BundleForm(bundle=bundle, definition=forms[form], position=position)
                for position, form in enumerate(facts.forms)
            )
            publish_bundle(bundle.pk, actor=SYSTEM_DEMO)
