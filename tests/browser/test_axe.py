# SPDX-License-Identifier: EUPL-1.2
"""axe finds no fault on any page of the portal: in the light and in the dark, on a screen and on a telephone."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page

from cases.models import Case
from feedback.models import Feedback
from portal.accounts.models import Person
from portal.demo import cases, desk, feedback, sharing
from portal.frontdesk.models import ContactMoment
from portal.pages.models import Notice
from services.eforms.models import Draft, Invitation
from tests.browser.driving import Visitors, axe, scrolls_sideways

PUBLIC = """
/ /ajankohtaista/ /kajaani-info/ /saavutettavuus/ /tietosuoja/ /selkokieli/ /ei-ole/ /sv/ /en/palvelut/
/palvelut/ /palvelut/aakkosittain/ /palvelut/sektori/tekniset-palvelut/ /palvelut/kaivulupa/ /palvelupisteet/
/haku/ /haku/?q=kaivulupa /haku/?q=kaivuluppa /haku/?q=qqqqq /elamantilanteet/
/lomake/kaivulupa/ /lomake/tietopyynto/ /lomake/aamu-ja-iltapaivatoiminta/ /luonnokset/
/jatka/ /seuraa/ /palaute/ /palaute/seuraa/ /oma/tunnistaudu/ /kirjaudu/login/ /kirjaudu/signup/ /kirjaudu/inactive/
/kirjaudu/password/reset/ /kirjaudu/password/reset/done/ /kirjaudu/password/reset/key/1-x/
"""
CITIZEN = """
/ /oma/ /oma/asiat/ /oma/asiat/?tila=valmiit /oma/viestit/ /oma/tiedot/ /oma/puolesta/ /oma/katseluloki/ /luonnokset/
/kirjaudu/logout/ /kirjaudu/email/ /kirjaudu/password/change/ /kirjaudu/reauthenticate/ /kirjaudu/3rdparty/
/kirjaudu/2fa/ /kirjaudu/2fa/webauthn/ /lomake/jarjestojen-toiminta-avustus/ /admin/
"""


# Nothing scrolls sideways on a telephone, nor with letters of twice the size (WCAG 2.2: 1.4.4, 1.4.10).
NARROW = ((390, "100%"), (320, "100%"))
LARGE = ((390, "200%"), (1280, "200%"))
OF_THE_ADMIN = {"main user", "auditor"}  # these pages are not ours: their letters are large by the zoom of the browser


def words(text: str) -> list[str]:
    return text.split()


def public_pages() -> Iterator[str]:
    yield from words(PUBLIC)
    yield from (notice.get_absolute_url() for notice in Notice.objects.all()[:1])
    yield reverse("feedback:item", args=[Feedback.objects.published().first().reference])  # type: ignore[union-attr]


def citizen_pages(person: Person) -> Iterator[str]:
    yield from words(CITIZEN)
    for case in one_of_each(Case.objects.of_person(person)):
        yield case.get_absolute_url()
        yield reverse("cases:citizen-withdraw", args=[case.reference])
    for draft in Draft.objects.filter(person=person, submitted_at=None):
        for step in draft.version.form.steps:
            yield reverse("eforms:step", args=[draft.key, step.key])
            yield reverse("eforms:step", args=[draft.key, step.key]) + "?tarkista"
        yield reverse("eforms:review", args=[draft.key])
        yield reverse("eforms:draft-cancel", args=[draft.key])
        yield reverse("eforms:sharing", args=[draft.key])


def signers_pages() -> Iterator[str]:
    """What is to be signed, and the own page where it waits."""
    yield from ("/oma/", *(invitation.get_absolute_url() for invitation in Invitation.objects.all()))


def one_of_each(found: Iterable[Case]) -> list[Case]:
    return list({case.status: case for case in found}.values())


def desk_pages() -> Iterator[str]:
    person = Person.objects.get(user__username="veikko")
    moment = ContactMoment.objects.filter(clerk__username="kiia").first()
    assert moment
    yield from ("/neuvonta/", "/neuvonta/uusi-asiakas/", "/neuvonta/luonnos/", f"/neuvonta/avaa/{person.public_id}/")
    yield reverse("frontdesk:contact", args=[moment.public_id])
    yield "/admin/feedback/feedback/"


def handler_pages() -> Iterator[str]:
    queue = reverse("admin:cases_case_changelist")
    yield from (queue, f"{queue}?nakyma=unit", f"{queue}?q=ei-ole", "/admin/feedback/feedback/", "/kirjaudu/2fa/")
    for feedback_ in Feedback.objects.filter(unit__code="kunnallistekniikka")[:2]:
        yield reverse("admin:feedback_feedback_change", args=[feedback_.reference])
    for case in one_of_each(Case.objects.filter(unit__code="kunnallistekniikka")):
        yield reverse("admin:cases_case_change", args=[case.reference])
        yield from (f"{queue}{case.reference}/{tab}/" for tab in ("messages", "documents", "earlier", "access-log"))
        for verb in ("decide", "serve", "resume", "request-supplement", "close", "assign", "hand-over", "transfer"):
            yield f"{queue}{case.reference}/{verb}/"


def configuration_pages() -> Iterator[str]:
    yield "/admin/"
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if name in ("admin:cases_case", "admin:feedback_feedback"):
            continue
        row = model._default_manager.order_by("pk").first()
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        if row:
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete"))


def faults(page: Page, places: Iterator[str], sizes: Iterable[tuple[int, str]]) -> Iterator[str]:
    for place in dict.fromkeys(places):
        answer = page.goto(place)
        assert answer
        assert answer.status < 500, place
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            yield from (f"{width} {fault}" for fault in axe(page))
        yield from too_wide(page, place, sizes)


def too_wide(page: Page, place: str, sizes: Iterable[tuple[int, str]]) -> Iterator[str]:
    for width, size in sizes:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        if scrolls_sideways(page):
            yield f"{width} {place} scrolls sideways with letters of {size}"


def of(username: str) -> Person:
    return Person.objects.get(user__username=username)


WALKS: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "public": ("", public_pages),
    "citizen": ("aino", lambda: citizen_pages(of("aino"))),
    "signer": ("yritys", signers_pages),
    "desk": ("kiia", desk_pages),
    "handler": ("kari", handler_pages),
    "main user": ("paavo", configuration_pages),
    "auditor": ("tarkastaja", lambda: iter(["/admin/", "/admin/audit/auditentry/", "/admin/audit/accessentry/"])),
}


@pytest.fixture
def full_town(town: None) -> None:
    sharing.fill()
    cases.fill()
    feedback.fill()
    desk.fill()


@pytest.mark.slow
@pytest.mark.usefixtures("full_town")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "walks", [("public", "citizen", "signer", "desk"), ("handler", "main user", "auditor")], ids=" ".join
)
def test_axe_finds_nothing(visitors: Visitors, scheme: str, walks: tuple[str, ...]) -> None:
    visitors.watch.expected |= {403, 404, 405, 409}  # pages of their own, looked at as all others
    found: list[str] = []
    for who in walks:
        username, places = WALKS[who]
        page = visitors.open(username, color_scheme=scheme)
        sizes = NARROW if who in OF_THE_ADMIN or scheme == "dark" else NARROW + LARGE
        found += [f"{who} {fault}" for fault in faults(page, places(), sizes)]

    assert not found, "\n".join(found)
