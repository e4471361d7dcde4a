# SPDX-License-Identifier: EUPL-1.2
"""How each arranges the own work queue."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import QueueView
from cases.permissions import STAFF_ROLES
from portal.accounts.actors import Actor
from portal.accounts.models import Unit, User
from portal.audit.log import record
from portal.common.workflow import require

MOST_VIEWS = 30


@transaction.atomic
def keep_view(*, actor: Actor, name: str, query: str, unit: Unit | None = None, is_start: bool = False) -> QueueView:
    """Keep a view under a name; the same name again changes it. With a unit its handlers see the view too.

    Raises ValidationError when one has kept too many.
    """
    require(condition=_may_arrange(actor, unit), verb="keep_view")
    assert actor.user
    # One at a time for each owner: the count, the name and the only start are decided under the owner's lock.
    own = QueueView.objects.filter(owner=User.objects.select_for_update().get(pk=actor.user.pk))
    if not own.filter(name=name).exists() and own.count() >= MOST_VIEWS:
        raise ValidationError(_("Sinulla on jo %(most)s näkymää. Poista ensin jokin niistä.") % {"most": MOST_VIEWS})
    if is_start:
        own.exclude(name=name).update(is_start=False)
    facts = {"query": query, "unit": unit, "is_start": is_start}
    view, _is_new = QueueView.objects.update_or_create(owner=actor.user, name=name, defaults=facts)
    record("queue_view.kept", about=view, by=actor, unit=unit.code if unit else "")
    return view


@transaction.atomic
def remove_view(key: UUID, *, actor: Actor) -> None:
    """Only the owner removes a view. Idempotent."""
    view = QueueView.objects.select_for_update(of=("self",)).filter(key=key).first()
    if view:
        require(condition=view.owner_id == (actor.user.pk if actor.user else None), verb="remove_view")
        record("queue_view.removed", about=view, by=actor)
        view.delete()


def _may_arrange(actor: Actor, unit: Unit | None) -> bool:
    """Who handles cases; to share, in that unit."""
    works = actor.user is not None and not actor.at_desk
    return works and actor.has_role(*STAFF_ROLES, unit_id=unit.pk if unit else None)


@transaction.atomic
def choose_shortcuts(*, actor: Actor, uses: bool) -> None:
    """Switch one's own keys on or off (WCAG 2.1.4)."""
    require(condition=actor.user is not None and actor.has_role(*STAFF_ROLES), verb="choose_shortcuts")
    assert actor.user
    actor.user.uses_shortcuts = uses
    actor.user.save(update_fields=["uses_shortcuts"])
