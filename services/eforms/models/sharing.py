# SPDX-License-Identifier: EUPL-1.2
"""How a draft is shared: a short code that takes it elsewhere, invitations to fill it and to sign it."""

import datetime as dt
import hmac
import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Assurance
from portal.accounts.models import Person
from portal.common import clock
from portal.common.crypto import EncryptedTextField, keyed_hash
from services.eforms.models.draft import Draft
from services.eforms.models.encrypted import EncryptedJSONField
from services.eforms.querysets import DraftPassQuerySet, InvitationQuerySet, SigningRoundQuerySet

PASS_LIFE = dt.timedelta(minutes=15)
INVITATION_LIFE = dt.timedelta(days=14)


def pass_expiry() -> dt.datetime:
    return clock.now() + PASS_LIFE


def invitation_expiry() -> dt.datetime:
    return clock.now() + INVITATION_LIFE


class DraftPass(models.Model):
    """A single-use short code that takes a draft to another device or to the desk. Only its keyed hash is kept."""

    class Purpose(models.TextChoices):
        DEVICE = "device", _("toiselle laitteelle")
        DESK = "desk", _("neuvontaan")

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="passes", verbose_name=_("luonnos"))
    purpose = models.CharField(_("mihin"), max_length=6, choices=Purpose)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("tehty"), default=clock.now, editable=False)
    expires_at = models.DateTimeField(_("vanhenee"), default=pass_expiry)
    used_at = models.DateTimeField(_("käytetty"), null=True, blank=True)

    objects = DraftPassQuerySet.as_manager()

    class Meta:
        verbose_name = _("siirtokoodi")
        verbose_name_plural = _("siirtokoodit")

    def __str__(self) -> str:
        return f"{self.draft}: {self.get_purpose_display()}"


class SigningRound(models.Model):
    """What the signers are asked to sign: the content exactly as it will be sent. A change of it ends the round."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="signing_rounds", verbose_name=_("luonnos"))
    content = EncryptedJSONField(_("sisältö"), default=list)
    digest = models.CharField(_("sisällön ja liitteiden tiiviste"), max_length=64)
    language = models.CharField(_("kieli"), max_length=5, default="fi")
    asked_at = models.DateTimeField(_("pyydetty"), default=clock.now, editable=False)
    ended_at = models.DateTimeField(_("rauennut"), null=True, blank=True)

    objects = SigningRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("allekirjoituspyyntö")
        verbose_name_plural = _("allekirjoituspyynnöt")
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], name="one_open_signing_round", condition=models.Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft} {clock.local(self.asked_at):%d.%m.%Y}"

    @property
    def signers(self) -> "list[Invitation]":
        return list(self.invitations.all())

    @property
    def signed_count(self) -> int:
        return sum(signer.signed_at is not None for signer in self.signers)

    @property
    def is_complete(self) -> bool:
        return all(signer.signed_at for signer in self.signers)


class Invitation(models.Model):
    """Somebody is asked to fill the draft along, or to sign it. The link is made of the key; it is stored nowhere."""

    class May(models.TextChoices):
        FILL = "fill", _("täyttää")
        SIGN = "sign", _("allekirjoittaa")

    class State(models.TextChoices):
        INVITED = "invited", _("kutsuttu")
        OPENED = "opened", _("avannut linkin")
        JOINED = "joined", _("mukana")
        SIGNED = "signed", _("allekirjoittanut")
        DECLINED = "declined", _("kieltäytynyt")
        EXPIRED = "expired", _("vanhentunut")
        WITHDRAWN = "withdrawn", _("peruttu")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    serial = models.PositiveSmallIntegerField(
        default=1, editable=False, help_text=_("Uusi lähetys tekee uuden linkin, ja vanha lakkaa.")
    )
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("luonnos"))
    signing_round = models.ForeignKey(
        SigningRound, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    may = models.CharField(_("mitä saa tehdä"), max_length=4, choices=May)
    steps = models.JSONField[Any, Any](_("vaiheet"), default=list, blank=True, help_text=_("Tyhjä: kaikki vaiheet."))
    name = models.CharField(_("nimi"), max_length=120)
    email = models.EmailField(_("sähköposti"))
    language = models.CharField(_("kieli"), max_length=5, default="fi")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations", verbose_name=_("henkilö")
    )
    signer_name = models.CharField(_("allekirjoittajan nimi"), max_length=160, blank=True)
    assurance = models.PositiveSmallIntegerField(_("tunnistautumisen taso"), default=Assurance.NONE)
    reason = EncryptedTextField(_("kieltäytymisen syy"), null=True, blank=True)
    reminders_count = models.PositiveSmallIntegerField(_("muistutuksia"), default=0)
    invited_at = models.DateTimeField(_("kutsuttu"), default=clock.now)
    expires_at = models.DateTimeField(_("vanhenee"), default=invitation_expiry)
    opened_at = models.DateTimeField(_("avattu"), null=True, blank=True)
    joined_at = models.DateTimeField(_("liittynyt"), null=True, blank=True)
    signed_at = models.DateTimeField(_("allekirjoitettu"), null=True, blank=True)
    declined_at = models.DateTimeField(_("kieltäytynyt"), null=True, blank=True)
    expired_at = models.DateTimeField(_("vanhentunut"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("peruttu"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("kutsu")
        verbose_name_plural = _("kutsut")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="signer_belongs_to_round",
                condition=models.Q(may="sign", signing_round__isnull=False)
                | models.Q(may="fill", signing_round__isnull=True),
            ),
            models.CheckConstraint(
                name="signer_signs_or_declines",
                condition=models.Q(signed_at__isnull=True) | models.Q(declined_at__isnull=True, may="sign"),
            ),
            # One person does not sign for two.
            models.UniqueConstraint(fields=["signing_round", "person"], name="one_signature_a_person"),
        ]
        indexes = [
            models.Index(fields=["person", "draft"], name="invitation_of_person"),
            models.Index(fields=["expires_at"], name="invitation_open", condition=models.Q(expired_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_may_display()})"

    def get_absolute_url(self) -> str:
        return reverse("eforms:invitation", args=[self.key, self.token])

    @property
    def state(self) -> State:
        state = self.State
        facts = [
            (self.signed_at, state.SIGNED),
            (self.withdrawn_at, state.WITHDRAWN),
            (self.declined_at, state.DECLINED),
            (self.joined_at, state.JOINED),
            (self.expired_at or clock.now() >= self.expires_at, state.EXPIRED),
            (self.opened_at, state.OPENED),
        ]
        return next((named for fact, named in facts if fact), state.INVITED)

    @property
    def is_unanswered(self) -> bool:
        return self.state in (self.State.INVITED, self.State.OPENED)

    @property
    def token(self) -> str:
        return keyed_hash(f"invitation:{self.key}:{self.serial}")

    def is_opened_by(self, token: str) -> bool:
        return hmac.compare_digest(self.token, token)
