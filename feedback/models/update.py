# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.feedback import Feedback
from feedback.querysets import UpdateQuerySet
from feedback.workflow import Status, Verb
from portal.accounts.models import User
from portal.common import clock
from portal.common.looks import Look

# What happened, as it is told afterwards; the verbs themselves are the words on the buttons.
TOLD = {
    Verb.GIVE: _("Saimme palautteen"),
    Verb.TAKE_UP: _("Otimme palautteen käsittelyyn"),
    Verb.ROUTE: _("Siirretty toiselle yksikölle"),
    Verb.ANSWER: _("Kaupunki vastasi"),
    Verb.CLOSE: _("Valmis"),
    Verb.REOPEN: _("Avattu uudelleen"),
    Verb.PUBLISH: _("Julkaistu"),
    Verb.HIDE: _("Poistettu julkisuudesta"),
    Verb.NOTE: _("Muistiinpano"),
}

LOOKS = {
    Verb.GIVE: Look("info", "InboxDown", ""),
    Verb.TAKE_UP: Look("info", "Hourglass", ""),
    Verb.ROUTE: Look("neutral", "ArrowRightLeft", ""),
    Verb.ANSWER: Look("birch", "Chat", ""),
    Verb.CLOSE: Look("birch", "Checkmark", ""),
    Verb.REOPEN: Look("warning", "ArrowUndo", ""),
    Verb.PUBLISH: Look("neutral", "Megaphone", ""),
    Verb.HIDE: Look("neutral", "EyeSlash", ""),
    Verb.NOTE: Look("neutral", "NotePencil", ""),
}


class Update(models.Model):
    """One thing that happened to a piece of feedback: the only source of "since when" and of what was answered."""

    class Audience(models.TextChoices):
        STAFF = "staff", _("henkilöstö")
        GIVER = "giver", _("palautteen antaja")
        PUBLIC = "public", _("kaikki")

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="updates", verbose_name=_("palaute"))
    at = models.DateTimeField(_("aika"), default=clock.now)
    verb = models.CharField(_("tapahtuma"), max_length=10, choices=Verb)
    status = models.CharField(_("tila tämän jälkeen"), max_length=12, choices=Status)
    text = models.TextField(_("teksti"), blank=True)
    audience = models.CharField(_("kenelle"), max_length=6, choices=Audience)
    by_user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("käyttäjä")
    )
    by_name = models.CharField(_("tekijä"), max_length=160, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("palautteen tapahtuma")
        verbose_name_plural = _("palautteen tapahtumat")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.feedback}: {self.get_verb_display()}"

    @property
    def look(self) -> Look:
        return LOOKS.get(Verb(self.verb), Look("neutral", "Checkmark", ""))

    @property
    def told_verb(self) -> str:
        return str(TOLD[Verb(self.verb)])

    def show_to_all(self) -> None:
        self.audience = self.Audience.PUBLIC
        self.save(update_fields=["audience"])
