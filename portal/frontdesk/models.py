# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Assurance
from portal.accounts.actors import Channel as ActorChannel
from portal.accounts.models import Person, User
from portal.common import clock
from portal.frontdesk.querysets import ContactMomentQuerySet

# After this the clerk confirms who is being served, so that nobody acts for the customer who already left.
SESSION_LENGTH = dt.timedelta(minutes=30)
# A page that was open when the time ran out may still be sent, so that nothing typed is lost.
GRACE = dt.timedelta(minutes=15)


def session_end() -> dt.datetime:
    return clock.now() + SESSION_LENGTH


class ContactMoment(models.Model):
    """One meeting at the desk or on the phone: with whom, how sure we are of that, about what, and how it ended."""

    class Channel(models.TextChoices):
        VISIT = "visit", _("Käynti")
        PHONE = "phone", _("Puhelu")

    class Identification(models.TextChoices):
        PASSPORT = "passport", _("Passi")
        ID_CARD = "id_card", _("Henkilökortti")
        DRIVING_LICENCE = "driving_licence", _("Ajokortti")
        KNOWN = "known", _("Tuttu asiakas tai varmistava kysymys")
        NONE = "none", _("Ei tunnistettu")

    class Outcome(models.TextChoices):
        SOLVED = "solved", _("Ratkesi heti")
        FORWARDED = "forwarded", _("Siirrettiin käsittelijälle")
        CALL_BACK = "call_back", _("Sovittiin takaisinsoitto")
        INTERRUPTED = "interrupted", _("Jäi kesken")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clerk = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="contact_moments", verbose_name=_("palveluneuvoja")
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contact_moments",
        verbose_name=_("asiakas"),
    )
    channel = models.CharField(_("tapa"), max_length=6, choices=Channel, default=Channel.VISIT)
    identification = models.CharField(
        _("tunnistaminen"), max_length=16, choices=Identification, default=Identification.NONE
    )
    reason = models.CharField(_("syy"), max_length=200, blank=True, help_text=_("Näkyy asiakkaan katselulokissa."))
    started_at = models.DateTimeField(_("alkoi"), default=clock.now)
    open_until = models.DateTimeField(_("aikaa"), default=session_end)
    ended_at = models.DateTimeField(_("päättyi"), null=True, blank=True)
    topic = models.CharField(_("aihe"), max_length=120, blank=True)
    note = models.TextField(_("muistiinpano"), blank=True)
    outcome = models.CharField(_("lopputulos"), max_length=12, choices=Outcome, blank=True)

    objects = ContactMomentQuerySet.as_manager()

    class Meta:
        verbose_name = _("yhteydenotto")
        verbose_name_plural = _("yhteydenotot")
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-started_at"], name="contact_of_person"),
            models.Index(fields=["clerk"], name="contact_open", condition=models.Q(ended_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_with_person_has_reason",
                condition=models.Q(person__isnull=True) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="contact_document_is_seen_at_a_visit",
                condition=models.Q(channel="visit") | models.Q(identification__in=["known", "none"]),
            ),
            models.CheckConstraint(
                name="contact_ends_with_outcome",
                condition=models.Q(ended_at__isnull=True) | ~models.Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {clock.local(self.started_at):%d.%m.%Y %H.%M}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def is_expired(self) -> bool:
        return clock.now() >= self.open_until

    @property
    def accepts_late_pages(self) -> bool:
        return clock.now() < self.open_until + GRACE

    @property
    def minutes(self) -> int:
        """How long it took or has taken, in begun minutes."""
        return -(-int(((self.ended_at or clock.now()) - self.started_at).total_seconds()) // 60)

    @property
    def assurance(self) -> Assurance:
        if self.identification == self.Identification.NONE:
            return Assurance.NONE
        return Assurance.WEAK if self.identification == self.Identification.KNOWN else Assurance.SEEN_ID

    @property
    def actor_channel(self) -> ActorChannel:
        return ActorChannel.PHONE if self.channel == self.Channel.PHONE else ActorChannel.DESK
