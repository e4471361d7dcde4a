# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from cases.models import Case
from cases.workflow import Status as CaseStatus
from portal.accounts.models import Role
from portal.common import clock

if TYPE_CHECKING:
    from portal.accounts.actors import Actor
    from portal.accounts.models import Person
    from services.eforms.models import FormDefinition

# A double click must not lose the code that is only told once, so the receipt shows it for an hour.
TRACKING_CODE_LIFE = dt.timedelta(hours=1)

# What a line of a list tells of a draft.
LISTED = (
    *("key", "person", "clerk", "saved_at", "expires_at", "version__definition__slug", "version__definition__name"),
    *("subject__given_names", "subject__call_name", "subject__surname", "subject__email", "organisation__name"),
)


class FormDefinitionQuerySet(models.QuerySet[Any]):
    def open_to_all(self) -> "FormDefinitionQuerySet":
        """Forms that have a published version: usable, paused, or closed for now and so explained."""
        return self.exclude(status__in=["draft", "retired"]).filter(versions__published_at__isnull=False).distinct()

    def editable_by(self, actor: "Actor") -> "FormDefinitionQuerySet":
        """Main users and auditors see all, editors the forms of their units."""
        if actor.has_role(Role.MAIN_USER, Role.AUDITOR):
            return self
        units = actor.units_with(Role.EDITOR)
        return self if units is None else self.filter(case_type__unit__in=units)

    def reviewable_by(self, actor: "Actor") -> "FormDefinitionQuerySet":
        """Main users and auditors see all, editors and publishers the forms of their units."""
        if actor.has_role(Role.MAIN_USER, Role.AUDITOR):
            return self
        units = actor.units_with(Role.EDITOR, Role.PUBLISHER)
        return self if units is None else self.filter(case_type__unit__in=units)

    def for_staff(self) -> "FormDefinitionQuerySet":
        """Forms whose newest version only staff may fill."""
        versions = self.model._meta.get_field("versions").related_model.objects.published()
        newest = versions.filter(definition=OuterRef("pk")).values("pk")[:1]
        return self.filter(versions=Subquery(newest), versions__content__who__contains=["staff"])

    def for_customers(self) -> "FormDefinitionQuerySet":
        return self.exclude(pk__in=self.model.objects.for_staff().values("pk"))

    def for_start(self) -> "FormDefinitionQuerySet":
        return self.open_to_all().select_related("service", "case_type__unit")


class FormVersionQuerySet(models.QuerySet[Any]):
    def published(self) -> "FormVersionQuerySet":
        """Newest first."""
        return self.filter(published_at__isnull=False).order_by("-number")

    def reviewable_by(self, actor: "Actor") -> "FormVersionQuerySet":
        """Every version, published or not, of the forms that the actor reviews."""
        definitions = self.model._meta.get_field("definition").related_model.objects.reviewable_by(actor)
        return self.filter(definition__in=definitions)

    def editable_by(self, actor: "Actor") -> "FormVersionQuerySet":
        """Versions that are being written, of the forms that the actor sees as an editor."""
        definitions = self.model._meta.get_field("definition").related_model.objects.editable_by(actor)
        return self.filter(published_at__isnull=True, definition__in=definitions)

    def for_list(self) -> "FormVersionQuerySet":
        """The newest first, each with who published it and how many have been sent with it."""
        listed = self.select_related("published_by", "edited_by").order_by("-number")
        counted: FormVersionQuerySet = listed.annotate(sent_count=models.Count("drafts__submission"))
        return counted

    def with_block(self, slug: str) -> "FormVersionQuerySet":
        """The newest version of each form, where it has a copy of the block."""
        newest = self.order_by("definition_id", "-number").distinct("definition_id").values("pk")
        return self.filter(pk__in=newest, content__steps__contains=[{"sections": [{"block": slug}]}])

    def with_list(self, code: str) -> "FormVersionQuerySet":
        """Every version, published or being written, where a question takes its options from the list."""
        direct, in_rows = {"list": code}, {"fields": [{"list": code}]}
        return self.filter(
            Q(content__steps__contains=[{"sections": [{"fields": [direct]}]}])
            | Q(content__steps__contains=[{"sections": [{"fields": [in_rows]}]}])
        )

    def for_designer(self) -> "FormVersionQuerySet":
        return self.select_related("definition__case_type__unit", "definition__service", "edited_by")

    def locked(self, pk: int) -> Any:
        return self.for_designer().select_for_update(of=("self",)).get(pk=pk)


class DraftQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: "Actor", *, browser_keys: Iterable[str | UUID] = ()) -> "DraftQuerySet":
        """One's own drafts and those one has joined; at the desk those begun there for the customer or handed there;
        and those this browser began unnamed."""
        unnamed = Q(person=None, clerk=None, key__in=list(browser_keys))
        if actor.at_desk and actor.subject:
            handed = Q(clerk__isnull=False, person=actor.subject)
            return self.filter(handed | Q(clerk__isnull=False, person=None, subject=actor.subject) | unnamed)
        if actor.at_desk:
            return self.filter(Q(clerk=actor.user, person=None, subject=None) | unnamed)
        if actor.person is None:
            return self.filter(unnamed)
        begun_at_desk = Q(clerk__isnull=False, person=None, subject=actor.person)
        joined = self.model._meta.get_field("invitations").related_model.objects.joined().filter(person=actor.person)
        along = Q(submitted_at=None, pk__in=joined.values("draft"))
        return self.filter(Q(person=actor.person) | begun_at_desk | along | unnamed)

    def unsent(self) -> "DraftQuerySet":
        return self.filter(submitted_at__isnull=True)

    def with_form(self) -> "DraftQuerySet":
        return self.select_related(
            "version__definition__case_type__unit", "version__definition__service", "person", "subject", "organisation"
        )

    def for_filling(self) -> "DraftQuerySet":
        """One draft, its form and the number of the form's newest version. Whom it concerns is read when asked: it is
        mostly the one who fills."""
        versions = self.model._meta.get_field("version").related_model.objects
        newest = versions.published().filter(definition=OuterRef("version__definition")).values("number")[:1]
        filling: DraftQuerySet = self.annotate(newest_number=Subquery(newest))
        # The questions are at hand in the process, as of every published version (FormVersion.form).
        without = filling.select_related("version__definition__service").defer("version__content", "version__undo")
        return without.prefetch_related("uploads")

    def for_my_page(self) -> "DraftQuerySet":
        """What the own page and the desk list: unsent drafts, those nearest to their end first."""
        listed = self.unsent().filter(expires_at__gt=clock.now()).order_by("expires_at", "pk")
        signers = Q(invitations__signing_round__isnull=False, invitations__signing_round__ended_at=None)
        with_counts: DraftQuerySet = listed.annotate(
            signers_count=models.Count("invitations", filter=signers),
            signed_count=models.Count("invitations", filter=signers & Q(invitations__signed_at__isnull=False)),
        )
        return with_counts.select_related("version__definition", "subject", "organisation").only(*LISTED)

    def for_frontdesk(self, person: "Person") -> "DraftQuerySet":
        """The names and dates of the customer's drafts; a clerk opens only those that were begun at the desk."""
        return self.filter(Q(person=person) | Q(subject=person)).for_my_page()

    def locked(self, key: UUID | str) -> Any:
        return self.with_form().select_for_update(of=("self",)).get(key=key)

    def sent_together(self) -> "DraftQuerySet":
        """Joint drafts of bundles that have become cases."""
        return self.filter(submitted_at__isnull=False, version__definition__bundle__isnull=False)

    def followed_by(self, actor: "Actor") -> "DraftQuerySet":
        """Those sent together of which the actor may see at least one of the cases (`permissions.can_follow_joint`)."""
        of_joint = Case.objects.visible_to(actor).filter(submission__draft__joint=OuterRef("pk"))
        return self.sent_together().filter(Exists(of_joint))

    def for_receipt(self) -> "DraftQuerySet":
        """Members of a joint draft, in order, with what they became."""
        listed = self.select_related("version__definition", "submission__case__case_type")
        return listed.order_by("pk")

    def of_own_page(self, actor: "Actor") -> "DraftQuerySet":
        """What was sent together for whom the actor acts now and is not all ended, newest first, with its cases."""
        own = Q(person=actor.customer, subject=None, organisation=None) | Q(subject=actor.customer)
        mine = Q(organisation=actor.organisation) if actor.organisation else own
        is_open = Q(members__submission__isnull=False, members__submission__case__closed_at=None)
        counted: DraftQuerySet = (
            self.sent_together()
            .filter(mine)
            .annotate(
                cases_count=models.Count("members__submission"), open_count=models.Count("members", filter=is_open)
            )
        )
        listed = counted.filter(open_count__gt=0).select_related("version__definition").order_by("-submitted_at")
        return listed.only("key", "submitted_at", "version__definition__name")

    def expired(self) -> "DraftQuerySet":
        return self.unsent().filter(expires_at__lte=clock.now())

    def to_remind(self, until: dt.datetime) -> "DraftQuerySet":
        known = Q(person__isnull=False) | Q(subject__isnull=False)
        return self.unsent().filter(known, reminded_at=None, expires_at__gt=clock.now(), expires_at__lte=until)

    def to_forget(self) -> "DraftQuerySet":
        """Sent drafts whose own time is over and which still hold something."""
        return self.filter(submitted_at__isnull=False, forgotten_at=None, expires_at__lte=clock.now())

    def keys(self) -> list[UUID]:
        return list(self.values_list("key", flat=True))


