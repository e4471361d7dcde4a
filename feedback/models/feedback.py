# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from feedback.models.routing import Routing
from feedback.querysets import FeedbackQuerySet
from feedback.workflow import TRANSITIONS, Status, Verb
from portal.accounts.actors import Actor
from portal.accounts.actors import Channel as ActorChannel
from portal.accounts.models import Person, Unit, User
from portal.common import clock
from portal.common.legal_clocks import add_working_days
from portal.common.workflow import Transition

if TYPE_CHECKING:
    from feedback.models.update import Update

ANSWER_DAYS = 5


class Feedback(models.Model):
    """What somebody told the city, whatever the channel. What is published never names the giver."""

    class Kind(models.TextChoices):
        DEFECT = "defect", _("Vika tai vaurio")
        PROPOSAL = "proposal", _("Kehitysidea")
        THANKS = "thanks", _("Kiitos")
        CRITICISM = "criticism", _("Moite")
        QUESTION = "question", _("Kysymys")
        OBSERVATION = "observation", _("Muu havainto")

    class Channel(models.TextChoices):
        WEB = ActorChannel.WEB.value, _("verkko")
        DESK = ActorChannel.DESK.value, _("tiski")
        PHONE = ActorChannel.PHONE.value, _("puhelin")
        MAIL = ActorChannel.MAIL.value, _("kirje")
        EMAIL = ActorChannel.EMAIL.value, _("sähköposti")
        API = ActorChannel.API.value, _("rajapinta")

    reference = models.CharField(_("tunnus"), max_length=24, unique=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="One per form shown: sent once.")
    kind = models.CharField(_("laji"), max_length=12, choices=Kind)
    text = models.TextField(_("palaute"))
    place = models.CharField(_("paikka"), max_length=200, blank=True)
    photo = models.FileField(_("kuva"), upload_to="feedback/%Y/%m", blank=True)
    topic = models.ForeignKey(
        Routing, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("aihe")
    )

    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="feedback", verbose_name=_("antaja")
    )
    contact_email = models.EmailField(_("sähköposti"), blank=True)
    contact_phone = models.CharField(_("puhelin"), max_length=20, blank=True)
    wants_answer = models.BooleanField(_("haluaa vastauksen"), default=False)
    language = models.CharField(_("kieli"), max_length=5, default=settings.LANGUAGE_CODE)
    channel = models.CharField(_("kanava"), max_length=8, choices=Channel)
    written_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("kirjasi")
    )

    status = models.CharField(_("tila"), max_length=12, choices=Status, default=Status.RECEIVED)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("yksikkö")
    )
    handler = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("käsittelijä")
    )
    received_at = models.DateTimeField(_("saapunut"), default=clock.now)
    answered_at = models.DateTimeField(_("vastattu"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    may_publish = models.BooleanField(_("saa julkaista"), default=False)
    published_at = models.DateTimeField(_("julkaistu"), null=True, blank=True)
    # As staff published them: what could tell who somebody is has been taken out.
    public_title = models.CharField(_("julkinen otsikko"), max_length=120, blank=True)
    public_text = models.TextField(_("julkinen teksti"), blank=True)

    objects = FeedbackQuerySet.as_manager()
    # Set for one request when a tracking code or a signed link proved that this is the giver.
    proved_by_giver = False

    class Meta:
        verbose_name = _("palaute")
        verbose_name_plural = _("palautteet")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["unit", "status", "received_at"], name="feedback_inbox"),
            models.Index(fields=["person", "-received_at"], name="feedback_of_person"),
            models.Index(
                fields=["-published_at"], name="feedback_published", condition=models.Q(published_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="feedback_published_with_permission",
                condition=models.Q(published_at__isnull=True) | models.Q(may_publish=True) & ~models.Q(public_text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("feedback:item", args=[self.reference])

    @property
    def title(self) -> str:
        """What lists show: the published title, or the first sentence."""
        first = self.text.strip().split("\n")[0].split(". ")[0]
        return self.public_title or Truncator(first).chars(80)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_done(self) -> bool:
        return self.status in {Status.ANSWERED, Status.CLOSED}

    @property
    def answer_by(self) -> dt.date:
        """What we promise: an answer in five working days."""
        return add_working_days(clock.local(self.received_at).date(), ANSWER_DAYS)

    @property
    def contact(self) -> str:
        return self.contact_email or self.contact_phone

    # ---- workflow

    @property
    def transitions(self) -> Sequence[Transition]:
        return TRANSITIONS

    def log_move(self, transition: Transition, source: str, *, actor: Actor, reason: str) -> None:  # noqa: ARG002
        """Append the update and save; the giver reads everything but what staff write to each other."""
        internal = transition.verb in {Verb.NOTE, Verb.ROUTE, Verb.PUBLISH, Verb.HIDE}
        self.last_update = self.add_update(
            transition.verb, actor=actor, text=reason, audience="staff" if internal else "giver"
        )
        if transition.verb != Verb.NOTE:  # a note disturbs nobody who is just answering
            self.version += 1
        self.save()

    def add_update(self, verb: str, *, actor: Actor, text: str = "", audience: str = "giver") -> "Update":
        return self.updates.create(
            verb=verb,
            status=self.status,
            text=text,
            audience=audience,
            by_user=actor.user,
            by_name=actor.display_name[:160],
        )
