# SPDX-License-Identifier: EUPL-1.2
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.message import Message
from cases.querysets import IncomingMailQuerySet
from portal.accounts.models import Person, User
from portal.common import clock


def raw_path(mail: "IncomingMail", _filename: str) -> str:
    """A name that tells nothing about its content."""
    return f"mail/{clock.today():%Y/%m}/{mail.key}"


class IncomingMail(models.Model):
    """A mail that came to the portal's mailbox, once: put into its case, held for a person to check, or ignored.

    What waits for a person keeps the mail as it came; what has been settled keeps only that it came.
    """

    class State(models.TextChoices):
        TAKEN = "taken", _("viety asiaan")
        HELD = "held", _("odottaa tarkistusta")
        IGNORED = "ignored", _("automaattinen viesti, ohitettu")
        DROPPED = "dropped", _("tarkistettu, ei viedä asiaan")

    class Why(models.TextChoices):
        OTHER_SENDER = "other_sender", _("lähettäjän osoite ei ole asiakkaan vahvistettu osoite")
        NO_CASE = "no_case", _("viestistä ei selviä, mihin asiaan se kuuluu")
        NO_RIGHT = "no_right", _("lähettäjällä ei ole enää oikeutta kirjoittaa asiaan")
        FILE_REFUSED = "file_refused", _("liitettä ei voi ottaa vastaan")
        SECRET = "secret", _("asia on salassa pidettävä, eikä sähköposti kerro varmasti lähettäjää")
        EMPTY = "empty", _("viestissä ei ole tekstiä")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mail_id = models.CharField(_("viestin tunniste"), max_length=255, unique=True)
    sender = models.CharField(_("lähettäjä"), max_length=254, blank=True)
    subject = models.CharField(_("otsikko"), max_length=300, blank=True)
    text = models.TextField(_("teksti"), blank=True)
    received_at = models.DateTimeField(_("saapunut"), default=clock.now)
    state = models.CharField(_("tila"), max_length=8, choices=State)
    why = models.CharField(_("miksi odottaa"), max_length=12, choices=Why, blank=True)
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="incoming_mails", verbose_name=_("asia")
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("kenelle kirjoitimme"),
    )
    raw = models.FileField(_("viesti sellaisenaan"), upload_to=raw_path, blank=True)
    became = models.OneToOneField(
        Message,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="incoming_mail",
        verbose_name=_("viestinä"),
    )
    settled_at = models.DateTimeField(_("tarkistettu"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("tarkistaja")
    )

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("saapunut sähköposti")
        verbose_name_plural = _("saapuneet sähköpostit")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["received_at"], name="mail_held", condition=models.Q(state="held"))]

    def __str__(self) -> str:
        return f"{self.sender} {clock.local(self.received_at):%d.%m.%Y}"
