# SPDX-License-Identifier: EUPL-1.2
"""Where the tiles of the map come from, for the content policy."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def tile_sources(url: str) -> list[str]:
    """`https://tiles.example/{z}/{x}/{y}.png` → its host; `{s}` stands for any of its subdomains."""
    if not url:
        return []
    address = urlsplit(url.replace("{s}", "*"))
    is_address = address.scheme in ("http", "https") and address.netloc
    if not is_address or not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured("MAP_TILE_URL must be an address with {z}, {x} and {y}.")
    return [f"{address.scheme}://{address.netloc}"]
