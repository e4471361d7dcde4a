# SPDX-License-Identifier: EUPL-1.2
"""What happened last and when, in the few words that fit a row of the queue."""

import datetime as dt
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.common import clock, dates

EVENTS: dict[str, Any] = {
    "case.received": _("Saapui"),
    "case.taken_up": _("Otettu käsittelyyn"),
    "case.claimed": _("Käsittelijä vaihtui"),
    "case.assigned": _("Käsittelijä vaihtui"),
    "case.released": _("Palautettu yksikön jonoon"),
    "case.put_back": _("Käsittelyyn ottaminen peruttu"),
    "case.handed_over": _("Tuli toisesta yksiköstä"),
    "case.supplement_requested": _("Tietoja pyydetty"),
    "case.supplement_answered": _("Lisätiedot saapuivat"),
    "case.resumed": _("Käsittely jatkuu"),
    "case.disqualified": _("Käsittelijä esteellinen"),
    "case.hearing_asked": _("Vastinetta tai lausuntoa pyydetty"),
    "case.statement_received": _("Vastine tai lausunto saapui"),
    "case.hearing_concluded": _("Kuuleminen päättyi"),
    "case.suspended": _("Pantu tauolle"),
    "case.proposed": _("Päätöstä esitetty"),
    "case.sent_back": _("Esitys palautettu"),
    "case.message_received": _("Uusi viesti"),
    "case.message_sent": _("Viesti lähetetty"),
    "case.information_extended": _("Tietopyynnön määräaikaa jatkettiin"),
    "case.estimated": _("Arvio valmistumisesta muuttui"),
    "case.noted": _("Muistiinpano lisätty"),
    "case.labelled": _("Tunnisteet muuttuivat"),
    "case.task_given": _("Tehtävä annettu"),
    "case.task_done": _("Tehtävä tehty"),
    "case.decided": _("Päätös tehty"),
    "case.dismissed": _("Jätetty tutkimatta"),
    "case.served": _("Päätös annettu tiedoksi"),
    "case.public_version_made": _("Päätöksestä tehty julkinen versio"),
    "case.published": _("Päätös julkaistu"),
    "case.unpublished": _("Päätös otettu pois julkisilta sivuilta"),
    "case.publication_cleaned": _("Henkilötiedot poistettu julkaistusta päätöksestä"),
    "case.corrected": _("Päätös korjattu"),
    "case.contested": _("Oikaisua vaadittu"),
    "case.upheld": _("Päätös jäi voimaan"),
    "case.replaced": _("Päätös muuttui oikaisussa"),
    "case.returned": _("Palautettu uuteen käsittelyyn"),
    "case.merged": _("Yhdistetty toiseen asiaan"),
    "case.reopened": _("Avattu uudelleen"),
    "case.linked": _("Liitetty toiseen asiaan"),
    "case.party_added": _("Osapuoli lisätty"),
    "case.party_removed": _("Osapuoli poistettu"),
    "case.closed": _("Päätetty"),
    "case.transferred": _("Siirretty"),
    "case.withdrawn": _("Asiakas perui"),
}


def event_text(event: str) -> Any:
    return EVENTS.get(event, "")


def moment_text(moment: dt.datetime) -> str:
    """`klo 8.31` today, `eilen`, `pe klo 14.10` this week, then the date."""
    day = dates.as_day(moment)
    days = (clock.today() - day).days
    if days == 0:
        return dates.time_text(moment)
    if days == 1:
        return gettext("eilen")
    if 0 < days < 7:
        return f"{WEEKDAYS_ABBR[day.weekday()]} {dates.time_text(moment)}"
    return f"{day.day}.{day.month}.{day.year}"
