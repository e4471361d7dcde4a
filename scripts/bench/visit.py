# SPDX-License-Identifier: EUPL-1.2
"""The first visit of somebody new: the front page in Chromium with an empty cache."""

import shutil
from typing import Any

from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions",
]  # fmt: skip


def first_visit(url: str) -> dict[str, Any] | None:
    """Requests and bytes on the wire, headers included; nothing when there is no browser on this machine."""
    if CHROMIUM is None:
        return None
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: _address(event)}))
        network.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: _size(event)}))
        page.goto(url, wait_until="networkidle")
        timing = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        browser.close()
    # Pictures inside the page (data:) are no requests.
    files = {addresses[number]: size for number, size in sizes.items() if addresses[number].startswith("http")}
    return {"requests": len(files), "bytes": sum(files.values()), "load_ms": round(timing), "files": files}


def _address(event: dict[str, Any]) -> str:
    return str(event["request"]["url"])


def _size(event: dict[str, Any]) -> int:
    return int(event["encodedDataLength"])