class BundleQuerySet(models.QuerySet[Any]):
    def open_to_all(self) -> "BundleQuerySet":
        return self.filter(status="published")

    def locked(self, pk: int) -> Any:
        return self.select_for_update(of=("self",)).get(pk=pk)


def _published_versions(definitions: Any, path: str) -> "Prefetch[Any]":
    """What `FormDefinition.published_versions` would ask for each form, asked at once."""
    versions = definitions._meta.get_field("versions").related_model.objects.published()
    return Prefetch(f"{path}__versions", queryset=versions, to_attr="published_versions")


class BundleFormQuerySet(models.QuerySet[Any]):
    def for_start(self) -> "BundleFormQuerySet":
        """Forms that somebody may know of, in order, each with its published versions at hand."""
        known = self.exclude(definition__status__in=["draft", "retired"])
        published = _published_versions(self.model._meta.get_field("definition").related_model, "definition")
        listed: BundleFormQuerySet = known.select_related("definition__case_type__unit", "definition__service")
        return listed.prefetch_related(published).order_by("position", "pk")


class JointPartQuerySet(models.QuerySet[Any]):
    def with_forms(self) -> "JointPartQuerySet":
        """Each with its version, and the published versions of its form at hand."""
        related = self.select_related("version__definition__case_type__unit", "version__definition__service")
        definitions = self.model._meta.get_field("version").related_model._meta.get_field("definition").related_model
        return related.prefetch_related(_published_versions(definitions, "version__definition"))


class SubmissionQuerySet(models.QuerySet[Any]):
    def of_form(self, definition: Any) -> "SubmissionQuerySet":
        return self.filter(draft__version__definition=definition)

    def sent_before(self, moment: dt.datetime) -> "SubmissionQuerySet":
        return self.filter(sent_at__lte=moment)

    def for_rehearsal(self) -> "SubmissionQuerySet":
        """With what filling them again needs, the newest first."""
        with_draft = self.select_related("draft__version__definition", "draft__person", "draft__subject")
        return with_draft.prefetch_related("draft__uploads").order_by("-sent_at", "-pk")

    def taking_a_place(self, definition: Any, *, since: dt.datetime | None) -> "SubmissionQuerySet":
        """Sendings of the form, from the opening of its window on, that have not been withdrawn."""
        sent = self.filter(draft__version__definition=definition).exclude(case__status=CaseStatus.WITHDRAWN)
        return sent.filter(sent_at__gte=since) if since else sent

    def with_stale_code(self) -> "SubmissionQuerySet":
        return self.filter(tracking_code__isnull=False, sent_at__lte=clock.now() - TRACKING_CODE_LIFE)

    def sent_for(self, actor: "Actor") -> "SubmissionQuerySet":
        """Of whom the actor acts for now: oneself, another person, or an organisation whoever of it sent."""
        if actor.organisation:
            return self.filter(draft__organisation=actor.organisation)
        own = Q(draft__person=actor.customer, draft__subject=None) | Q(
            draft__clerk__isnull=False, draft__subject=actor.customer
        )
        for_subject = Q(draft__subject=actor.subject) if actor.subject else Q()
        return self.filter(own | for_subject, draft__organisation=None)

    def for_renewing(self) -> "SubmissionQuerySet":
        """Newest first, with what a new draft takes from it."""
        return self.select_related("draft__version", "case__case_type").order_by("-sent_at")

    def without_copy(self) -> "SubmissionQuerySet":
        """Sendings whose case has no copy of them yet."""
        return self.exclude(case__documents__kind="application")

    def locked(self, pk: int) -> Any:
        related = ("draft__version__definition", "case__case_type", "case__unit")
        return self.select_related(*related).select_for_update(of=("self",)).get(pk=pk)

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))


class CommentQuerySet(models.QuerySet[Any]):
    def unresolved(self) -> "CommentQuerySet":
        return self.filter(resolved_at=None)

    def for_panel(self) -> "CommentQuerySet":
        """The open ones first, each with its writer."""
        return self.select_related("by", "resolved_by").order_by(models.F("resolved_at").asc(nulls_first=True), "at")

    def counts(self) -> dict[str, int]:
        """Place → how many open comments, for the tree."""
        counted = self.unresolved().order_by().values_list("place").annotate(count=models.Count("pk"))
        return dict(counted)


