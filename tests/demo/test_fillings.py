# SPDX-License-Identifier: EUPL-1.2
import pytest

from portal.accounts.actors import actor_for
from portal.accounts.models import User
from portal.demo import fillings, forms, people
from services.eforms.earlier import newest_sending
from services.eforms.figures import figures_of
from services.eforms.models import FormDefinition, Submission


@pytest.mark.slow
def test_veikko_can_renew_and_the_permit_has_figures_and_it_fills_once(db: None) -> None:
    people.fill()
    forms.fill()

    fillings.fill()
    fillings.fill()

    berth, permit = (FormDefinition.objects.get(slug=slug) for slug in (fillings.BERTH, fillings.PERMIT))
    veikko = actor_for(User.objects.get(username=fillings.SENDER))
    sending = Submission.objects.get()
    assert newest_sending(berth, actor=veikko) == sending
    assert (sending.case.status, sending.copy is not None) == ("closed", True)
    figures = figures_of(permit)
    assert (figures.fillings, figures.sent) == (60, 45)
    assert figures.minutes
    assert any(step.fields for step in figures.steps)
