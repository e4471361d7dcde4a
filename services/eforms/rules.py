# SPDX-License-Identifier: EUPL-1.2
"""Why a form cannot be begun or sent now. One reason at a time, in words that a citizen understands."""

import datetime as dt
from enum import StrEnum

from django.utils.translation import gettext as _

from portal.accounts.actors import Actor, Assurance, Right
from portal.common import clock
from portal.common.dates import day_text, time_text
from services.eforms.engine.definition import Form
from services.eforms.models import FormDefinition, Submission
from services.eforms.workflow import Status

LEVELS = {"none": Assurance.NONE, "weak": Assurance.WEAK, "strong": Assurance.STRONG}


class Refusal(StrEnum):
    PAUSED = "paused"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    FULL = "full"
    LOG_IN = "log_in"
    IDENTIFY = "identify"
    NOT_FOR_ORGANISATION = "not_for_organisation"
    NOT_FOR_CHILD = "not_for_child"
    NOT_FOR_PERSON = "not_for_person"
    NAME_CUSTOMER = "name_customer"
    MANDATE_ENDED = "mandate_ended"
    ONLY_STAFF = "only_staff"


class FormRefused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


def form_refusal(definition: FormDefinition, form: Form, *, actor: Actor) -> Refusal | None:
    """Whether the form is open, and open to this actor. Asked before the first answer and again when sending."""
    return _closed(definition, form, clock.now()) or _not_enough(form, actor) or _not_for(form, actor)


def _closed(definition: FormDefinition, form: Form, now: dt.datetime) -> Refusal | None:
    if definition.status != Status.PUBLISHED:
        return Refusal.PAUSED
    if form.window.is_before(now):
        return Refusal.NOT_YET
    if form.window.is_after(now):
        return Refusal.CLOSED
    return Refusal.FULL if places_left(definition, form) == 0 else None


def places_left(definition: FormDefinition, form: Form) -> int | None:
    """How many more sendings the form takes, or None when it takes any number. A withdrawn one gives its place back."""
    if form.quota is None:
        return None
    taken = Submission.objects.taking_a_place(definition, since=form.window.opens_at).count()
    return max(0, form.quota - int(taken))


def _not_enough(form: Form, actor: Actor) -> Refusal | None:
    if form.is_for_staff:  # at the desk it would be the customer's matter
        return None if actor.is_staff and not actor.at_desk else Refusal.ONLY_STAFF
    needed = LEVELS[form.assurance]
    if needed == Assurance.NONE:
        return None
    if actor.at_desk:  # the clerk answers for the identification; its level is on the case
        return None if actor.subject else Refusal.NAME_CUSTOMER
    if actor.person is None:
        return Refusal.LOG_IN
    return Refusal.IDENTIFY if actor.assurance < needed else None


def needs_identification(form: Form, actor: Actor) -> bool:
    """Whether a person who is in has come in too weakly for this form, and so for what its drafts hold."""
    return _not_enough(form, actor) == Refusal.IDENTIFY


def _not_for(form: Form, actor: Actor) -> Refusal | None:
    if actor.right == Right.COMPANY and "organisation" not in form.who:
        return Refusal.NOT_FOR_ORGANISATION
    if actor.right == Right.GUARDIAN and "child" not in form.who:
        return Refusal.NOT_FOR_CHILD
    return Refusal.NOT_FOR_PERSON if actor.right == Right.MANDATE and "person" not in form.who else None


def refusal_text(refusal: Refusal, definition: FormDefinition) -> str:
    texts = {
        Refusal.PAUSED: _paused_text(definition),
        Refusal.FULL: _("Kaikki paikat on jo haettu. Luonnoksesi säilyy, ja voit lähettää sen, jos paikka vapautuu."),
        Refusal.LOG_IN: _("Kirjaudu ensin. Saat silloin valmiiksi täytetyn lomakkeen, ja luonnos pysyy tallessa."),
        Refusal.IDENTIFY: _(
            "Tämä asia vaatii vahvan tunnistautumisen. Tunnistaudu pankkitunnuksilla tai mobiilivarmenteella."
        ),
        Refusal.NOT_FOR_ORGANISATION: _("Tätä lomaketta ei voi täyttää yrityksen tai järjestön puolesta."),
        Refusal.NOT_FOR_CHILD: _("Tätä lomaketta ei voi täyttää lapsen puolesta. Vaihda, kenen puolesta asioit."),
        Refusal.NOT_FOR_PERSON: _("Tätä lomaketta ei voi täyttää toisen aikuisen puolesta."),
        Refusal.NAME_CUSTOMER: _("Hae ensin asiakas neuvonnassa. Tätä lomaketta ei voi lähettää nimettömänä."),
        Refusal.ONLY_STAFF: _(
            "Tämä on kaupungin sisäinen lomake. Vain kaupungin työntekijä voi täyttää sen omissa nimissään."
        ),
        Refusal.MANDATE_ENDED: _("Oikeutesi asioida toisen puolesta on päättynyt. Luonnos on tallessa."),
    }
    return texts.get(refusal) or _window_text(refusal, definition.current_version.form)


def _paused_text(definition: FormDefinition) -> str:
    why = str(definition.pause_text) or _(
        "Lomake on tauolla, koska muutamme sitä. Yritä myöhemmin uudelleen tai kysy Kajaani Infosta."
    )
    until = definition.paused_until
    return f"{why} {_('Lomake avautuu arviolta %(day)s.') % {'day': day_text(until)}}" if until else why


def _window_text(refusal: Refusal, form: Form) -> str:
    opens_at, closes_at = form.window.opens_at, form.window.closes_at
    if refusal == Refusal.NOT_YET and opens_at:
        when = {"day": day_text(opens_at), "time": time_text(opens_at)}
        return _("Hakuaika ei ole vielä alkanut. Se alkaa %(day)s %(time)s.") % when
    assert closes_at
    when = {"day": day_text(closes_at), "time": time_text(closes_at)}
    return _("Hakuaika on päättynyt. Se päättyi %(day)s %(time)s. Emme käsittele myöhässä tulleita hakemuksia.") % when
