# SPDX-License-Identifier: EUPL-1.2
"""Cases for tests, as bare rows. Traits name situations: `CaseFactory(waiting=True, applicant=person)`.

A test of what an action leaves behind opens its case with `cases.actions.opening.open_case` instead.
"""

import datetime as dt
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from cases.models import (
    Case,
    CaseLink,
    CaseType,
    CaseTypeVersion,
    Decision,
    Disqualification,
    Document,
    HandlingTime,
    Hearing,
    IncomingMail,
    Message,
    Note,
    Party,
    Proposal,
    Publication,
    PublicVersion,
    Representation,
    ServiceOfDecision,
    SupplementRequest,
    TextModule,
)
from cases.numbering import new_reference
from cases.types.content import content_of
from cases.workflow import Status
from portal.common import clock
from tests.factories.accounts import UnitFactory, UserFactory

PDF = b"%PDF-1.4\n%%EOF\n"


class CaseTypeFactory(DjangoModelFactory[CaseType]):
    class Meta:
        model = CaseType
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"asiatyyppi-{n}")
    name = {"fi": "Kaivulupa", "sv": "Grävtillstånd", "en": "Digging permit"}
    unit = factory.SubFactory(UnitFactory)
    promise_days = 21
    law_sections = "Laki kadun ja eräiden yleisten alueiden kunnossa- ja puhtaanapidosta (669/1978) 14 a §"

    class Params:
        anonymous = factory.Trait(allows_anonymous=True, may_close_as_answered=True)


class HandlingTimeFactory(DjangoModelFactory[HandlingTime]):
    class Meta:
        model = HandlingTime

    case_type = factory.SubFactory(CaseTypeFactory)
    cases = 25
    half_in = 9
    most_in = 16
    counted_on = factory.LazyFunction(clock.today)


