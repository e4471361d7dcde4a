# SPDX-License-Identifier: EUPL-1.2
"""What the map of a place needs to know (static/js/map.js): its ground, where it begins, and its words."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _


def map_settings(shapes: Sequence[str]) -> str:
    """As JSON. Without an address of tiles the ground is our own drawing, said to be one."""
    return json.dumps(
        {
            "script": static("vendor/leaflet-1.9.4/leaflet.js"),
            "style": static("vendor/leaflet-1.9.4/leaflet.css"),
            "tiles": settings.MAP_TILE_URL,
            "attribution": settings.MAP_ATTRIBUTION,
            "drawing": static("geo/drawing.json"),
            "drawingNote": _("Piirros, ei mittakaavassa"),
            "centre": settings.MAP_CENTRE,
            "shapes": list(shapes),
            "point": _("Piste"),
            "corner": _("Kulma"),
            "addPoint": _("Aseta piste kartan keskelle"),
            "addCorner": _("Lisää kulma kartan keskelle"),
            "undone": _("Viimeinen kulma poistettiin."),
            "cleared": _("Kartta on tyhjä."),
            "locating": _("Haemme sijaintiasi."),
            "notLocated": _("Emme saaneet sijaintiasi. Merkitse paikka itse."),
            "zoomIn": _("Lähennä"),
            "zoomOut": _("Loitonna"),
        },
        ensure_ascii=False,
    )
