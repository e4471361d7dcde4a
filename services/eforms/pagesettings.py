# SPDX-License-Identifier: EUPL-1.2
"""What the scripts of a step need to know, as JSON: map.js of a place and upload.js of files."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from services.eforms.engine.fields.files import MEGABYTE, Attachment


def map_settings(shapes: Sequence[str]) -> str:
    """Its ground, where it begins, and its words. Without tiles the ground is our own drawing, said to be one."""
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


def upload_settings(kind: Attachment, url: str) -> str:
    """Where each file goes, which list then shows it, and the words on the way."""
    return json.dumps(
        {
            "url": url,
            "list": f"liitteet_{kind.key}",
            "maxBytes": kind.max_mb * MEGABYTE,
            "camera": _("Ota kuva") if kind.rule("capture") else "",
            "sending": _("Lähetämme"),
            "stop": _("Keskeytä"),
            "stopped": _("Keskeytettiin"),
            "added": _("Lisättiin"),
            "close": _("Sulje"),
            "again": _("Yritä uudelleen"),
            "failed": _("Tiedosto ei tullut perille. Tarkista yhteys ja yritä uudelleen."),
            "tooLarge": _("Tiedosto on liian suuri. Suurin koko on %(size)s Mt.") % {"size": kind.max_mb},
        },
        ensure_ascii=False,
    )
