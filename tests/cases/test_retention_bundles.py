# SPDX-License-Identifier: EUPL-1.2
"""Several sendings that were filled together: each case goes by itself, and the joint draft keeps nothing of it."""

import pytest

from cases.models import Case
from cases.retention.erasing import erase
from services.eforms.actions.bundling import begin_bundle, send_together
from services.eforms.joint import digest_of_all, members_of
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import BundleFactory, FormDefinitionFactory, field, form_of


@pytest.fixture
def joint(cast: Cast) -> Draft:
    """A joint draft from which two forms were sent."""
    kind = CaseTypeFactory(unit=cast.unit)
    forms = [
        FormDefinitionFactory(slug=slug, case_type=kind, content=form_of(field(slug, optional=True)))
        for slug in ("boat", "pier")
    ]
    draft = begin_bundle(BundleFactory(forms=forms).pk, ["boat", "pier"], actor=cast.resident.actor)
    Draft.objects.filter(pk=draft.pk).update(answers=draft.answers | {"boat": "Vene"}, remarks={"boat": "Vene"})
    draft.refresh_from_db()
    send_together(draft.key, actor=cast.resident.actor, shown_digest=digest_of_all(members_of(draft)))
    return draft


def test_first_that_goes_empties_the_joint_draft_and_the_last_takes_it_along(joint: Draft) -> None:
    first, second = Case.objects.order_by("pk")

    erase(first)

    joint.refresh_from_db()
    assert (joint.answers, joint.provenance, joint.remarks) == ({}, {}, {})
    assert Draft.objects.get(submission__case=second).answers is not None
    assert Draft.objects.count() == 2

    erase(second)
    assert not Draft.objects.exists()
    assert not Case.objects.exists()
