# SPDX-License-Identifier: EUPL-1.2
"""What the people of the stories wrote into each form, by the keys of its inputs."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from portal.accounts.models import Person
from portal.common import clock
from portal.demo import case_texts as texts
from portal.demo.case_stories import ASSOCIATIONS, Story

Answers = dict[str, Any]
SCHOOLS = ("lehtikangas", "keskuskoulu", "hauhola", "teppana", "soidinsuo")


def _day(days: int) -> str:
    day = clock.today() + dt.timedelta(days=days)
    return f"{day.day}.{day.month}.{day.year}"


def _permit(story: Story, _child: Person | None) -> Answers:
    place, what = story.detail.split(", ")
    purpose, description = texts.DIGGING[what]
    is_company = story.who == "y"
    answers: Answers = {
        "applicant_kind": "company" if is_company else "self",
        "purpose": purpose,
        "purpose_other": what.capitalize(),
        "area": str(8 + 4 * (story.days_ago % 9)),
        "description": description,
        "location": place,
        "urgent": "no",
        "starts_on": _day(22),
        "ends_on": _day(22 + 4 + story.days_ago % 9),
        "responsible_name": "Janne Karppinen" if is_company else "Harri Mustonen",
        "responsible_phone": "040 765 4321" if is_company else "044 321 0987",
        "qualifications": ["road2", "street"] if is_company else ["street"],
        "restore": "yes",
    }
    if story.days_ago % 2:
        answers |= {"traffic": ["bicycles"], "detour": "Jalankulku ja pyöräily ohjataan kadun toiselle puolelle."}
    return answers


def _grant(story: Story, _child: Person | None) -> Answers:
    field_of_work, members, purpose, audience = texts.PURPOSES[story.days_ago % len(texts.PURPOSES)]
    asked = story.detail.removesuffix(" €")
    answers: Answers = {
        "field_of_work": field_of_work,
        "members": members,
        "purpose": purpose,
        "audience": [audience],
        "requested": asked,
        "own_funding": "3 600",
        "large_reason": "Suurimmat kulut ovat tilavuokra ja ohjaajien palkkiot.",
        "earlier": "yes" if story.days_ago % 2 else "no",
        "earlier_amount": "1 000",
        "account": "FI21 1234 5600 0007 85",
    }
    if story.who.isdigit():
        name = ASSOCIATIONS[int(story.who) % len(ASSOCIATIONS)]
        answers |= {"association": "other", "association_name": name, "signing_right": "yes"}
    return answers


def _information(story: Story, _child: Person | None) -> Answers:
    return {
        "subject": story.detail,
        "description": f"Pyydän asiakirjaa, josta asia selviää: {story.detail}. Jos versioita on monta, uusin riittää.",
        "form_of_answer": "portal",
    }


def _afternoon(story: Story, child: Person | None) -> Answers:
    assert child
    is_older = child.call_name == "Helmi"
    has_other = story.days_ago % 3 > 0
    answers: Answers = {
        "child": str(child.public_id),
        "school": SCHOOLS[story.days_ago % len(SCHOOLS)],
        "grade": "support" if is_older else "1" if story.days_ago % 2 else "2",
        "support_note": "Helmi tarvitsee aikuisen tukea läksyissä ja uusissa tilanteissa.",
        "starts_on": _day(20),
        "times": ["afternoon", "morning"] if story.days_ago % 4 == 0 else ["afternoon"],
        "morning_days": ["mon", "wed"],
        "afternoon_hours": "until17" if story.days_ago % 2 else "until15",
        "work": "yes",
        "allergies": "yes" if story.talks else "no",
        "allergies_note": "Pähkinäallergia. Lääke on repussa.",
        "going_home": "alone" if story.days_ago % 5 == 0 else "fetched",
        "fetchers": "Vanhemmat ja isovanhemmat",
        "other_guardian": "agrees" if has_other else "none",
        "other_name": f"Mika {child.surname}",
        "fee": "yes",
        "share_with_school": "yes",
    }
    return answers


def _fine(story: Story, _child: Person | None) -> Answers:
    place, ground = story.detail.split(", ")
    grounds, reasons = texts.GROUNDS[ground]
    served = _day(-4)
    return {
        "decision_number": f"2026-0{4100 + story.days_ago}",
        "plate": f"KJN-{100 + story.days_ago}",
        "amount": "50",
        "given_on": served,
        "place": place,
        "served_by": "slip",
        "served_on": served,
        "role": "driver",
        "grounds": grounds,
        "permit_number": "A-2041",
        "reasons": reasons,
        "paid": "no",
    }


def _opinion(story: Story, _child: Person | None) -> Answers:
    plan, topic = story.detail.split(", ")
    value, text, wish = texts.OPINIONS[topic]
    return {
        "plan": plan,
        "stake": ["lives"],
        "points__rows": "0",
        "points__0__topic": value,
        "points__0__text": text,
        "points__0__wish": wish,
        "wants_answer": "yes",
        "understood": "yes",
    }


def _event(story: Story, _child: Person | None) -> Answers:
    name, kind, area, audience = story.detail.split(", ")
    is_company = story.who == "y"
    return {
        "event_name": name,
        "event_kind": kind,
        "description": f"{name} on avoin kaikille. Paikalla on ohjelmaa ja kahvia.",
        "audience": audience,
        "charity": "company" if is_company else "association",
        "organiser": "Karppisen Maanrakennus Oy" if is_company else "Kajaanin Latu-ukot ry",
        "business_id": "9876543-0",
        "area": area,
        "location": texts.AREAS[area],
        "square_metres": "240",
        "structures__rows": "0",
        "structures__0__what": "tent",
        "structures__0__pieces": "2",
        "structures__0__size": "3 x 6 m",
        "starts_on": _day(35),
        "ends_on": _day(35),
        "starts_at": "11.00",
        "ends_at": "16.00",
        "features": ["food"],
        "stewards": "4",
        "responsible": "Janne Karppinen",
        "responsible_phone": "040 765 4321",
        "consent_owner": "yes",
    }


def _need(story: Story, _child: Person | None) -> Answers:
    needs, text = texts.NEEDS[story.detail]
    return {
        "danger": "no",
        "urgency": "week" if story.days_ago else "today",
        "about": "family",
        "their_name": "Sylvi Kyllönen",
        "knows": "agrees",
        "needs": needs,
        "children_note": "Lapset ovat 4 ja 7 vuotta. He voivat hyvin.",
        "story": text,
        "since": "weeks",
        "helpers__rows": "0",
        "helpers__0__helper": "Naapuri",
        "helpers__0__how": "käy kaupassa",
        "helpers__0__often": "weekly",
        "call_whom": "me",
        "language": "fi",
        "handover": "yes",
    }


def _veteran(story: Story, _child: Person | None) -> Answers:
    return {
        "whose": "own",
        "born_on": "30.1.1925",
        "badge": "front",
        "badge_number": f"12 3{story.days_ago:02}",
        "proof_way": story.detail,
        "vehicles__rows": "0",
        "vehicles__0__plate": "ABC-123",
        "vehicles__0__owner": "veteran",
        "valid_from": _day(3),
        "delivery": "post",
        "return": "yes",
    }


ANSWERS: dict[str, Callable[[Story, Person | None], Answers]] = {
    texts.PERMIT: _permit,
    texts.GRANT: _grant,
    texts.INFORMATION: _information,
    texts.AFTERNOON: _afternoon,
    texts.FINE: _fine,
    texts.OPINION: _opinion,
    texts.EVENT: _event,
    texts.NEED: _need,
    texts.VETERAN: _veteran,
}
