# SPDX-License-Identifier: EUPL-1.2
"""What there is to reach in the permission table, by the word that the table uses for it.

Everything is the resident's and in the unit of the handler, unless its name says otherwise. The addresses of the table
are made from the words: `case document` stands for the reference of the case and the id of its document.
"""

import datetime as dt
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from cases.models import Case, Rule
from portal.accounts.models import Mandate
from portal.audit.models import AccessEntry, AuditEntry
from portal.common import clock
from portal.common.crypto import keyed_hash
from portal.frontdesk.models import ContactMoment
from portal.pages.models import Notice
from services.catalogue.models import ImportRun, LifeEvent, Organization, Sector, ServiceClass, Synonym
from services.eforms.actions.bundling import begin_bundle, send_together
from services.eforms.actions.signing import ask_signatures
from services.eforms.joint import digest_of_all, members_of
from services.eforms.models import Draft, FieldBlock, Upload
from tests.cast import Cast
from tests.factories.accounts import PersonFactory
from tests.factories.automation import RuleFactory, RuleTestFactory
from tests.factories.cases import (
    CaseFactory,
    CaseLinkFactory,
    CaseTypeFactory,
    DisqualificationFactory,
    DocumentFactory,
    HearingFactory,
    IncomingMailFactory,
    ProposalFactory,
    PublicationFactory,
    RepresentationFactory,
    ServiceOfDecisionFactory,
    TextModuleFactory,
)
from tests.factories.catalogue import ServiceChannelFactory, ServiceFactory, ServicePointFactory
from tests.factories.eforms import (
    TWO_STEPS,
    BundleFactory,
    DataListFactory,
    DraftFactory,
    FormDefinitionFactory,
    FormVersionFactory,
    field,
    form_of,
)
from tests.factories.feedback import FeedbackFactory, RoutingFactory
from tests.factories.notifications import DeliveryFactory
from tests.factories.printing import PrintJobFactory
from tests.factories.register import DisposalFactory, LegalHoldFactory
from tests.factories.sharing import InvitationFactory, signing_draft
from tests.factories.systems import ExternalSystemFactory, SystemKeyFactory, WebhookDeliveryFactory
from tests.factories.work import AbsenceFactory, BulkJobFactory, QueueViewFactory, TaskFactory

SITUATIONS = ("in_progress", "waiting", "decided", "served", "withdrawn")
IMAGE = b"\x89PNG\r\n\x1a\n"


def build(cast: Cast) -> dict[str, Any]:
    """The words of public pages, drafts, cases, feedback and the desk; what the words stand for in an address."""
    cast.everybody()
    return {
        **_public(cast),
        **_drafts(cast),
        **_cases(cast),
        **_feedback(cast),
        **_desk(cast),
        **_published(cast),
        **_written(cast),
        "written_type": CaseTypeFactory(unit=cast.unit).code,
        "part": "julkisuus",
        **_rule(cast),
        "letter": _letter(cast),
        "queue_view": QueueViewFactory(owner=cast.handler.user).key,
        **_bulk(cast),
        "nobody": uuid.uuid4(),
        **_systems(cast),
    }


def _systems(cast: Cast) -> dict[str, Any]:
    """What another system opened for the resident; nobody of the cast has its key."""
    case_type = CaseTypeFactory(unit=cast.unit)
    system = ExternalSystemFactory(case_types=[case_type])
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, opened_by=system)
    return {"case_type": case_type.code, "systems_case": case.reference}


def _bulk(cast: Cast) -> dict[str, Any]:
    """The handler's jobs on many cases: one to be looked at, one at work."""
    jobs = {"kind": "label", "answers": {"names": ["kevät"]}, "owner": cast.handler.user}
    cases = [CaseFactory(case_type=CaseTypeFactory(unit=cast.unit))]
    begun = {"started_at": clock.now(), "worked_at": clock.now()}
    return {
        "bulk_job": BulkJobFactory(cases=cases, **jobs).key,
        "begun_job": BulkJobFactory(cases=cases, **jobs, **begun).key,
    }


def _public(cast: Cast) -> dict[str, Any]:
    notice = Notice.objects.create(slug="katu-poikki", title={"fi": "Katu poikki"})
    event = LifeEvent.objects.create(code="KE1", name={"fi": "Muutto"}, slug="muutto")
    service = ServiceFactory(unit=cast.unit)
    return {
        "notice": notice.slug,
        "sector": service.sector.slug,
        "service": service.slug,
        "life_event": event.slug,
        "point": ServicePointFactory().slug,
        "provider": "suomifi",
        "account_id": "1",
        "account_key": "set-password",
        "key": 1,
        "app": "accounts",
    }


