# SPDX-License-Identifier: EUPL-1.2
"""Keep blocks of questions, and copy them into forms that are being written."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portal.accounts.actors import Actor
from portal.accounts.models import Unit
from portal.audit.log import record
from portal.common import clock
from portal.common.texts import localized
from portal.common.workflow import require
from services.eforms.actions.designing import change_version
from services.eforms.designing.parts import find
from services.eforms.library.blocks import block_of, check_block, marked, with_block, with_newer
from services.eforms.models import FieldBlock, FormVersion
from services.eforms.permissions import can_edit_block, can_edit_form


class BlockExists(Exception):
    """A block has this slug already."""


@transaction.atomic
def save_block(
    *, actor: Actor, slug: str, name: Mapping[str, str], content: Any, unit: Unit | None = None
) -> FieldBlock:
    """A new block, or the block of this slug changed. Forms keep their copies until they take the newer one.

    Raises BadDefinition when the content is no section that stands alone.
    """
    check_block(content)
    found: FieldBlock | None = FieldBlock.objects.select_for_update().filter(slug=slug).first()
    block = found or FieldBlock(slug=slug, unit=unit)
    require(condition=can_edit_block(actor, block), verb="save_block")
    block.unit = unit
    require(condition=can_edit_block(actor, block), verb="save_block")
    block.name, block.content = localized(name), block_of(content)
    block.edited_at, block.edited_by = clock.now(), actor.user
    block.save()
    record("field_block.saved" if found else "field_block.made", about=block, by=actor, slug=slug)
    return block


@transaction.atomic
def make_block(
    version_id: int, *, actor: Actor, revision: int, address: str, slug: str, name: Mapping[str, str]
) -> FieldBlock:
    """A block of the form's unit from a section, which is marked to be its copy.

    Raises BlockExists, BadDefinition when the section looks at what is outside it, and as change_version.
    """
    version = _written(version_id, actor)
    if FieldBlock.objects.filter(slug=slug).exists():
        raise BlockExists(slug)
    section = find(version.content, address).part
    unit = version.definition.case_type.unit
    block = save_block(actor=actor, slug=slug, name=name, content=block_of(section), unit=unit)
    change_version(version_id, actor=actor, revision=revision, change=lambda content: marked(content, address, slug))
    return block


@transaction.atomic
def insert_block(version_id: int, *, actor: Actor, revision: int, slug: str, after: str) -> FormVersion:
    """Copy the block after a section, or last in a step. Raises FieldBlock.DoesNotExist and as change_version."""
    _written(version_id, actor)
    block = FieldBlock.objects.visible_to(actor).get(slug=slug)
    return change_version(
        version_id,
        actor=actor,
        revision=revision,
        change=lambda content: with_block(content, after, slug, block.content),
    )


@transaction.atomic
def take_newer_block(version_id: int, *, actor: Actor, revision: int, address: str) -> FormVersion:
    """Make the copy as the block is now. Raises FieldBlock.DoesNotExist and as change_version."""
    section = find(_written(version_id, actor).content, address).part
    block = FieldBlock.objects.get(slug=section.get("block", ""))
    return change_version(
        version_id, actor=actor, revision=revision, change=lambda content: with_newer(content, address, block.content)
    )


def _written(version_id: int, actor: Actor) -> FormVersion:
    version: FormVersion = FormVersion.objects.for_designer().get(pk=version_id)
    require(condition=can_edit_form(actor, version.definition), verb="change_version")
    return version
