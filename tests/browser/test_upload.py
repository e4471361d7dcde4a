# SPDX-License-Identifier: EUPL-1.2
"""Files as people send them: several at once, dragged, from a camera, with the keyboard, over a line that breaks."""

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect
from pypdf import PdfWriter

from cases.models import CaseType
from portal.demo import people
from services.eforms.models import Upload
from tests.browser.driving import Visitors, Watch, axe, scrolls_sideways, tab_to
from tests.common.test_files import PNG, pdf
from tests.common.test_office import OLE, TEXT, WORD, office
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory, field, form_of

PLAN = field(
    "plan", "attachment", types=["pdf", "jpg", "png", "docx"], max_files=6, max_mb=1, max_pages=2, capture=True
)
ADDRESS = "**/liitteet/plan/"
BOX = "Plan"
FAILED = "Tiedosto ei tullut perille"


@pytest.fixture(autouse=True)
def form(transactional_db: None) -> None:
    people.fill()
    case_type = CaseType.objects.first() or CaseTypeFactory()
    FormDefinitionFactory(slug="liitteet", case_type=case_type, content=form_of(field("name"), PLAN))


def opened(visitors: Visitors, width: int = 1280, **options: Any) -> Page:
    page = visitors.open("aino", width=width, **options)
    page.goto("/lomake/liitteet/")
    page.get_by_role("button", name="Aloita").first.click()
    return page


def listens(page: Page) -> None:
    """The module has arrived: the list of what is on its way stands after the box."""
    expect(page.locator(".ds-file-upload ~ ul[data-live]")).to_have_count(1)


def pages(count: int) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for _page in range(count):
        writer.add_blank_page(72, 72)
    writer.write(out)
    return out.getvalue()


def file(name: str, content: bytes | None = None) -> FilePayload:
    """Each name has its own content: the same file twice would be one."""
    content = pages(1) + name.encode() if content is None else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose(page: Page, *files: FilePayload) -> None:
    page.get_by_label(BOX).set_input_files(files)


def listed(page: Page) -> Any:
    return page.locator("#liitteet_plan li")


def line_of(page: Page, name: str) -> Any:
    """The line of a file that is on its way or that did not come."""
    return page.locator("li.k-file", has_text=name)


@pytest.mark.parametrize("width", [1280, 390])
def test_one_bad_file_among_five_good_ones(visitors: Visitors, watch: Watch, width: int) -> None:
    watch.expected.add(422)
    page = opened(visitors, width)
    page.get_by_label("Name").fill("Aino")
    held: list[Route] = []
    page.route(ADDRESS, lambda route: held.append(route))
    good = [f"kuva-{number}.pdf" for number in range(5)]

    choose(page, *map(file, good[:3]), file("ohjelma.pdf", b"MZ\x90\0"), *map(file, good[3:]))
    expect(page.get_by_role("progressbar")).to_have_count(6)
    expect(page.get_by_role("progressbar", name="Lähetämme: kuva-4.pdf")).to_be_visible()
    assert axe(page) == []
    page.unroute(ADDRESS)  # what was held goes on

    expect(listed(page)).to_have_count(5)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    bad = line_of(page, "ohjelma.pdf")
    expect(bad).to_contain_text("Tämä tiedostomuoto ei käy. Käytä muotoa PDF, JPG, PNG, DOCX.")
    box, told = page.locator(".ds-file-upload").bounding_box(), bad.bounding_box()
    assert box
    assert told
    assert 0 <= told["y"] - (box["y"] + box["height"]) < 60  # just under the box
    assert [upload.name for upload in Upload.objects.all()] == good
    assert page.get_by_label("Name").input_value() == "Aino"
    assert axe(page) == []
    assert not scrolls_sideways(page)


