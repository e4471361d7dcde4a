# SPDX-License-Identifier: EUPL-1.2
from portal.accounts.models import User
from portal.demo import catalogue, forms, library, people
from services.eforms.models import Comment, FieldBlock, FormDefinition
from services.eforms.reviewing.gate import findings


def test_the_town_has_blocks_and_a_form_that_waits_for_its_publisher(db: None) -> None:
    for part in (people, catalogue, forms, library, library):
        part.fill()

    version = FormDefinition.objects.get(slug="kaivulupa").working_version
    assert version
    assert version.edited_by == User.objects.get(username="elina")
    assert not any(finding.is_block for finding in findings(version))
    assert set(FieldBlock.objects.values_list("slug", flat=True)) == {"yhteystiedot", "laskutus"}
    assert Comment.objects.count() == 1


def test_every_form_of_the_town_passes_the_gate(db: None) -> None:
    for part in (people, catalogue, forms):
        part.fill()

    blocked = [
        f"{definition}: {finding.where}: {finding.reason}"
        for definition in FormDefinition.objects.all()
        for finding in findings(definition.current_version)
        if finding.is_block
    ]

    assert not blocked, "\n".join(blocked)