def _drafts(cast: Cast) -> dict[str, Any]:
    definition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit))
    known = {"source": "profile", "at": "2026-11-24T09:00:00+02:00", "original": "040 123 4567", "locked": False}
    draft: Draft = DraftFactory(
        version=definition.current_version,
        person=cast.resident.person,
        complete=True,
        provenance={"phone": known},
    )
    upload = Upload.objects.create(
        draft=draft, field="map", file=ContentFile(b"x", "map.txt"), name="map.txt", size=1, content_type="text/plain"
    )
    unnamed: Draft = DraftFactory(version=definition.current_version, complete=True)
    visits = form_of(field("visits", "group", optional=True, fields=[field("place")]))
    rows: Draft = DraftFactory(
        version=FormDefinitionFactory(case_type=definition.case_type, content=visits).current_version,
        person=cast.resident.person,
    )
    return {
        "rows_draft": rows.key,
        "rows_step": "eka",
        "group": "visits",
        "row": "0",
        **_shared_drafts(cast, draft),
        **_bundled(cast),
        "visitors_draft": unnamed.key,
        "form": definition.slug,
        "draft": draft.key,
        "step": "hakija",
        "known": "phone",
        "upload": upload.key,
    }


def _bundled(cast: Cast) -> dict[str, Any]:
    """A bundle of one form, and what the resident sent by it."""
    form = FormDefinitionFactory(
        slug="bundled", case_type=CaseTypeFactory(unit=cast.unit), content=form_of(field("boat", optional=True))
    )
    bundle, actor = BundleFactory(forms=[form]), cast.resident.actor
    draft = begin_bundle(bundle.pk, [form.slug], actor=actor)
    send_together(draft.key, actor=actor, shown_digest=digest_of_all(members_of(draft)))
    return {"bundle": bundle.slug, "sent_together": draft.key}


_FEE = {
    "key": "fee",
    "gives": "fee",
    "label": {"fi": "Maksu"},
    "rows": [{"if": {"field": "urgent", "is": "yes"}, "value": 90}],
}


def _written(cast: Cast) -> dict[str, Any]:
    """A form of the unit that is being written, with a comment and a rehearsal."""
    editor = cast.editor.user
    assert editor
    version = FormVersionFactory(
        definition=FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit)),
        number=2,
        published_at=None,
        content=TWO_STEPS | {"tables": [_FEE]},
    )
    FieldBlock.objects.create(slug="yhteystiedot", name={"fi": "Yhteystiedot"}, content={"fields": [field("mobile")]})
    return {
        "written": version.definition.slug,
        "fee": "fee",
        "first": 0,
        "up": "ylos",
        "comment": version.definition.comments.create(text="Hei", by=editor).pk,
        "rehearsal": version.rehearsals.create(revision=0, by=editor, wanted=20).pk,
    }


def _shared_drafts(cast: Cast, draft: Draft) -> dict[str, Any]:
    """The stranger fills one of the resident's drafts along; two more people are asked to fill and to sign."""
    invitation = InvitationFactory(draft=draft)
    joined = DraftFactory(version=draft.version, person=cast.resident.person, complete=True)
    InvitationFactory(draft=joined, person=cast.stranger.person, joined_at=clock.now())
    signed = signing_draft(cast.resident.person, "Mika Mäkinen")
    paper = Upload.objects.create(
        draft=signed,
        field="paper",
        file=ContentFile(b"x", "map.txt"),
        name="map.txt",
        size=1,
        content_type="text/plain",
    )
    signer = ask_signatures(signed.key, actor=cast.resident.actor).signers[0]
    return {
        "invitation": invitation.key,
        "token": invitation.token,
        "joined_draft": joined.key,
        "signed_draft": signed.key,
        "paper": paper.key,
        "signer": signer.key,
        "signer_token": signer.token,
    }


def _cases(cast: Cast) -> dict[str, Any]:
    case_type = CaseTypeFactory(unit=cast.unit)

    def of(owner: Any, **situation: Any) -> Case:
        case: Case = CaseFactory(case_type=case_type, applicant=owner, **situation)
        return case

    received = of(cast.resident.person)
    document = DocumentFactory(case=received)
    right = RepresentationFactory(case=received)
    mine = {name: of(cast.resident.person, **{name: True}).reference for name in SITUATIONS}
    return {
        "case": received.reference,
        "document": document.public_id,
        "task": TaskFactory(case=received).key,
        "absence": AbsenceFactory(user=cast.handler.user, substitute=cast.decision_maker.user).key,
        "right": right.key,
        "right_token": right.token,
        "mail": IncomingMailFactory(case=received).key,
        "childs_case": of(cast.child).reference,
        "associations_case": of(cast.association).reference,
        "other_units_case": CaseFactory(
            case_type=CaseTypeFactory(unit=cast.other_unit), applicant=cast.stranger.person
        ).reference,
        **mine,
        "protected": of(PersonFactory(protected=True)).reference,
        **_proposed(of(cast.resident.person, in_progress=True), received),
        **_hearings(cast, of(cast.resident.person, status="waiting_hearing")),
    }


