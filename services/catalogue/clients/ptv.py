# SPDX-License-Identifier: EUPL-1.2
"""Reading the national service catalogue (PTV, Open API v11): over HTTP, or the same answers from a folder.

Reading is anonymous and gives only what is published. What we ask for: the services offered in the municipality and
the city's own services, then, by id, everything they point to.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import requests

type Json = dict[str, Any]

GUIDS_PER_REQUEST = 100
RETRIES = 4


class PtvUnavailable(Exception):
    """The national catalogue did not answer, or answered something that is not its kind."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything one import reads, as the interface gives it."""

    organizations: list[Json] = field(default_factory=list)
    channels: list[Json] = field(default_factory=list)
    services: list[Json] = field(default_factory=list)
    general_descriptions: list[Json] = field(default_factory=list)
    collections: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """What to ask for. With `whole_country` also the services that the state offers everywhere: thousands."""

    municipality: str
    business_id: str
    whole_country: bool = False


def read_folder(folder: Path) -> Snapshot:
    """Files named after the resources, each a page `{"itemList": []}` or a plain list."""

    def rows(pattern: str) -> list[Json]:
        files = sorted(folder.glob(pattern))
        answers = (json.loads(file.read_text(encoding="utf-8")) for file in files)
        return [row for answer in answers for row in (answer if isinstance(answer, list) else answer["itemList"] or [])]

    snapshot = Snapshot(
        organizations=rows("organizations*.json"),
        channels=rows("channels*.json"),
        services=rows("services*.json"),
        general_descriptions=rows("general_descriptions*.json"),
        collections=rows("service_collections*.json"),
    )
    if not snapshot.services:
        raise PtvUnavailable(f"{folder} has no services*.json")
    return snapshot


class PtvClient:
    """One address of the interface, for example https://api.palvelutietovaranto.suomi.fi/api/v11/."""

    def __init__(self, base_url: str, *, timeout: float = 20, wait: Callable[[float], None] = time.sleep) -> None:
        self.base_url = base_url.rstrip("/") + "/"
        self.timeout = timeout
        self.wait = wait
        self.session = requests.Session()
        self.session.headers["Accept"] = "application/json"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.session.close()

    def get(self, path: str, **params: object) -> Any:
        """The answer, tried again when the server is busy or the network breaks."""
        for attempt in range(RETRIES + 1):
            try:
                response = self.session.get(self.base_url + path, params=params, timeout=self.timeout)  # type: ignore[arg-type]
                if response.status_code not in (429, 500, 502, 503, 504):
                    response.raise_for_status()
                    return response.json()
                problem, pause = f"status {response.status_code}", response.headers.get("Retry-After", "")
            except (requests.ConnectionError, requests.Timeout) as error:
                problem, pause = type(error).__name__, ""
            except (requests.RequestException, ValueError) as error:
                raise PtvUnavailable(f"{path}: {error}") from error
            if attempt < RETRIES:
                self.wait(min(float(pause), 30) if pause.isdigit() else 2**attempt / 2)
        raise PtvUnavailable(f"{path}: {problem} after {RETRIES + 1} tries")

    def pages(self, path: str, **params: object) -> Iterator[Json]:
        number, count = 1, 1
        while number <= count:
            page = self.get(path, page=number, **params)
            count = page.get("pageCount") or 1
            yield from page["itemList"] or []
            number += 1

    def by_ids(self, resource: str, ids: Iterable[str]) -> list[Json]:
        wanted = sorted(set(ids))
        parts = (wanted[start : start + GUIDS_PER_REQUEST] for start in range(0, len(wanted), GUIDS_PER_REQUEST))
        return [row for part in parts for row in self.get(f"{resource}/list", guids=",".join(part))]

    def snapshot(self, scope: Scope) -> Snapshot:
        services, channels = self.in_area("Service", scope), self.in_area("ServiceChannel", scope)
        services = unique([*services, *self.pages("Service/list/organization", code=scope.business_id)])
        known = {row["id"] for row in channels}
        channels += self.by_ids("ServiceChannel", linked(services, "serviceChannels", "serviceChannel") - known)
        return Snapshot(
            organizations=self.organizations(services, channels),
            channels=channels,
            services=services,
            general_descriptions=self.by_ids("GeneralDescription", values(services, "generalDescriptionId")),
            collections=self.by_ids("ServiceCollection", linked(services, "serviceCollections")),
        )

    def in_area(self, resource: str, scope: Scope) -> list[Json]:
        path = f"{resource}/list/area/Municipality/code/{scope.municipality}"
        return list(self.pages(path, includeWholeCountry=str(scope.whole_country).lower()))

    def organizations(self, services: list[Json], channels: list[Json]) -> list[Json]:
        """Whoever is responsible or produces, with the organisations above them."""
        wanted = linked(services, "organizations", "organization")
        wanted |= values(channels, "organizationId")
        found: dict[str, Json] = {}
        while wanted:
            found |= {row["id"]: row for row in self.by_ids("Organization", wanted)}
            wanted = values(found.values(), "parentOrganizationId") - set(found)
        return list(found.values())


def unique(rows: Iterable[Json]) -> list[Json]:
    return list({row["id"]: row for row in rows}.values())


def values(rows: Iterable[Json], key: str) -> set[str]:
    return {row[key] for row in rows if row.get(key)}


def linked(rows: list[Json], links: str, inner: str = "") -> set[str]:
    """Ids of what the rows point to."""
    targets = (link.get(inner) if inner else link for row in rows for link in row.get(links) or [])
    return {target["id"] for target in targets if target and target.get("id")}


def read_source(source: str, scope: Scope) -> Snapshot:
    """The snapshot behind an address or in a folder."""
    if source.startswith(("http://", "https://")):
        with PtvClient(source) as client:
            return client.snapshot(scope)
    return read_folder(Path(source))
