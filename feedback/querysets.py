# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Count, Prefetch, Q

from feedback.permissions import HANDLING_ROLES
from feedback.workflow import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.actors import Actor
    from portal.accounts.models import Person


class FeedbackQuerySet(models.QuerySet[Any]):
    # ---- whose

    def visible_to(self, actor: "Actor", *, proved: "Iterable[int]" = ()) -> "FeedbackQuerySet":
        """The published, one's own, what one proved to have given (ids) or wrote down at the desk, what one handles."""
        own = Q(pk__in=list(proved))
        if actor.person:
            own |= Q(person=actor.person)
        if actor.at_desk:
            own |= Q(written_by=actor.user)
        return self.filter(Q(published_at__isnull=False) | own | self._handled(actor))

    def in_inbox_of(self, actor: "Actor") -> "FeedbackQuerySet":
        """What the actor may work on: the own units' and what waits for a unit, never one's own feedback."""
        return self.filter(self._handled(actor))

    def _handled(self, actor: "Actor") -> Q:
        units = actor.units_with(*HANDLING_ROLES)
        if units == set():
            return Q(pk__in=[])
        mine = Q() if units is None else Q(unit__in=units) | Q(unit__isnull=True)
        own = Q(person=actor.person) if actor.person else Q(pk__in=[])
        return mine & ~own

    def given_by(self, person: "Person") -> "FeedbackQuerySet":
        return self.filter(person=person)

    def published(self) -> "FeedbackQuerySet":
        return self.filter(published_at__isnull=False)

    # ---- which

    def by_reference(self, reference: str) -> Any:
        """The row or None, whoever asks: for those who then prove by a code that they gave it."""
        return self.filter(reference=reference).first()

    def open(self) -> "FeedbackQuerySet":
        return self.filter(status__in=OPEN)

    def done(self) -> "FeedbackQuerySet":
        return self.exclude(status__in=OPEN).order_by("-received_at", "-pk")

    def unrouted(self) -> "FeedbackQuerySet":
        return self.filter(unit__isnull=True)

    def about(self, topic: "int | None", status: str) -> "FeedbackQuerySet":
        """The filters of the public list; an empty one leaves everything in."""
        found = self.filter(topic_id=topic) if topic else self
        if status == "open":
            return found.open()
        return found.exclude(status__in=OPEN) if status == "done" else found

    # ---- for pages

    def for_public_list(self) -> "FeedbackQuerySet":
        """Newest first, with the last public answer at hand (`told`)."""
        return (
            self.published().select_related("topic").prefetch_related(public_updates()).order_by("-published_at", "-pk")
        )

    def for_own_page(self, actor: "Actor") -> "FeedbackQuerySet":
        """One's own, newest first; nothing while one acts for somebody else, as feedback is always one's own."""
        if actor.person is None or actor.subject or actor.organisation:
            return self.none()
        lines = self.given_by(actor.person).only("reference", "text", "public_title", "status", "received_at")
        return lines.order_by("-received_at", "-pk")

    def matching(self, words: str) -> "FeedbackQuerySet":
        """The giver's own search: the words as they stand in the text, the title or the reference."""
        found = Q(text__icontains=words) | Q(public_title__icontains=words) | Q(reference__icontains=words)
        return self.filter(found) if words else self

    def for_inbox(self) -> "FeedbackQuerySet":
        return self.select_related("topic", "unit", "handler", "person").order_by("received_at", "pk")

    def for_frontdesk(self, person: "Person") -> "FeedbackQuerySet":
        """What a clerk of the desk sees at a glance: which and in what state."""
        return self.given_by(person).select_related("topic").order_by("-received_at", "-pk")

    def counts(self, user_id: int) -> dict[str, int]:
        """The numbers beside the views of the inbox, in one query."""
        is_open = Q(status__in=OPEN)
        return self.aggregate(
            open=Count("pk", filter=is_open),
            unrouted=Count("pk", filter=is_open & Q(unit__isnull=True)),
            mine=Count("pk", filter=is_open & Q(handler=user_id)),
            done=Count("pk", filter=~is_open),
        )

    # ---- for actions

    def locked(self, pk: int) -> Any:
        """The row, held until the transaction ends. Nothing is joined: PostgreSQL reads the row again after waiting for
        the lock, but not what was joined to it."""
        return self.select_for_update().get(pk=pk)

    def next_number(self) -> int:
        """The number of the row to be inserted. Taken first, because the reference is made of it."""
        with connection.cursor() as cursor:
            cursor.execute("select nextval(pg_get_serial_sequence('feedback_feedback', 'id'))")
            return int(cursor.fetchone()[0])


class RoutingQuerySet(models.QuerySet[Any]):
    def for_choosing(self) -> "RoutingQuerySet":
        return self.only("name", "code").order_by("order", "pk")

    def for_routing(self) -> "RoutingQuerySet":
        return self.select_related("unit").order_by("order", "pk")


class UpdateQuerySet(models.QuerySet[Any]):
    def published(self) -> "UpdateQuerySet":
        return self.filter(audience="public")

    def for_giver(self) -> "UpdateQuerySet":
        return self.exclude(audience="staff")


def public_updates() -> "Prefetch[Any]":
    answers = apps.get_model("feedback", "Update").objects.published().exclude(text="").order_by("-at", "-pk")
    return Prefetch("updates", queryset=answers, to_attr="told")
