# SPDX-License-Identifier: EUPL-1.2
from services.catalogue.sorting import first_letter, sort_key


def test_finnish_letters_come_last() -> None:
    names = ["Öljy", "Äidit", "Åland", "Zoo", "Eläin", "Élan", "apu"]

    assert sorted(names, key=sort_key) == ["apu", "Élan", "Eläin", "Zoo", "Åland", "Äidit", "Öljy"]


def test_first_letter_keeps_finnish_letters_and_drops_other_accents() -> None:
    assert [first_letter(name) for name in ("äiti", "élan", "112")] == ["Ä", "E", "0–9"]
