# SPDX-License-Identifier: EUPL-1.2
"""The digging permit as its applicant fills it."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from portal.common import clock
from tests.factories.eforms import PDF

MAP = {"name": "kartta.pdf", "mimeType": "application/pdf", "buffer": PDF}
NEXT = "Tallenna ja jatka"


def day(days: int) -> str:
    when = clock.today() + dt.timedelta(days=days)
    return f"{when.day}.{when.month}.{when.year}"


def go_on(page: Page) -> None:
    page.get_by_role("button", name=NEXT).click()


def begin(page: Page) -> None:
    page.goto("/lomake/kaivulupa/")
    page.get_by_role("button", name="Aloita").click()
    expect(page.get_by_role("heading", level=1, name="Hakija")).to_be_visible()


# What the register told already of those who are strongly identified.
KNOWN = {
    "Nimi": "Aino Kemppainen",
    "Katuosoite": "Kalliokatu 14 A 3",
    "Postinumero": "87100",
    "Postitoimipaikka": "Kajaani",
}


def fill_applicant(page: Page) -> None:
    for label, text in KNOWN.items():
        box = page.get_by_label(label, exact=True)
        if box.is_editable() and not box.input_value():
            box.fill(text)
    page.get_by_label("itselleni").check()
    go_on(page)


def fill_work(page: Page, *, ends: str = "") -> None:
    page.get_by_label("vesi tai viemäri").check()
    page.get_by_label("Kuinka suuri alue kaivetaan?").fill("12")
    page.get_by_label("Työn paikka", exact=True).fill("Kalliokatu 14")
    page.get_by_role("radio", name="Ei", exact=True).check()
    page.get_by_label("Työ alkaa").fill(day(30))
    page.get_by_label("Työ päättyy").fill(ends or day(35))
    page.get_by_label("Kartta kaivualueesta").set_input_files(MAP)  # type: ignore[arg-type]
    go_on(page)


def fill_responsibility(page: Page) -> None:
    page.get_by_label("Vastaavan henkilön nimi").fill("Aino Kemppainen")
    page.get_by_label("Puhelin, joka on auki työn aikana").fill("040 123 4567")
    page.get_by_label("Katuturva").check()
    page.get_by_label("Korjaan kaivetun alueen").check()
    go_on(page)


def fill_all(page: Page) -> None:
    """From the start page to the review."""
    begin(page)
    fill_applicant(page)
    fill_work(page)
    fill_responsibility(page)
    expect(page.get_by_role("heading", level=1, name="Tarkista ja lähetä")).to_be_visible()


def send(page: Page) -> str:
    """The reference on the receipt."""
    page.get_by_label("Vakuutan").check()
    page.get_by_role("button", name="Lähetä", exact=True).click()
    expect(page).to_have_url(re.compile("/kuittaus/$"))
    return page.get_by_text(re.compile(r"^\s*KAJ-\d{4}-\d{6}-.\s*$")).inner_text().strip()
