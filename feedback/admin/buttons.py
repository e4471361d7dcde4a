# SPDX-License-Identifier: EUPL-1.2
"""The buttons of the workspace: each has one address, one form and one action. Which are drawn, the workflow tells."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from feedback import actions
from feedback.admin import forms
from feedback.models import Feedback
from feedback.workflow import Verb


class Button(NamedTuple):
    verb: str
    path: str
    form: type[forms.WorkForm]
    act: Callable[..., Feedback]
    done: Any
    # A button with something to write is a panel: its picture, heading and what the button says.
    icon: str = ""
    heading: Any = ""
    label: Any = ""

    @property
    def url_name(self) -> str:
        return f"feedback_feedback_{self.verb}"


BUTTONS = (
    Button(Verb.TAKE_UP, "ota-kasittelyyn", forms.WorkForm, actions.take_up_feedback, _("Palaute on nyt sinulla.")),
    Button(
        Verb.ANSWER,
        "vastaa",
        forms.AnswerForm,
        actions.answer_feedback,
        _("Vastaus on lähetetty."),
        "Paperplane",
        _("Vastaa palautteeseen"),
        _("Lähetä vastaus"),
    ),
    Button(
        Verb.ROUTE,
        "siirra",
        forms.RouteForm,
        actions.route_feedback,
        _("Palaute on siirretty."),
        "ArrowRightLeft",
        _("Siirrä toiselle yksikölle"),
        _("Siirrä palaute"),
    ),
    Button(
        Verb.CLOSE,
        "valmis",
        forms.CloseForm,
        actions.close_feedback,
        _("Palaute on merkitty valmiiksi."),
        "Checkmark",
        _("Merkitse valmiiksi"),
        _("Merkitse valmiiksi"),
    ),
    Button(
        Verb.REOPEN,
        "avaa",
        forms.ReopenForm,
        actions.reopen_feedback,
        _("Palaute on avattu uudelleen."),
        "ArrowUndo",
        _("Avaa uudelleen"),
        _("Avaa palaute"),
    ),
    Button(
        Verb.PUBLISH,
        "julkaise",
        forms.PublishForm,
        actions.publish_feedback,
        _("Palaute on julkaistu."),
        "Megaphone",
        _("Julkaise palaute"),
        _("Julkaise"),
    ),
    Button(Verb.HIDE, "piilota", forms.WorkForm, actions.hide_feedback, _("Palaute ei ole enää julkinen.")),
    Button(
        Verb.NOTE,
        "muistiinpano",
        forms.NoteForm,
        actions.add_note,
        _("Muistiinpano on tallennettu."),
        "NotePencil",
        _("Kirjoita muistiinpano"),
        _("Tallenna muistiinpano"),
    ),
)
