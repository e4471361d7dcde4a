# SPDX-License-Identifier: EUPL-1.2
"""Taking what is encrypted from an old key to the newest. The look-up hash has its own key and does not change."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast

from portal.common.crypto import EncryptedTextField, is_under_newest_key


def rotate_keys() -> int:
    """Encrypt anew what is not under the newest key, in every encrypted column of the house; the number of values.

    One row a transaction: stopped halfway, it goes on from there the next time, and a second run finds nothing.
    """
    return sum(_rotate(model, field.name, pk) for model, field in _columns() for pk in _under_old_keys(model, field))


def _columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def _under_old_keys(model: type[models.Model], field: models.Field[Any, Any]) -> Iterator[object]:
    # The field itself would decrypt; the cast gives what is stored.
    stored = Cast(field.name, models.BinaryField())
    rows = model._base_manager.exclude(**{field.name: None}).annotate(stored=stored).order_by("pk")
    for pk, token in rows.values_list("pk", "stored").iterator(chunk_size=500):
        if not is_under_newest_key(bytes(token)):
            yield pk


@transaction.atomic
def _rotate(model: type[models.Model], name: str, pk: object) -> bool:
    rows = model._base_manager.select_for_update().exclude(**{name: None}).filter(pk=pk)
    value = rows.values_list(name, flat=True).first()
    # Gone, or emptied, since we looked? Then there is nothing to do.
    return value is not None and bool(model._base_manager.filter(pk=pk).update(**{name: value}))