class CaseFactory(DjangoModelFactory[Case]):
    """`applicant` is a Person, an Organisation or a name; the unit is that of the case type."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    reference = factory.LazyFunction(lambda: new_reference(clock.today().year))
    case_type = factory.SubFactory(CaseTypeFactory)
    unit = factory.SelfAttribute("case_type.unit")
    applicant_name = "Aino Kemppainen"
    due_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=21))
    content = factory.LazyFunction(
        lambda: [
            {
                "title": {"fi": "Kaivutyö", "sv": "Grävarbete", "en": "Digging"},
                "rows": [{"key": "place", "label": {"fi": "Paikka"}, "value": "Kauppakatu 1", "source": ""}],
            }
        ]
    )
    by_right = "self"
    by_channel = "web"

    class Params:
        in_progress = factory.Trait(status=Status.IN_PROGRESS, handler=factory.SubFactory(UserFactory))
        waiting = factory.Trait(
            status=Status.WAITING_CUSTOMER,
            handler=factory.SubFactory(UserFactory),
            supplement=factory.RelatedFactory("tests.factories.cases.SupplementRequestFactory", "case"),
        )
        decided = factory.Trait(
            status=Status.DECIDED,
            handler=factory.SubFactory(UserFactory),
            decision=factory.RelatedFactory("tests.factories.cases.DecisionFactory", "case"),
        )
        served = factory.Trait(
            status=Status.SERVED,
            handler=factory.SubFactory(UserFactory),
            decision=factory.RelatedFactory("tests.factories.cases.DecisionFactory", "case", served=True),
        )
        closed = factory.Trait(status=Status.CLOSED, closed_at=factory.LazyFunction(clock.now))
        withdrawn = factory.Trait(status=Status.WITHDRAWN, closed_at=factory.LazyFunction(clock.now))
        dismissed = factory.Trait(
            status=Status.DISMISSED,
            handler=factory.SubFactory(UserFactory),
            decision=factory.RelatedFactory("tests.factories.cases.DecisionFactory", "case", outcome="dismissed"),
        )
        suspended = factory.Trait(
            status=Status.SUSPENDED,
            handler=factory.SubFactory(UserFactory),
            suspended_until=factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=30)),
        )
        overdue = factory.Trait(due_on=factory.LazyFunction(lambda: clock.today() - dt.timedelta(days=2)))

    @factory.post_generation
    def applicant(self: Any, _create: bool, extracted: Any, **_unused: Any) -> None:
        if extracted is not None:
            PartyFactory(case=self, of=extracted)


class PartyFactory(DjangoModelFactory[Party]):
    class Meta:
        model = Party
        exclude = ["of"]

    of: Any = None
    case = factory.SubFactory(CaseFactory)
    role = Party.Role.APPLICANT
    person = factory.LazyAttribute(lambda party: party.of if type(party.of).__name__ == "Person" else None)
    organisation = factory.LazyAttribute(lambda party: party.of if type(party.of).__name__ == "Organisation" else None)
    name = factory.LazyAttribute(lambda party: str(party.of or ""))


class SupplementRequestFactory(DjangoModelFactory[SupplementRequest]):
    class Meta:
        model = SupplementRequest

    case = factory.SubFactory(CaseFactory, status=Status.WAITING_CUSTOMER)
    items = factory.LazyFunction(lambda: ["Kartta kaivupaikasta"])
    due_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=10))
    consequence = "Ratkaisemme asian ilman karttaa."
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"


class HearingFactory(DjangoModelFactory[Hearing]):
    """Asked of a party when `party` is given, of a unit when `unit` is; otherwise of an outsider."""

    class Meta:
        model = Hearing

    case = factory.SubFactory(CaseFactory, status=Status.WAITING_HEARING)
    kind = factory.LazyAttribute(lambda hearing: "party" if hearing.party else "statement")
    party = None
    unit = None
    giver_name = factory.LazyAttribute(lambda hearing: "" if hearing.party or hearing.unit else "Kainuun museo")
    giver_email = factory.LazyAttribute(lambda hearing: "museo@museum.example" if hearing.giver_name else "")
    question = "Voiko kaivaa?"
    due_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=10))
    consequence = "Ratkaisemme asian ilman vastausta."
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"


class ProposalFactory(DjangoModelFactory[Proposal]):
    class Meta:
        model = Proposal

    case = factory.SubFactory(CaseFactory, in_progress=True)
    outcome = Decision.Outcome.GRANTED
    summary = "Saat luvan kaivaa Kauppakadulla."
    reasons = "Työ ei haittaa liikennettä kohtuuttomasti."
    law_sections = "669/1978 14 a §"
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"


class CaseLinkFactory(DjangoModelFactory[CaseLink]):
    class Meta:
        model = CaseLink

    case = factory.SubFactory(CaseFactory)
    target = factory.SubFactory(CaseFactory)
    kind = CaseLink.Kind.RELATED
    by_right = "official"
    by_channel = "web"


class DisqualificationFactory(DjangoModelFactory[Disqualification]):
    class Meta:
        model = Disqualification

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)
    ground = Disqualification.Ground.PARTY
    by_right = "official"
    by_channel = "web"


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    case = factory.SubFactory(CaseFactory)
    from_party = True
    text = "Milloin lupa tulee?"
    by_right = "self"
    by_channel = "web"
    by_name = "Aino Kemppainen"


class NoteFactory(DjangoModelFactory[Note]):
    class Meta:
        model = Note

    case = factory.SubFactory(CaseFactory)
    text = "Soitettu urakoitsijalle."
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"


class DocumentFactory(DjangoModelFactory[Document]):
    class Meta:
        model = Document

    case = factory.SubFactory(CaseFactory)
    kind = Document.Kind.ATTACHMENT
    name = "kartta.pdf"
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="kartta.pdf"))
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = "0" * 64
    by_right = "self"
    by_channel = "web"
    by_name = "Aino Kemppainen"


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory, status=Status.DECIDED)
    unit = factory.SelfAttribute("case.unit")
    year = factory.LazyFunction(lambda: clock.today().year)
    number = factory.Sequence(lambda n: n + 1001)  # clear of the numbers that tests choose
    outcome = Decision.Outcome.GRANTED
    summary = "Saat luvan kaivaa Kauppakadulla."
    reasons = "Työ ei haittaa liikennettä kohtuuttomasti."
    law_sections = "669/1978 14 a §"
    contact = "Kari Huotari, 08 6155 1234"
    remedy_kind = "oikaisuvaatimus_kunta"
    document = factory.SubFactory(
        DocumentFactory, case=factory.SelfAttribute("..case"), kind=Document.Kind.DECISION, name="paatos.pdf"
    )
    by_right = "official"
    by_channel = "web"
    by_name = "Päivi Päättäjä"

    class Params:
        served = factory.Trait(
            service=factory.RelatedFactory("tests.factories.cases.ServiceOfDecisionFactory", "decision")
        )


class ServiceOfDecisionFactory(DjangoModelFactory[ServiceOfDecision]):
    class Meta:
        model = ServiceOfDecision

    decision = factory.SubFactory(DecisionFactory)
    channel = ServiceOfDecision.Channel.ELECTRONIC
    deemed_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=3))
    remedy_last_day = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=17))
    by_right = "official"
    by_channel = "web"


class TextModuleFactory(DjangoModelFactory[TextModule]):
    class Meta:
        model = TextModule

    name = factory.Sequence(lambda n: f"Perustelu {n}")
    part = TextModule.Part.REASONS
    text = factory.LazyFunction(lambda: {"fi": "Työ ei haittaa.", "sv": "Arbetet stör inte.", "en": "No harm is done."})


class PublicVersionFactory(DjangoModelFactory[PublicVersion]):
    class Meta:
        model = PublicVersion

    decision = factory.SubFactory(DecisionFactory, served=True)
    summary = factory.SelfAttribute("decision.summary")
    reasons = factory.SelfAttribute("decision.reasons")
    law_sections = factory.SelfAttribute("decision.law_sections")
    contact = factory.SelfAttribute("decision.contact")
    document = factory.SubFactory(
        DocumentFactory,
        case=factory.SelfAttribute("..decision.case"),
        kind=Document.Kind.PUBLIC_VERSION,
        name="julkinen.pdf",
    )
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"


class PublicationFactory(DjangoModelFactory[Publication]):
    class Meta:
        model = Publication

    version = factory.SubFactory(PublicVersionFactory)
    decision = factory.SelfAttribute("version.decision")
    known_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=7))
    ends_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=21))
    by_right = "official"
    by_channel = "web"
    by_name = "Kari Huotari"


class RepresentationFactory(DjangoModelFactory[Representation]):
    """The right that the case's first party offers; `to` is the person who has accepted it."""

    class Meta:
        model = Representation
        exclude = ["to"]

    to: Any = None
    case = factory.SubFactory(CaseFactory)
    party = factory.LazyAttribute(lambda right: right.case.parties.principals().first())
    name = "Outi Outonen"
    email = "outi@mail.example"
    may_act = False
    accepted_at = factory.LazyAttribute(lambda right: clock.now() if right.to else None)
    representative = factory.LazyAttribute(
        lambda right: (
            right.to
            and PartyFactory(
                case=right.case, of=right.to, role="representative", represents=right.party, may_act=right.may_act
            )
        )
    )
    by_right = "self"
    by_channel = "web"


class CaseTypeVersionFactory(DjangoModelFactory[CaseTypeVersion]):
    """Published with what the type's columns tell, changed by `content_changes`."""

    class Meta:
        model = CaseTypeVersion
        exclude = ["content_changes"]

    content_changes: Any = {}
    case_type = factory.SubFactory(CaseTypeFactory)
    number = factory.Sequence(lambda n: n + 1)
    content = factory.LazyAttribute(lambda version: content_of(version.case_type) | version.content_changes)
    published_at = factory.LazyFunction(clock.now)


class IncomingMailFactory(DjangoModelFactory[IncomingMail]):
    """A mail to a case that waits for a human."""

    class Meta:
        model = IncomingMail
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    mail_id = factory.Sequence(lambda n: f"{n}@mail.example")
    sender = "muu@mail.example"
    subject = "Vs: Sinulle on uusi viesti"
    text = "Tässä vastaus."
    state = IncomingMail.State.HELD
    why = IncomingMail.Why.OTHER_SENDER
    raw = factory.LazyFunction(lambda: ContentFile(b"From: muu@mail.example\r\n\r\nHei", "mail"))
