# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody may take up an invitation, and what the actions on invitations share."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.actors import Actor, Assurance
from portal.common import clock
from portal.notifications.outbox import Recipient, notify
from services.eforms.models import Draft, Invitation
from services.eforms.rules import LEVELS


class InvitationRefusal(StrEnum):
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DECLINED = "declined"
    LOG_IN = "log_in"
    IDENTIFY = "identify"
    ONLY_STAFF = "only_staff"
    OWN = "own"
    OTHERS = "others"
    TWICE = "twice"


class InvitationRefused(Exception):
    def __init__(self, refusal: InvitationRefusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


def needed_level(invitation: Invitation) -> Assurance:
    """The form's own level; somebody always signs in. A signature on a secret matter takes a strong identification."""
    definition = invitation.draft.definition
    if invitation.may == Invitation.May.SIGN and definition.case_type.is_secret:
        return Assurance.STRONG
    return max(Assurance.WEAK, LEVELS[invitation.draft.version.form.assurance])


def invitation_refusal(invitation: Invitation, *, actor: Actor) -> InvitationRefusal | None:
    """One reason at a time. Nobody answers for another: not at the desk, not by a mandate."""
    return _over(invitation) or _not_known(invitation, actor) or _not_theirs(invitation, actor)


def is_to_staff(invitation: Invitation) -> bool:
    """To fill a form of the city's own work along. Whose signature it needs, the form itself tells."""
    return invitation.may == Invitation.May.FILL and invitation.draft.version.form.is_for_staff


def _over(invitation: Invitation) -> InvitationRefusal | None:
    if invitation.draft.submitted_at and invitation.state != Invitation.State.SIGNED:
        return InvitationRefusal.SENT
    if invitation.signing_round and invitation.signing_round.ended_at:
        return InvitationRefusal.WITHDRAWN
    over = {
        Invitation.State.WITHDRAWN: InvitationRefusal.WITHDRAWN,
        Invitation.State.EXPIRED: InvitationRefusal.EXPIRED,
        Invitation.State.DECLINED: InvitationRefusal.DECLINED,
    }
    return over.get(invitation.state)


def _not_known(invitation: Invitation, actor: Actor) -> InvitationRefusal | None:
    if is_to_staff(invitation) and actor.user and not actor.at_desk:
        return None if actor.is_staff else InvitationRefusal.ONLY_STAFF
    if actor.person is None or actor.at_desk:
        return InvitationRefusal.LOG_IN
    return InvitationRefusal.IDENTIFY if actor.assurance < needed_level(invitation) else None


def _not_theirs(invitation: Invitation, actor: Actor) -> InvitationRefusal | None:
    person = actor.person  # nobody yet: staff who have not filled anything before
    if person and person == invitation.draft.owner:
        return InvitationRefusal.OWN
    if invitation.person_id and (person is None or invitation.person_id != person.pk):
        return InvitationRefusal.OTHERS
    same_round = Invitation.objects.exclude(pk=invitation.pk).filter(signing_round=invitation.signing_round_id)
    if invitation.signing_round_id and same_round.filter(person=person).exists():
        return InvitationRefusal.TWICE
    return None


def refusal_words(refusal: InvitationRefusal) -> str:
    return {
        InvitationRefusal.SENT: _("Lomake on jo lähetetty. Sinun ei tarvitse tehdä mitään."),
        InvitationRefusal.WITHDRAWN: _("Kutsu on peruttu tai tiedot ovat muuttuneet. Saat tarvittaessa uuden linkin."),
        InvitationRefusal.EXPIRED: _("Kutsu on vanhentunut. Pyydä lähettäjää lähettämään se uudelleen."),
        InvitationRefusal.DECLINED: _("Olet kieltäytynyt. Jos muutit mielesi, pyydä lähettäjältä uusi kutsu."),
        InvitationRefusal.LOG_IN: _("Kirjaudu ensin omilla tunnuksillasi."),
        InvitationRefusal.IDENTIFY: _("Tunnistaudu ensin vahvasti, esimerkiksi pankkitunnuksilla."),
        InvitationRefusal.ONLY_STAFF: _(
            "Tämä on kaupungin sisäinen lomake. Vain kaupungin työntekijä voi täyttää sen omissa nimissään."
        ),
        InvitationRefusal.OWN: _("Lähetit tämän kutsun itse. Se on tarkoitettu toiselle ihmiselle."),
        InvitationRefusal.OTHERS: _("Tämä linkki on jo toisen ihmisen käytössä. Pyydä lähettäjältä oma linkki."),
        InvitationRefusal.TWICE: _("Olet jo allekirjoittaja tässä lomakkeessa. Jokaisen pitää allekirjoittaa itse."),
    }[refusal]


# ---- what the actions share


def locked_invitation(key: UUID, *, actor: Actor) -> Invitation:
    """The invitation for its reader, with its draft locked first as everywhere. Raises InvitationRefused."""
    invitation = locked_with_draft(key)
    if refusal := invitation_refusal(invitation, actor=actor):
        raise InvitationRefused(refusal)
    return invitation


def locked_with_draft(key: UUID) -> Invitation:
    draft_key = Invitation.objects.values_list("draft__key", flat=True).get(key=key)
    draft: Draft = Draft.objects.locked(draft_key)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("signing_round", "person")
    invitation: Invitation = rows.get(key=key)
    invitation.draft = draft
    return invitation


def send_letter(invitation: Invitation) -> None:
    """The own link. Whoever has no account gets it at the address alone."""
    event = "draft.signature_asked" if invitation.may == Invitation.May.SIGN else "draft.invited"
    notify(event, about=invitation, to=[address_of(invitation)], **letter_facts(invitation))


def tell_those_along(draft: Draft) -> None:
    """Who filled along or signed hears once that it has left. What it opens is the sender's: there is no link."""
    told = {invitation.email.lower(): invitation for invitation in draft.invitations.took_part()}
    for invitation in told.values():
        notify("draft.sent_along", about=invitation, to=[address_of(invitation)], name=name_of(draft))


def letter_facts(invitation: Invitation) -> dict[str, Any]:
    """What the letters tell: who asks, until when, and of what the link is made."""
    return {
        "name": name_of(invitation.draft),
        "until": f"{clock.local(invitation.expires_at):%-d.%-m.%Y}",
        "key": str(invitation.key),
        "serial": invitation.serial,
    }


def address_of(invitation: Invitation) -> Recipient:
    return Recipient(person=invitation.person, email=invitation.email, language=invitation.language)


def name_of(draft: Draft) -> str:
    return draft.owner.display_name if draft.owner else ""


def tell_owner(event: str, draft: Draft, **facts: Any) -> None:
    if draft.owner:
        with override(draft.owner.language):
            url = reverse("eforms:sharing", args=[draft.key])
        notify(event, about=draft, to=[draft.owner], url=url, form=str(draft.definition), **facts)