BAD = {
    "ohjelma.pdf": (b"MZ\x90\0 this program", "Tämä tiedostomuoto ei käy"),
    "tyhja.pdf": (b"", "Tiedosto on tyhjä"),
    "iso.pdf": (b"%PDF" + b"\0" * 1024 * 1024, "Suurin koko on 1 Mt"),
    "pitka.pdf": (pages(3), "Tiedostossa on 3 sivua. Niitä voi olla enintään 2."),
    "salattu.pdf": (pdf(password="salaisuus"), "PDF-tiedostossa on salasana"),
    "salattu.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "Tiedostossa on salasana"),
    "makrot.docx": (office(WORD, **{"word/vbaProject.bin": "x"}), "Tiedostossa on makroja"),
    "toinen.odt": (office(TEXT), "Tämä tiedostomuoto ei käy"),
    "rikki.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\0" * 40, "Kuva on vioittunut"),
}


def test_what_will_not_do_is_told_in_words(visitors: Visitors, watch: Watch) -> None:
    watch.expected.add(422)
    page = opened(visitors)

    choose(page, *(file(name, content) for name, (content, _words) in BAD.items()))

    for name, (_content, words) in BAD.items():
        expect(line_of(page, name)).to_contain_text(words)
    expect(page.get_by_role("status").filter(has_text="rikki.jpg")).to_contain_text("Kuva on vioittunut")
    page.get_by_role("button", name="Sulje: tyhja.pdf").click()
    expect(line_of(page, "tyhja.pdf")).to_have_count(0)
    expect(page.get_by_label(BOX)).to_be_focused()
    assert not Upload.objects.exists()


def test_a_file_chosen_before_the_module_is_here_goes_too(visitors: Visitors) -> None:
    page = visitors.open("aino")
    held: list[Route] = []
    page.route(lambda address: "/js/upload" in address, lambda route: held.append(route))
    page.goto("/lomake/liitteet/")
    with page.expect_request(lambda request: "/js/upload" in request.url):
        page.get_by_role("button", name="Aloita").first.click()
    choose(page, file("a.pdf"))

    for route in held:
        route.continue_()

    expect(listed(page)).to_have_count(1)
    expect(page.locator("input[type=file]")).to_have_value("")


DROP = """(area, names) => {
    const dragged = new DataTransfer();
    for (const name of names) dragged.items.add(new File([`%PDF-1.7 ${name} startxref`], name));
    const told = { bubbles: true, cancelable: true, dataTransfer: dragged };
    area.dispatchEvent(new DragEvent("dragover", told));
    const over = "over" in area.dataset;
    area.dispatchEvent(new DragEvent("drop", told));
    return over && !("over" in area.dataset);
}"""


def test_files_are_dragged_into_the_box(visitors: Visitors) -> None:
    FormDefinitionFactory(
        slug="vedetyt", case_type=CaseType.objects.first(), content=form_of(field("plan", "attachment"))
    )
    page = visitors.open("aino")
    page.goto("/lomake/vedetyt/")
    page.get_by_role("button", name="Aloita").first.click()

    listens(page)
    was_lit = page.locator(".ds-file-upload").evaluate(DROP, ["a.pdf", "b.pdf"])

    expect(listed(page)).to_have_count(2)
    assert was_lit


def test_a_telephone_offers_its_camera(visitors: Visitors) -> None:
    page = opened(visitors, 390, has_touch=True, is_mobile=True)

    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Ota kuva").tap()
    assert chosen.value.element.get_attribute("capture") == "environment"
    chosen.value.set_files({"name": "kuva.png", "mimeType": "image/png", "buffer": PNG})

    expect(listed(page)).to_contain_text(["kuva.png"])
    assert not scrolls_sideways(page)


def test_a_computer_without_a_camera_is_not_asked_for_one(visitors: Visitors) -> None:
    page = opened(visitors)

    expect(page.get_by_label(BOX)).to_be_visible()
    expect(page.get_by_role("button", name="Ota kuva")).to_have_count(0)


