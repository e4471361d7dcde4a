# SPDX-License-Identifier: EUPL-1.2
"""The buttons of the workspace: for each verb its words, what it asks and the one action that it calls.

Which of them are shown is told by `allowed(case, actor)`; this table only says how they look and what they do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.actions import (
    correcting,
    deciding,
    dismissing,
    disqualifying,
    extending,
    handing,
    handling,
    hearing,
    linking,
    messaging,
    parties,
    proposing,
    rectifying,
    supplementing,
    teaming,
    waiting,
)
from cases.admin import flow_forms, forms, hearings, relation_forms, teamwork_forms
from cases.admin import handing as handing_forms
from cases.locking import lock_case
from cases.models import Case
from cases.workflow import Verb
from portal.accounts.actors import Actor
from portal.common.workflow import allowed


@dataclass(frozen=True, slots=True)
class Step:
    """One button. Without `form` fields the button in the workspace acts at once; otherwise it opens a page.

    One is the main button of its status; those that are rare stand behind "Muut toimet".
    """

    slug: str
    label: Any
    icon: str
    do: Callable[..., Any]
    done: Any
    form: type[forms.CaseForm] = forms.CaseForm
    lead: Any = ""
    is_main: bool = False
    is_rare: bool = False

    @property
    def asks(self) -> bool:
        return self.form is not forms.CaseForm

    @property
    def url_name(self) -> str:
        return f"admin:cases_case_{self.slug}"

    @property
    def text_url_name(self) -> str:
        """Where a ready text is put into what has been written."""
        return f"{self.url_name}_text"


STEPS: dict[str, Step] = {
    Verb.TAKE_UP: Step(
        "take-up",
        _("Ota käsittelyyn"),
        "PersonCheckmark",
        handling.take_up_case,
        _("Asia on nyt käsittelyssä. Asiakas sai siitä tiedon."),
        is_main=True,
    ),
    Verb.CLAIM: Step("claim", _("Ota itsellesi"), "PersonPlus", handling.claim_case, _("Asia on nyt sinulla.")),
    Verb.DECIDE: Step(
        "decide",
        _("Tee päätös"),
        "Gavel",
        deciding.decide_case,
        _("Päätös on tehty. Anna se vielä tiedoksi."),
        forms.DecisionForm,
        _("Tarkistat päätöksen ja kirjeen, ennen kuin päätös tehdään."),
        is_main=True,
    ),
    Verb.SEND_BACK: Step(
        "send-back",
        _("Palauta esitys"),
        "ArrowUndo",
        proposing.send_back_proposal,
        _("Esitys on palautettu valmisteluun."),
        flow_forms.SendBackForm,
    ),
    Verb.PROPOSE: Step(
        "propose",
        _("Esitä päätöstä"),
        "NotePencil",
        proposing.propose_decision,
        _("Esitys on lähetetty päätöksentekijälle."),
        flow_forms.ProposeForm,
        _("Päätöksentekijä tekee päätöksen esityksestäsi, muuttaa sitä tai palauttaa sen sinulle."),
        is_main=True,
    ),
    Verb.SERVE: Step(
        "serve",
        _("Anna tiedoksi"),
        "Paperplane",
        deciding.serve_decision,
        _("Päätös on annettu tiedoksi. Muutoksenhakuaika alkoi."),
        forms.ServeForm,
        _("Asiakas saa päätöksen ja muutoksenhakuohjeen. Tätä ei voi perua."),
        is_main=True,
    ),
    Verb.REOPEN: Step(
        "reopen",
        _("Avaa uudelleen"),
        "ArrowUndo",
        waiting.reopen_case,
        _("Asia on taas käsittelyssä. Asiakas sai siitä tiedon."),
        flow_forms.ReasonForm,
        _("Asian saapumisaika ei muutu."),
    ),
    Verb.RESUME: Step(
        "resume",
        _("Jatka käsittelyä"),
        "ArrowRight",
        waiting.resume_case,
        _("Käsittely jatkuu."),
        forms.ResumeForm,
        _("Odottaminen päättyy: pyynnöt ja linkit lakkaavat. Asiakas saa siitä tiedon."),
    ),
    Verb.REQUEST_SUPPLEMENT: Step(
        "request-supplement",
        _("Pyydä tietoja"),
        "QuestionmarkCircle",
        supplementing.request_supplement,
        _("Pyyntö on lähetetty asiakkaalle. Määräaika on tauolla."),
        forms.SupplementForm,
        _("Asiakas saa pyynnön heti. Luvattu käsittelyaika on tauolla, kunnes hän vastaa."),
    ),
    Verb.HEAR: Step(
        "hear",
        _("Kuule tai pyydä lausunto"),
        "PersonChat",
        hearing.ask_hearing,
        _("Pyyntö on lähetetty. Määräaika on tauolla."),
        hearings.HearForm,
        _("Kuultava näkee vain kysymyksen ja valitsemasi asiakirjat. Hallintolaki 31 ja 34 §."),
    ),
    Verb.RECORD_STATEMENT: Step(
        "record-statement",
        _("Kirjaa vastaus"),
        "NotePencil",
        hearings.record_for_case,
        _("Vastaus on kirjattu."),
        hearings.RecordStatementForm,
        _("Puhelimessa, paperilla tai käynnillä saatu vastaus."),
    ),
    Verb.SUSPEND: Step(
        "suspend",
        _("Pane tauolle"),
        "Pause",
        waiting.suspend_case,
        _("Asia on tauolla. Asiakas sai siitä tiedon."),
        flow_forms.SuspendForm,
        _("Luvattu käsittelyaika on tauolla. Tauolle on oltava syy. Hallintolaki 23 §."),
        is_rare=True,
    ),
    Verb.DISMISS: Step(
        "dismiss",
        _("Jätä tutkimatta"),
        "CircleSlash",
        dismissing.dismiss_case,
        _("Päätös on tehty. Anna se vielä tiedoksi."),
        flow_forms.DismissForm,
        _("Tästä tehdään päätös, johon voi hakea muutosta. Jos asia kuuluu muulle viranomaiselle, siirrä se sinne."),
        is_rare=True,
    ),
    Verb.CORRECT: Step(
        "correct",
        _("Korjaa päätöksen virhe"),
        "Pencil",
        correcting.correct_decision,
        _("Korjattu päätös on tehty. Anna se vielä tiedoksi."),
        flow_forms.CorrectForm,
        _("Vanha päätös jää näkyviin, ja siinä on merkintä korjauksesta. Hallintolaki 50–53 §."),
        is_rare=True,
    ),
    Verb.CLOSE: Step(
        "close",
        _("Päätä asia"),
        "CheckmarkCircle",
        handling.close_case,
        _("Asia on päätetty."),
        forms.CloseForm,
        _("Asia siirtyy valmiisiin."),
    ),
    Verb.ASSIGN: Step(
        "assign",
        _("Anna toiselle"),
        "PersonGroup",
        handing.give_case,
        _("Asia on annettu toiselle käsittelijälle. Hän sai siitä tiedon."),
        handing_forms.GiveForm,
    ),
    Verb.RELEASE: Step(
        "release",
        _("Palauta yksikön jonoon"),
        "ArrowUndo",
        handing.release_case,
        _("Asia on taas yksikön jonossa ilman käsittelijää."),
        handing_forms.ReleaseForm,
        _("Asian tila ja määräaika eivät muutu. Yksikkö saa siitä tiedon."),
    ),
    Verb.HAND_OVER: Step(
        "hand-over",
        _("Siirrä toiseen yksikköön"),
        "ArrowRightLeft",
        handling.hand_over_case,
        _("Asia on siirretty toiseen yksikköön."),
        forms.HandOverForm,
        _("Asian tila ja saapumisaika eivät muutu. Et näe asiaa enää."),
    ),
    Verb.MERGE: Step(
        "merge",
        _("Yhdistä toiseen asiaan"),
        "Link",
        linking.merge_case,
        _("Asiat on yhdistetty. Asiakas sai siitä tiedon."),
        relation_forms.MergeForm,
        _("Tämä asia päättyy ja jatkuu toisessa. Viestit ja asiakirjat jäävät luettaviksi."),
        is_rare=True,
    ),
    Verb.DISQUALIFY: Step(
        "disqualify",
        _("Olen esteellinen"),
        "CircleSlash",
        disqualifying.declare_disqualification,
        _("Ilmoitus on kirjattu. Et näe asiaa enää."),
        flow_forms.DisqualifyForm,
        _("Asia poistuu sinulta heti, eikä ilmoitusta voi perua. Hallintolaki 27–30 §."),
        is_rare=True,
    ),
    Verb.TRANSFER: Step(
        "transfer",
        _("Siirrä muulle viranomaiselle"),
        "ExternalLink",
        handling.transfer_case,
        _("Asia on siirretty. Asiakas sai siitä tiedon."),
        forms.TransferForm,
        _("Asia päättyy meillä. Hallintolaki 21 §."),
        is_rare=True,
    ),
}
VERB_OF = {step.slug: verb for verb, step in STEPS.items()}
WRITING = [step.slug for step in STEPS.values() if issubclass(step.form, forms.ReadyTexts)]


@transaction.atomic
def _contest(case_id: int, *, actor: Actor, expected_version: int, **claim: Any) -> None:
    lock_case(case_id, expected_version=expected_version)
    rectifying.contest_decision(case_id, actor=actor, **claim)


@transaction.atomic
def _remove_party(case_id: int, *, actor: Actor, expected_version: int, party: str, reason: str) -> None:
    """A party of this case, as its form offered it."""
    lock_case(case_id, expected_version=expected_version)
    parties.remove_party(int(party), actor=actor, reason=reason)


# What is no move of the workflow. The action says who may and when.
FREE_STEPS = {
    step.slug: step
    for step in (
        Step(
            "estimate",
            _("Muuta arviota"),
            "Calendar",
            handling.set_estimate,
            _("Uusi arvio näkyy nyt asiakkaalle."),
            forms.EstimateForm,
            _("Asiakas saa uudesta arviosta tiedon heti."),
        ),
        Step(
            "extend-information",
            _("Jatka määräaikaa"),
            "Calendar",
            extending.extend_information_request,
            _("Määräaika on nyt kuukausi pyynnöstä. Asiakas sai siitä tiedon."),
            flow_forms.ExtendForm,
            _("Tietopyyntöön vastataan kahdessa viikossa. Kuukauden saa käyttää vain lain syystä. Julkisuuslaki 14 §."),
        ),
        Step(
            "conversation",
            _("Kirjaa puhelu tai käynti"),
            "Phone",
            messaging.add_note,
            _("Puhelu tai käynti on kirjattu. Se ei näy asiakkaalle."),
            teamwork_forms.ConversationForm,
        ),
        Step(
            "give-task",
            _("Lisää tehtävä"),
            "Tasklist",
            teaming.give_task,
            _("Tehtävä on lisätty."),
            teamwork_forms.TaskForm,
        ),
        Step(
            "labels",
            _("Muuta tunnisteita"),
            "Tag",
            teaming.set_labels,
            _("Tunnisteet on tallennettu. Ne eivät näy asiakkaalle."),
            teamwork_forms.LabelsForm,
        ),
        Step(
            "link",
            _("Liitä toiseen asiaan"),
            "Link",
            linking.link_cases,
            _("Asiat on liitetty toisiinsa."),
            relation_forms.LinkForm,
        ),
        Step(
            "add-party",
            _("Lisää osapuoli"),
            "PersonPlus",
            parties.add_party,
            _("Osapuoli on lisätty."),
            relation_forms.AddPartyForm,
            _("Tunnuksella lisätty osapuoli näkee asian heti omilla sivuillaan. Pyydä vastine erikseen."),
        ),
        Step(
            "remove-party",
            _("Poista osapuoli"),
            "Trash",
            _remove_party,
            _("Osapuoli on poistettu. Hän ei näe asiaa enää."),
            relation_forms.RemovePartyForm,
            _("Vain käsittelijän lisäämän osapuolen voi poistaa."),
        ),
        Step(
            "contest",
            _("Kirjaa oikaisuvaatimus"),
            "ArrowUndo",
            _contest,
            _("Oikaisuvaatimuksesta tuli oma asia."),
            relation_forms.ContestForm,
            _("Paperilla tai sähköpostilla tullut vaatimus. Järjestelmä tarkistaa, tuliko se ajoissa."),
        ),
    )
}


def buttons(case: Case, actor: Actor) -> list[Step]:
    """What the actor may do now, the most likely first. A colleague's case is given, not claimed."""
    now = {row.verb for row in allowed(case, actor)}
    if case.handler_id:
        now.discard(Verb.CLAIM)
    if Verb.DECIDE in now:
        now.discard(Verb.PROPOSE)
    return [step for verb, step in STEPS.items() if verb in now]
