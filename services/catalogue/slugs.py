# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.utils.text import slugify


def free_slug(model: type[Any], name: str) -> str:
    """A readable address that no row of the model has yet."""
    base = slugify(name)[:100] or "kohde"
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
