# SPDX-License-Identifier: EUPL-1.2
"""A matter sent to the wrong place: to another unit of the city, and from there to the authority that it belongs to."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import Case
from portal.common import clock
from portal.notifications.delivery import send_due
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.browser.handling import QUEUE, case_of, open_step, take_up
from tests.notifications.mailbox import Mailbox

pytestmark = pytest.mark.usefixtures("town")
AUTHORITY = "Pohjois-Suomen elinvoimakeskus"


def test_matter_goes_to_another_unit_and_then_to_another_authority(visitors: Visitors, mailbox: Mailbox) -> None:
    arrived_at = clock.now() - dt.timedelta(days=3)
    case = case_of("aino", received_at=arrived_at)
    kari, mervi, aino = visitors.open("kari"), visitors.open("mervi"), visitors.open("aino", width=390)

    kari.goto(f"{QUEUE}{case.reference}/")
    open_step(kari, "Siirrä toiseen yksikköön")
    kari.get_by_label("Mihin yksikköön?").select_option(label="Maankäyttö ja mittaus")
    kari.get_by_label("Miksi asia kuuluu sinne?").fill("Kyse on maanmittauksesta.")
    kari.get_by_role("button", name="Siirrä toiseen yksikköön").click()
    expect(kari.get_by_text("Asia on siirretty toiseen yksikköön.")).to_be_visible()
    case.refresh_from_db()
    assert (case.unit.code, case.handler, case.received_at) == ("maankaytto", None, arrived_at)

    mervi.goto(f"{QUEUE}?nakyma=new")
    expect(mervi.get_by_role("row", name=case.reference)).to_be_visible()
    take_up(mervi, case.reference)
    expect(mervi.get_by_text("Kyse on maanmittauksesta.").first).to_be_visible()
    open_step(mervi, "Siirrä muulle viranomaiselle")
    mervi.get_by_label("Mille viranomaiselle?").fill(AUTHORITY)
    mervi.get_by_label("Miksi asia kuuluu sinne?").fill("Maantien alitus on valtion asia.")
    mervi.get_by_role("button", name="Siirrä muulle viranomaiselle").click()
    expect(mervi.get_by_text("Asia on siirretty. Asiakas sai siitä tiedon.")).to_be_visible()
    assert axe(mervi) == []

    aino.goto(f"/oma/asiat/{case.reference}/")
    expect(aino.get_by_text(f"Siirretty: {AUTHORITY}").first).to_be_visible()
    expect(aino.get_by_text("Toinen viranomainen jatkaa")).to_be_visible()
    sent_on = timezone.localdate(arrived_at)
    expect(aino.get_by_text(f"Lähetetty {sent_on.day}.{sent_on.month}.{sent_on.year}")).to_be_visible()
    assert axe(aino) == []
    assert not scrolls_sideways(aino)
    moved = Case.objects.get(pk=case.pk)
    assert (moved.status, moved.received_at) == ("transferred", arrived_at)
    send_due()
    letters = [mailbox.got.get() for _letter in range(mailbox.got.qsize())]
    to_aino = [str(letter["Subject"]) for letter in letters if letter["To"] == "aino@esimerkki.example"]
    assert f"Asiasi {case.reference} siirrettiin" in to_aino
