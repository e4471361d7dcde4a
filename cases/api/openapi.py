# SPDX-License-Identifier: EUPL-1.2
"""The OpenAPI 3.1 document, made from the routes and their shapes."""

from typing import Any

from ninja import NinjaAPI

from cases.api.problems import MEDIA_TYPE

_JSON = "application/json"


def document_of(api: NinjaAPI, root: str) -> dict[str, Any]:
    """`root`: the path under which the interface stands. The library knows only its own media type: put right here."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=root))
    for operations in document["paths"].values():
        for operation in operations.values():
            _set_media_types(operation)
    return document


def _set_media_types(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if int(status) >= 400 and _JSON in content:
            content[MEDIA_TYPE] = content.pop(_JSON)
        elif content.get(_JSON) == {"schema": {"title": "Response"}}:
            response["content"] = {"application/octet-stream": {}}
