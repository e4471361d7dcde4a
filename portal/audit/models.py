# SPDX-License-Identifier: EUPL-1.2
"""Who changed and who looked (Tiedonhallintalaki 906/2019 17 §). Append-only: a trigger refuses every other write."""

from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.audit.querysets import AccessEntryQuerySet, AuditEntryQuerySet
from portal.common import clock

_APPEND_ONLY = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


# By which right, as people read it: the role, not the code.
_ROLE_WORDS = {
    "desk": _("palveluneuvoja"),
    "official": _("asian käsittelijä"),
    "guardian": _("huoltaja"),
    "mandate": _("valtuutettu"),
    "company": _("organisaation edustaja"),
    "chosen": _("asiamies"),
    "external": _("ulkoinen järjestelmä"),
    "system": _("järjestelmä"),
    "rule": _("automaattinen sääntö"),
}
_CHANNEL_WORDS = {
    "web": _("verkossa"),
    "desk": _("palvelupisteessä"),
    "phone": _("puhelimessa"),
    "mail": _("kirjeitse"),
    "email": _("sähköpostitse"),
    "api": _("rajapinnassa"),
    "system": _("taustalla"),
}


class Entry(models.Model):
    """What both logs tell: when, who, by which right, about what."""

    at = models.DateTimeField(_("aika"), default=clock.now, db_index=True)
    # Plain ids, not foreign keys: the log outlives the people and things that it tells about.
    user_id = models.BigIntegerField(_("käyttäjä"), null=True)
    by_person_id = models.BigIntegerField(_("henkilö"), null=True)
    by_name = models.CharField(_("tekijä"), max_length=160)
    right = models.CharField(_("oikeus"), max_length=12)
    channel = models.CharField(_("kanava"), max_length=12)
    assurance = models.PositiveSmallIntegerField(_("tunnistautumisen taso"), default=0)
    person_id = models.BigIntegerField(_("kenen tietoja"), null=True, db_index=True)
    about_type = models.CharField(_("kohteen laji"), max_length=60)
    about_id = models.BigIntegerField(_("kohde"), null=True)
    about_label = models.CharField(_("kohteen tunnus"), max_length=120, blank=True)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"], name="%(class)s_about")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.about_label}"

    # Whom "self" is for the reader: of a change the customer, of a look somebody else than the person looked at.
    self_words: Any = _("asiakas itse")

    @property
    def role_words(self) -> str:
        return str(_ROLE_WORDS.get(self.right, self.self_words))

    @property
    def channel_words(self) -> str:
        return str(_CHANNEL_WORDS.get(self.channel, ""))

    @property
    def about_kind(self) -> str:
        """The kind of thing it is about, in words. The log outlives the models that it tells about."""
        try:
            return str(apps.get_model(self.about_type)._meta.verbose_name)
        except (LookupError, ValueError):
            return self.about_type


class AuditEntry(Entry):
    event = models.CharField(_("tapahtuma"), max_length=60)
    facts: models.JSONField[Any, Any] = models.JSONField(_("tiedot"), default=dict)

    objects = AuditEntryQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("muutosloki")
        verbose_name_plural = _("muutosloki")
        triggers = _APPEND_ONLY


class AccessEntry(Entry):
    self_words = _("toinen henkilö")

    reason = models.CharField(_("syy"), max_length=200, blank=True)

    objects = AccessEntryQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("katseluloki")
        verbose_name_plural = _("katseluloki")
        triggers = _APPEND_ONLY

    @property
    def about_words(self) -> str:
        """What was looked at: a reference, or the kind of thing."""
        if self.about_label:
            return self.about_label
        return str(_("henkilötiedot") if self.about_type == "accounts.person" else _("asian tiedot"))
