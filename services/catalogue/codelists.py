# SPDX-License-Identifier: EUPL-1.2
"""The national code lists (PTV, codes and names) and the four sectors a new portal begins with.

A main user may rename a sector or give a class to another one: what is there already is left as it is.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from services.catalogue.models import LifeEvent, Sector, ServiceClass, TargetGroup
from services.catalogue.slugs import free_slug

CODES = Path(__file__).parent / "data" / "codelists.json"

SECTORS = [
    {
        "slug": "sosiaali-ja-terveys",
        "name": {"fi": "Sosiaali ja terveys", "sv": "Social- och hälsovård", "en": "Social and health"},
        "summary": {
            "fi": "Terveys, hoiva ja perheiden tuki. Useimmat palvelut järjestää hyvinvointialue.",
            "sv": "Hälsa, omsorg och stöd för familjer. Välfärdsområdet ordnar de flesta tjänsterna.",
            "en": "Health, care and family support. The wellbeing services county arranges most of them.",
        },
        "icon": "HandHeart",
        "color": "birch",
        "classes": ("P3", "P4", "P5", "P13"),
    },
    {
        "slug": "kasvatus-ja-kulttuuri",
        "name": {"fi": "Kasvatus ja kulttuuri", "sv": "Fostran och kultur", "en": "Education and culture"},
        "summary": {
            "fi": "Varhaiskasvatus, koulut, kirjasto, liikunta ja kansalaisopisto.",
            "sv": "Småbarnspedagogik, skolor, bibliotek, idrott och medborgarinstitut.",
            "en": "Early education, schools, library, sports and adult education.",
        },
        "icon": "HatSchool",
        "color": "lake",
        "classes": ("P6", "P25", "P27", "P28"),
    },
    {
        "slug": "tekniset-palvelut",
        "name": {"fi": "Tekniset palvelut", "sv": "Tekniska tjänster", "en": "Technical services"},
        "summary": {
            "fi": "Rakentaminen, kadut, vesi, jätteet ja vapaa-ajan alueet.",
            "sv": "Byggande, gator, vatten, avfall och rekreationsområden.",
            "en": "Building, streets, water, waste and outdoor areas.",
        },
        "icon": "HardHat",
        "color": "amber",
        "classes": ("P1", "P2", "P16", "P18", "P19", "P23", "P24"),
    },
    {
        "slug": "muut-palvelut",
        "name": {"fi": "Muut palvelut", "sv": "Övriga tjänster", "en": "Other services"},
        "summary": {
            "fi": "Työ, yritykset, päätöksenteko ja kaupungin hallinto.",
            "sv": "Arbete, företag, beslutsfattande och stadens förvaltning.",
            "en": "Work, business, decision-making and administration.",
        },
        "icon": "Buildings3",
        "color": "neutral",
        "classes": ("P7", "P8", "P9", "P10", "P11", "P12", "P14", "P15", "P17", "P20", "P21", "P22", "P26"),
    },
]
EVENT_ICONS = {
    "KE1": "BabyWrapped",
    "KE1.1": "Heart",
    "KE2": "ShieldCheckmark",
    "KE3": "Backpack",
    "KE4": "Package",
    "KE5": "Language",
    "KE6": "HardHat",
    "KE7": "Handshake",
    "KE8": "Briefcase",
    "KE9": "Piggybank",
    "KE10": "FlowerPension",
    "KE11": "Stethoscope",
    "KE12": "Wheelchair",
    "KE13": "HandHeart",
    "KE14": "Candle",
}


@transaction.atomic
def load_codelists() -> None:
    """Create what is missing; safe to run any number of times."""
    lists = json.loads(CODES.read_text(encoding="utf-8"))
    sectors = {} if Sector.objects.exists() else _load_sectors()
    _load(ServiceClass, lists["service_classes"], lambda code, _name: {"sector": sectors.get(code)})
    _load(TargetGroup, lists["target_groups"], lambda _code, _name: {})
    _load(LifeEvent, lists["life_events"], lambda code, name: {"slug": free_slug(LifeEvent, name), "icon": _icon(code)})


def _load_sectors() -> dict[str, Sector]:
    """Class code -> its sector."""
    found: dict[str, Sector] = {}
    for order, row in enumerate(SECTORS, 1):
        values: dict[str, Any] = {key: value for key, value in row.items() if key != "classes"}
        sector = Sector.objects.create(order=order, **values)
        found |= dict.fromkeys(row["classes"], sector)
    return found


def _load(
    model: type[Any],
    rows: list[list[str]],
    more: Callable[[str, str], dict[str, Any]],
) -> None:
    """Top level first, as the rows below point to it."""
    known = {row.code: row for row in model._default_manager.all()}
    for depth in (0, 1):
        missing = [row for row in rows if row[0].count(".") == depth and row[0] not in known]
        created = model._default_manager.bulk_create(
            model(code=code, name=_texts(names), parent=known.get(code.rpartition(".")[0]), **more(code, names[0]))
            for code, *names in missing
        )
        known |= {row.code: row for row in created}


def _icon(code: str) -> str:
    return EVENT_ICONS.get(code) or EVENT_ICONS.get(code.partition(".")[0], "Compass")


def _texts(names: list[str]) -> dict[str, str]:
    return {language: name for language, name in zip(("fi", "sv", "en"), names, strict=True) if name}
