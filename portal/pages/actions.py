# SPDX-License-Identifier: EUPL-1.2
from django.db import transaction

from portal.accounts.actors import Actor
from portal.audit.log import record
from portal.common.workflow import require
from portal.pages.models import Notice
from services.catalogue.permissions import can_edit_catalogue
from services.catalogue.stamp import bump


@transaction.atomic
def save_notice(notice: Notice, *, actor: Actor) -> Notice:
    require(condition=can_edit_catalogue(actor), verb="save_notice")
    notice.save()
    record("notice.saved", about=notice, by=actor, slug=notice.slug)
    bump()
    return notice


@transaction.atomic
def delete_notice(notice: Notice, *, actor: Actor) -> None:
    require(condition=can_edit_catalogue(actor), verb="delete_notice")
    record("notice.deleted", about=notice, by=actor, slug=notice.slug)
    notice.delete()
    bump()
