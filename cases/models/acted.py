# SPDX-License-Identifier: EUPL-1.2
"""Who did it: kept on the row as it was then, so that a changed name or an ended mandate does not rewrite history."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor


class Acted(models.Model):
    # Plain ids: the row outlives the account, and append-only rows could not be set to null.
    by_user_id = models.BigIntegerField(null=True, blank=True, editable=False)
    by_person_id = models.BigIntegerField(null=True, blank=True, editable=False)
    by_name = models.CharField(_("tekijä"), max_length=160, blank=True)
    by_title = models.CharField(_("virkanimike"), max_length=80, blank=True)
    by_right = models.CharField(_("oikeus"), max_length=12)
    by_channel = models.CharField(_("kanava"), max_length=12)
    for_name = models.CharField(_("kenen puolesta"), max_length=160, blank=True)

    class Meta:
        abstract = True


def acted(by: Actor) -> dict[str, Any]:
    """The columns of `Acted` for this actor."""
    return {
        "by_user_id": by.user.pk if by.user else None,
        "by_person_id": by.person.pk if by.person else None,
        "by_name": by.display_name[:160],
        "by_title": by.user.title if by.user else "",
        "by_right": by.right,
        "by_channel": by.channel,
        "for_name": by.subject_name[:160],
    }