def _proposed(case: Case, other: Case) -> dict[str, Any]:
    """A decision is proposed in it, and it is linked with another."""
    ProposalFactory(case=case)
    link = CaseLinkFactory(case=case, target=other)
    return {"proposed": case.reference, "link_pk": link.pk}


def _hearings(cast: Cast, case: Case) -> dict[str, Any]:
    """One asked of the party, one of another unit and one by a link, all with the same document."""
    document = DocumentFactory(case=case)
    until = clock.today() + dt.timedelta(days=30)
    asked = [
        HearingFactory(case=case, party=case.parties.get()),
        HearingFactory(case=case, unit=cast.other_unit),
        HearingFactory(case=case, token_hash=keyed_hash("link"), token_until=until),
    ]
    for hearing in asked:
        hearing.documents.add(document)
    return {
        "heard": case.reference,
        "hearing": asked[0].key,
        "unit_hearing": asked[1].key,
        "link": "link",
        "shown": document.public_id,
    }


def _published(cast: Cast) -> dict[str, Any]:
    case_type = CaseTypeFactory(unit=cast.unit, publishes_decisions=True)
    case = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    decision = case.decisions.get()
    PublicationFactory(version__decision=decision)
    return {
        "published_case": case.reference,
        "unit_code": decision.unit.code,
        "year": decision.year,
        "number": decision.number,
    }


def _letter(cast: Cast) -> uuid.UUID:
    case = CaseFactory(case_type=CaseTypeFactory(unit=cast.unit), applicant=cast.resident.person, served=True)
    waiting = ServiceOfDecisionFactory(
        decision=case.decisions.get(), channel="letter", waits=True, remedy_last_day=None
    )
    key: uuid.UUID = PrintJobFactory(service=waiting, printed=True).key
    return key


def _feedback(cast: Cast) -> dict[str, Any]:
    RoutingFactory(unit=cast.unit)
    resident = {"person": cast.resident.person, "may_publish": True}
    mine = FeedbackFactory(**resident, unit=cast.unit, photo=ContentFile(IMAGE, "photo.png"))
    return {
        "feedback": mine.reference,
        "unrouted_feedback": FeedbackFactory(**resident).reference,
        "answered_feedback": FeedbackFactory(**resident, unit=cast.unit, answered=True).reference,
        "published_feedback": FeedbackFactory(**resident, unit=cast.unit, published=True).reference,
    }


def _desk(cast: Cast) -> dict[str, Any]:
    clerk = cast.clerk.user
    assert clerk
    moment = ContactMoment.objects.create(clerk=clerk)
    return {
        "customer": cast.resident.person.public_id,
        "contact": moment.public_id,
        "childs_key": Mandate.objects.get(person=cast.child).principal_key,
    }


def _rule(cast: Cast) -> dict[str, Any]:
    """Switched off, with a table and a test."""
    rule: Rule = RuleFactory(case_type=CaseTypeFactory(unit=cast.unit))
    return {"rule": rule.pk, "rule_test": RuleTestFactory(rule=rule).pk}


def rows_of_the_admin(cast: Cast) -> None:
    """One row of each model that has configuration pages, where the rest of the world has none."""
    ServiceChannelFactory()
    DeliveryFactory(notification__person=cast.resident.person)
    Organization.objects.get_or_create(name={"fi": "Kaupunki"})
    Sector.objects.get_or_create(slug="muu", name={"fi": "Muu"})
    ServiceClass.objects.create(code="P1", name={"fi": "Kadut"})
    FieldBlock.objects.create(slug="nimi", name={"fi": "Nimi"}, unit=cast.unit, content={"fields": [field("name")]})
    DataListFactory()
    DisqualificationFactory()
    LegalHoldFactory()
    DisposalFactory()
    TextModuleFactory()
    SystemKeyFactory()
    WebhookDeliveryFactory()
    Synonym.objects.create(word="roskis", official="jäteastia")
    ImportRun.objects.create(source="pack", started_at=clock.now())
    facts = {"by_name": "Kari", "right": "official", "channel": "web", "at": clock.now() - dt.timedelta(days=1)}
    AuditEntry.objects.create(event="case.decided", **facts)
    AccessEntry.objects.create(**facts)


def any_row_of(model: type[models.Model]) -> Any:
    row = model._default_manager.order_by("pk").last()
    assert row, f"Make one in rows_of_the_admin: {model._meta.label}"
    return row.pk
