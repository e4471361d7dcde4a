# SPDX-License-Identifier: EUPL-1.2
"""axe finds no fault on any page of the portal: in the light and in the dark, on a screen and on a telephone."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page

from cases.actions.representing import Offer, offer_representation
from cases.models import Case, Hearing, Party, Publication, Representation
from feedback.models import Feedback
from portal.accounts.actors import Assurance, actor_for
from portal.accounts.models import Person
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.demo import bundles, cases, desk, feedback, sharing, teamwork
from portal.frontdesk.models import ContactMoment
from portal.pages.models import Notice
from services.eforms.actions.bundling import begin_bundle, send_together
from services.eforms.admin.designer.samples import NAMES
from services.eforms.engine.prefill import CORRECTABLE
from services.eforms.joint import digest_of_all, members_of
from services.eforms.models import Bundle, Draft, Invitation
from tests.browser.driving import Visitors, axe, scrolls_sideways
from tests.browser.staffwork import leave_work, main_users_pages, staffwork_pages
from tests.factories.cases import HearingFactory, PartyFactory
from tests.factories.eforms import BundleFactory, FormDefinitionFactory, field, form_of

PUBLIC = """
/ /ajankohtaista/ /kajaani-info/ /saavutettavuus/ /tietosuoja/ /selkokieli/ /ei-ole/ /sv/ /en/palvelut/
/palvelut/ /palvelut/aakkosittain/ /palvelut/sektori/tekniset-palvelut/ /palvelut/kaivulupa/ /palvelupisteet/
/haku/ /haku/?q=kaivulupa /haku/?q=kaivuluppa /haku/?q=qqqqq /elamantilanteet/
/lomake/kaivulupa/ /lomake/tietopyynto/ /lomake/aamu-ja-iltapaivatoiminta/ /luonnokset/
/jatka/ /seuraa/ /rekisteri/ /rekisteri/?haku=ei-ole /paatokset/ /paatokset/?haku=ei-ole
/palaute/ /palaute/seuraa/ /oma/tunnistaudu/ /kirjaudu/login/ /kirjaudu/signup/ /kirjaudu/inactive/
/kirjaudu/password/reset/ /kirjaudu/password/reset/done/ /kirjaudu/password/reset/key/1-x/
"""
CITIZEN = """
/ /oma/ /oma/asiat/ /oma/asiat/?tila=valmiit /oma/viestit/ /oma/tiedot/ /oma/puolesta/ /oma/katseluloki/ /luonnokset/
/kirjaudu/logout/ /kirjaudu/email/ /kirjaudu/password/change/ /kirjaudu/reauthenticate/ /kirjaudu/3rdparty/
/kirjaudu/2fa/ /kirjaudu/2fa/webauthn/ /lomake/jarjestojen-toiminta-avustus/ /admin/
"""
GUEST = "kutsuttu"  # the secret of the link to a hearing


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
    yield reverse("cases:statement", args=[GUEST])
    yield Publication.objects.get().get_absolute_url()
    yield from (right.get_absolute_url() for right in Representation.objects.all())  # taken up, and offered


def citizen_pages(person: Person) -> Iterator[str]:
    yield from words(CITIZEN)
    for case in one_of_each(Case.objects.of_person(person)):
        yield case.get_absolute_url()
        yield from (
            reverse(f"cases:citizen-{page}", args=[case.reference]) for page in ("withdraw", "sharing", "looks")
        )
    for draft in Draft.objects.filter(person=person, submitted_at=None):
        for step in draft.version.form.steps:
            yield reverse("eforms:step", args=[draft.key, step.key])
            yield reverse("eforms:step", args=[draft.key, step.key]) + "?tarkista"
        yield reverse("eforms:review", args=[draft.key])
        yield reverse("eforms:draft-cancel", args=[draft.key])
        yield reverse("eforms:sharing", args=[draft.key])
        yield from wrong_pages(draft)
    for bundle in Bundle.objects.all():
        yield reverse("eforms:bundle", args=[bundle.slug])
    for draft in Draft.objects.filter(person=person, version__joint_parts__isnull=False, submitted_at__isnull=False)[
        :1
    ]:
        yield from (reverse(f"eforms:{page}", args=[draft.key]) for page in ("bundle-status", "receipt"))
    for hearing in Hearing.objects.filter(party__person=person):
        yield reverse("cases:citizen-hearing", args=[hearing.case.reference, hearing.key])


def wrong_pages(draft: Draft) -> Iterator[str]:
    """Where what was filled in beforehand is told to be wrong: the first of the draft."""
    named = {question.key: step.key for step in draft.version.form.steps for question in step.questions}
    asked = (name for name, known in draft.provenance.items() if known["source"] in CORRECTABLE)
    if known := next((name for name in asked if name in named), None):
        yield reverse("eforms:wrong", args=[draft.key, named[known], known])


def signers_pages() -> Iterator[str]:
    """What is to be signed, and the own page where it waits."""
    yield from ("/oma/", *(invitation.get_absolute_url() for invitation in Invitation.objects.all()))


def representatives_pages() -> Iterator[str]:
    """The matter of another, between the own ones."""
    right = Representation.objects.get(representative__isnull=False)
    yield from ("/oma/", "/oma/asiat/", right.case.get_absolute_url())
    yield from (one.get_absolute_url() for one in Representation.objects.filter(representative=None))


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


def editor_pages() -> Iterator[str]:
    """The designer, and the preview in it as nobody and as people whom we know something about."""
    designer = "/admin/eforms/formdefinition/kaivulupa/suunnittelu/"
    yield designer
    for who in NAMES:
        for step in ("hakija", "vastuu", "yhteenveto"):
            yield f"{designer}esikatselu/?henkilo={who}&vaihe={step}"


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
    "representative": ("veikko", representatives_pages),
    "desk": ("kiia", desk_pages),
    "handler": ("kari", lambda: chain(staffwork_pages(), handler_pages())),
    "editor": ("elina", editor_pages),
    "main user": ("paavo", lambda: chain(main_users_pages(), configuration_pages())),
    "auditor": ("tarkastaja", lambda: iter(["/admin/", "/admin/audit/auditentry/", "/admin/audit/accessentry/"])),
}


def send_a_bundle(aino: Person) -> None:
    """Aino has sent one bundle and is filling in another."""
    actor = actor_for(aino.user, assurance=Assurance.STRONG)  # type: ignore[arg-type]  # she has a user
    short = FormDefinitionFactory(slug="lyhyt", content=form_of(field("boat", optional=True)))
    sent = begin_bundle(BundleFactory(forms=[short]).pk, [short.slug], actor=actor)
    send_together(sent.key, actor=actor, shown_digest=digest_of_all(members_of(sent)))
    moving = Bundle.objects.get(slug="muutan-kajaaniin")
    begin_bundle(moving.pk, bundles.BUNDLES[moving.slug].forms, actor=actor)


def hear(aino: Person) -> None:
    """Aino is heard in a matter of another, and a museum is asked by a link."""
    case = Case.objects.filter(status="in_progress").exclude(parties__person=aino)[0]
    HearingFactory(case=case, party=PartyFactory(case=case, of=aino, role=Party.Role.HEARD))
    HearingFactory(case=case, token_hash=keyed_hash(GUEST), token_until=clock.today() + dt.timedelta(days=30))
    Case.objects.filter(pk=case.pk).update(status="waiting_hearing")


def offer(aino: Person) -> None:
    """Aino has offered a right to another matter too; the link is unused."""
    actor = actor_for(aino.user, assurance=Assurance.STRONG)  # type: ignore[arg-type]  # she has a user
    case = Case.objects.of_person(aino).filter(representations=None).latest("pk")
    offer_representation(case.pk, Offer("Ilona Asiamies", "ilona@esimerkki.example"), actor=actor)


def fill() -> None:
    try:
        bundles.fill()
        sharing.fill()
        cases.fill()
        teamwork.fill()
        feedback.fill()
        desk.fill()
        send_a_bundle(of("aino"))
        hear(of("aino"))
        offer(of("aino"))
        leave_work("kari")
    finally:
        connection.close()


@pytest.fixture
def full_town(town: None) -> None:
    fill()


@pytest.mark.slow
@pytest.mark.usefixtures("full_town")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "walks",
    [("public", "citizen", "signer", "representative", "desk"), ("handler", "editor", "main user", "auditor")],
    ids=" ".join,
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