class RehearsalQuerySet(models.QuerySet[Any]):
    def waiting(self, since: dt.datetime) -> "RehearsalQuerySet":
        """Begun before that and not finished: the broker or a worker was away."""
        return self.filter(finished_at=None, started_at__lt=since)

    def ids(self) -> list[int]:
        return list(self.values_list("pk", flat=True))


class FieldBlockQuerySet(models.QuerySet[Any]):
    def for_list(self) -> "FieldBlockQuerySet":
        return self.select_related("unit", "edited_by")

    def visible_to(self, actor: "Actor") -> "FieldBlockQuerySet":
        """Blocks of everybody and those of one's units."""
        if actor.is_system or actor.has_role(Role.MAIN_USER, Role.AUDITOR):
            return self
        units = actor.units_with(Role.EDITOR, Role.PUBLISHER)
        return self if units is None else self.filter(Q(unit=None) | Q(unit__in=units))


class DraftPassQuerySet(models.QuerySet[Any]):
    def unused(self) -> "DraftPassQuerySet":
        return self.filter(used_at=None, expires_at__gt=clock.now())

    def stale(self) -> "DraftPassQuerySet":
        """Codes that a day ago already had nothing more to say than that they are used or expired."""
        return self.filter(expires_at__lte=clock.now() - dt.timedelta(days=1))


class SigningRoundQuerySet(models.QuerySet[Any]):
    def unended(self) -> "SigningRoundQuerySet":
        return self.filter(ended_at=None)


class InvitationQuerySet(models.QuerySet[Any]):
    def addressed_to(self, actor: "Actor") -> "InvitationQuerySet":
        """Invitations that the person has opened as themselves. At the desk nobody answers for the customer."""
        if actor.person is None or actor.at_desk:
            return self.none()
        return self.filter(person=actor.person)

    def unanswered(self) -> "InvitationQuerySet":
        nothing_yet = {"joined_at": None, "signed_at": None, "declined_at": None, "withdrawn_at": None}
        return self.filter(**nothing_yet, expired_at=None, draft__submitted_at=None)

    def joined(self) -> "InvitationQuerySet":
        """Of those who fill along now."""
        return self.filter(may="fill", joined_at__isnull=False, withdrawn_at=None)

    def took_part(self) -> "InvitationQuerySet":
        """Of those who filled along to the end, or signed what is signed now."""
        signed = Q(signed_at__isnull=False, signing_round__ended_at=None)
        return self.filter(Q(pk__in=self.joined().values("pk")) | signed).select_related("person")

    def current(self) -> "InvitationQuerySet":
        """Those to fill, and those to sign what is asked to be signed now."""
        return self.filter(Q(signing_round=None) | Q(signing_round__ended_at=None))

    def for_page(self) -> "InvitationQuerySet":
        return self.select_related(
            "draft__version__definition__case_type", "draft__person", "draft__subject", "signing_round"
        )

    def for_my_page(self) -> "InvitationQuerySet":
        listed = self.unanswered().filter(expires_at__gt=clock.now()).order_by("expires_at", "pk")
        return listed.select_related("draft__version__definition", "draft__person", "draft__subject")

    def to_remind(self, after: Iterable[dt.timedelta]) -> "InvitationQuerySet":
        """Unanswered ones: the first reminder is due the first time after the invitation, and so on."""
        due = Q(pk=None)
        for count, wait in enumerate(after):
            due |= Q(reminders_count=count, invited_at__lte=clock.now() - wait)
        return self.unanswered().filter(due, expires_at__gt=clock.now())

    def to_expire(self) -> "InvitationQuerySet":
        return self.unanswered().filter(expires_at__lte=clock.now())

    def keys(self) -> list[UUID]:
        return list(self.values_list("key", flat=True))


class FillingStepQuerySet(models.QuerySet[Any]):
    def of_form(self, definition: "FormDefinition") -> "FillingStepQuerySet":
        return self.filter(version__definition=definition)

    def since(self, day: dt.date) -> "FillingStepQuerySet":
        return self.filter(ended_on__gte=day)

    def seconds_of_sent(self) -> list[int]:
        """How long each filling that was sent took, shortest first."""
        fillings = self.filter(sent=True).values("filling").order_by()
        return sorted(fillings.annotate(total=models.Sum("seconds")).values_list("total", flat=True))
