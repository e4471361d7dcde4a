# SPDX-License-Identifier: EUPL-1.2
"""Shared drafts for tests. `signing_draft(owner, "Mika", …)` is complete but for the signatures of these people."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from portal.accounts.models import Person
from services.eforms.models import Draft, DraftPass, Invitation, SigningRound
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, field, step_of

SIGNED_FORM = {
    "format": 1,
    "assurance": "weak",
    "who": ["self"],
    "steps": [
        step_of("asia", field("matter", "long_text"), field("paper", "attachment", optional=True)),
        step_of("huoltajat", field("others", "signature", min=1, max=3)),
    ],
}


def mailbox(name: str) -> str:
    return f"{name.split()[0].lower()}@posti.example"


def signing_draft(owner: Person | None, *names: str, **rules: Any) -> Draft:
    answers = {"matter": "Kyyti kouluun", "others__rows": ",".join(str(row) for row in range(len(names)))}
    for row, name in enumerate(names):
        answers |= {f"others__{row}__name": name, f"others__{row}__email": mailbox(name)}
    saves = {key: {"revision": 1, "window": "a"} for key in ("asia", "huoltajat")}
    definition = FormDefinitionFactory(content=SIGNED_FORM | rules)
    draft: Draft = DraftFactory(
        version=definition.current_version, person=owner, answers=answers, saves=saves, revision=1
    )
    return draft


class DraftPassFactory(DjangoModelFactory[DraftPass]):
    class Meta:
        model = DraftPass

    draft = factory.SubFactory(DraftFactory)
    purpose = DraftPass.Purpose.DEVICE
    code_hash = factory.Sequence(lambda n: f"{n:064}")


class SigningRoundFactory(DjangoModelFactory[SigningRound]):
    class Meta:
        model = SigningRound

    draft = factory.SubFactory(DraftFactory)
    content: list[Any] = []
    digest = "0" * 64


class InvitationFactory(DjangoModelFactory[Invitation]):
    """To fill along; `signing_round=` makes it one to sign."""

    class Meta:
        model = Invitation

    draft = factory.SubFactory(DraftFactory)
    may = factory.LazyAttribute(lambda one: "sign" if getattr(one, "signing_round", None) else "fill")
    name = factory.Sequence(lambda n: f"Kutsuttu {n}")
    email = factory.Sequence(lambda n: f"kutsuttu{n}@posti.example")