def test_add_and_remove_by_keyboard(visitors: Visitors) -> None:
    page = opened(visitors)
    listens(page)
    page.get_by_label("Name").focus()
    page.keyboard.type("Aino")

    tab_to(page, BOX)
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Space")
    chosen.value.set_files([file("a.pdf"), file("b.pdf")])
    expect(listed(page)).to_have_count(2)
    tab_to(page, "a.pdf")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Poista a.pdf")).to_be_focused()
    page.keyboard.press("Enter")

    expect(listed(page)).to_have_count(1)
    expect(listed(page)).to_contain_text("b.pdf")
    assert page.get_by_label("Name").input_value() == "Aino"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_line_that_breaks_is_told_and_the_file_is_sent_again(visitors: Visitors, watch: Watch, width: int) -> None:
    page = opened(visitors, width)
    page.get_by_label("Name").fill("Aino")
    held: list[Route] = []
    page.route(ADDRESS, lambda route: held.append(route))

    choose(page, file("a.pdf"), file("b.pdf"))
    expect(page.get_by_role("progressbar")).to_have_count(2)
    page.context.set_offline(True)
    held[0].abort("connectionreset")  # in the middle of the first
    page.unroute(ADDRESS)

    for name in ("a.pdf", "b.pdf"):
        expect(line_of(page, name)).to_contain_text(FAILED)
    expect(page.get_by_role("status").filter(has_text=FAILED)).to_be_visible()
    assert all("net::ERR_" in problem for problem in watch.problems)
    watch.problems.clear()
    assert axe(page) == []

    page.context.set_offline(False)
    for name in ("a.pdf", "b.pdf"):
        page.get_by_role("button", name=f"Yritä uudelleen: {name}").click()
    expect(listed(page)).to_contain_text(["a.pdf", "b.pdf"])
    expect(page.get_by_text(FAILED)).to_have_count(0)
    assert page.get_by_label("Name").input_value() == "Aino"
    assert not scrolls_sideways(page)


def test_a_sending_is_stopped_and_the_next_goes_on(visitors: Visitors) -> None:
    page = opened(visitors)
    held: list[Route] = []
    page.route(ADDRESS, lambda route: held.append(route))

    choose(page, file("a.pdf"), file("b.pdf"))
    page.get_by_role("button", name="Keskeytä: a.pdf").click()
    page.unroute(ADDRESS)

    expect(listed(page)).to_have_count(1)
    expect(listed(page)).to_contain_text("b.pdf")
    expect(line_of(page, "a.pdf")).to_have_count(0)


def test_the_form_waits_for_the_files_that_are_on_their_way(visitors: Visitors) -> None:
    page = opened(visitors)
    page.get_by_label("Name").fill("Aino")
    held: list[Route] = []
    page.route(ADDRESS, lambda route: held.append(route))

    choose(page, file("a.pdf"), file("b.pdf"))
    expect(page.get_by_role("progressbar")).to_have_count(2)
    page.get_by_role("button", name="Tallenna ja jatka").click()
    page.unroute(ADDRESS)  # what was held goes on

    expect(page.get_by_role("heading", level=1)).to_have_text("Tarkista ja lähetä")
    expect(page.get_by_role("main")).to_contain_text("a.pdf, b.pdf")


def test_without_javascript_the_same_by_saving(visitors: Visitors) -> None:
    page = opened(visitors, java_script_enabled=False)
    page.get_by_label("Name").fill("Aino")

    choose(page, file("a.pdf"), file("ohjelma.pdf", b"MZ\x90\0"), file("b.pdf"))
    page.get_by_role("button", name="Lisää valitut tiedostot").click()
    expect(listed(page)).to_contain_text(["a.pdf", "b.pdf"])
    expect(page.locator("#id_plan_error")).to_contain_text("ohjelma.pdf: Tämä tiedostomuoto ei käy.")
    page.get_by_role("button", name="Poista a.pdf").click()
    expect(listed(page)).to_contain_text(["b.pdf"])

    assert page.get_by_label("Name").input_value() == "Aino"
