# SPDX-License-Identifier: EUPL-1.2
"""The national code lists (PTV, codes and names) and the four sectors a new portal begins with.

A main user may rename a sector or give a class to another one: what is there already is left as it is.
"""

import json
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
    of_class = _load_sectors() if not Sector.objects.exists() else {}
    known = set(ServiceClass.objects.values_list("code", flat=True))
    for code, *names in lists["service_classes"]:
        if code not in known:
            _class(code, names, of_class.get(code))
    known = set(TargetGroup.objects.values_list("code", flat=True))
    for code, *names in lists["target_groups"]:
        if code not in known:
            TargetGroup.objects.create(code=code, name=_texts(names), parent=_parent(TargetGroup, code))
    known = set(LifeEvent.objects.values_list("code", flat=True))
    for code, *names in lists["life_events"]:
        if code not in known:
            _life_event(code, names)


def _load_sectors() -> dict[str, Sector]:
    """Class code -> its sector."""
    found: dict[str, Sector] = {}
    for order, row in enumerate(SECTORS, 1):
        values: dict[str, Any] = {key: value for key, value in row.items() if key != "classes"}
        sector = Sector.objects.create(order=order, **values)
        found |= dict.fromkeys(row["classes"], sector)
    return found


def _class(code: str, names: list[str], sector: Sector | None) -> None:
    ServiceClass.objects.create(code=code, name=_texts(names), parent=_parent(ServiceClass, code), sector=sector)


def _life_event(code: str, names: list[str]) -> None:
    icon = EVENT_ICONS.get(code) or EVENT_ICONS.get(code.partition(".")[0], "Compass")
    slug, parent = free_slug(LifeEvent, names[0]), _parent(LifeEvent, code)
    LifeEvent.objects.create(code=code, name=_texts(names), parent=parent, slug=slug, icon=icon)


def _parent[M: ServiceClass | TargetGroup | LifeEvent](model: type[M], code: str) -> M | None:
    above = code.rpartition(".")[0]
    found: M | None = model._default_manager.filter(code=above).first() if above else None  # type: ignore[assignment]
    return found


def _texts(names: list[str]) -> dict[str, str]:
    return {language: name for language, name in zip(("fi", "sv", "en"), names, strict=True) if name}
