# SPDX-License-Identifier: EUPL-1.2
"""How a status, a deadline or a channel looks: colour, icon and words, the same everywhere.

Colour never tells anything alone: each look has its own words and, almost always, an icon.
"""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    color: str
    icon: str
    text: object


STATUSES = {
    "draft": Look("neutral", "Pencil", _("Luonnos")),
    "received": Look("info", "InboxDown", _("Vastaanotettu")),
    "in_progress": Look("info", "Hourglass", _("Käsittelyssä")),
    "waiting_customer": Look("warning", "ExclamationmarkTriangle", _("Odottaa sinua")),
    "waiting_hearing": Look("neutral", "Clock", _("Odottaa lausuntoa")),
    "suspended": Look("neutral", "Pause", _("Tauolla")),
    "decided": Look("success", "Gavel", _("Päätös tehty")),
    "served": Look("success", "Gavel", _("Päätös tehty")),
    "dismissed": Look("success", "Gavel", _("Päätös tehty: jätetty tutkimatta")),
    "closed": Look("success", "CheckmarkCircle", _("Valmis")),
    "withdrawn": Look("neutral", "CircleSlash", _("Peruttu")),
    "transferred": Look("neutral", "ArrowRightLeft", _("Siirretty")),
    "rectification_pending": Look("info", "ArrowUndo", _("Oikaisu käsittelyssä")),
    "answered": Look("success", "CheckmarkCircle", _("Vastattu")),
    "booked": Look("birch", "Calendar", _("Varattu")),
}
# The resident reads whom the matter waits for from the resident's side, staff from theirs.
STAFF_STATUSES = STATUSES | {"waiting_customer": STATUSES["waiting_customer"]._replace(text=_("Odottaa asiakasta"))}

CHANNELS = {
    "eform": Look("lake", "NotePencil", _("Lomake")),
    "web": Look("lake", "ExternalLink", _("Verkkosivu")),
    "booking": Look("lake", "Calendar", _("Ajanvaraus")),
    "phone": Look("lake", "Phone", _("Puhelin")),
    "visit": Look("lake", "LocationPin", _("Käynti")),
    "mobile": Look("lake", "Bus", _("Palveluauto")),
    "paper": Look("lake", "FileText", _("Paperilomake")),
    "chat": Look("lake", "Chat", _("Chat")),
    "email": Look("lake", "EnvelopeClosed", _("Sähköposti")),
}


def status_look(status: str, *, staff: bool = False) -> Look:
    """A status that is not in the vocabulary shows its own name, so that nothing is ever hidden."""
    return (STAFF_STATUSES if staff else STATUSES).get(status, Look("neutral", "", status))


def channel_look(kind: str) -> Look:
    return CHANNELS.get(kind, Look("lake", "Link", kind))


def deadline_look(days: int, *, paused: bool = False) -> Look:
    """What staff see of a deadline that is so many days away."""
    if paused:
        text = gettext("Tauolla, %(days)s pv") % {"days": days} if days > 0 else gettext("Tauolla")
        return Look("info", "Pause", text)
    if days < 0:
        return Look("danger", "ExclamationmarkTriangleFill", gettext("Myöhässä %(days)s pv") % {"days": -days})
    if days == 0:
        return Look("warning", "BellDot", gettext("Tänään"))
    text = gettext("%(days)s pv jäljellä") % {"days": days}
    return Look("warning", "Clock", text) if days <= 5 else Look("neutral", "Calendar", text)
