# SPDX-License-Identifier: EUPL-1.2
"""The receiver of webhooks at another system: one POST, no redirects, never into our own network.

The name is resolved here and the connection goes to that very address, so a name that answers differently the second
time leads nowhere. A fake is beside the tests: a real server on this machine.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

import certifi
import urllib3
from django.conf import settings

TIMEOUT = urllib3.Timeout(connect=5, read=10)
# What the answer says is not read further; only its status counts.
_MOST_OF_ANSWER = 1024


class NotTold(Exception):
    """The system was not reached, or did not answer with 2xx. The words are for its contact person."""


def post(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Raises NotTold."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not settings.WEBHOOKS_MAY_BE_LOCAL:
        raise NotTold("https only")
    host = parts.hostname or ""
    address = _address_of(host, parts.port or (443 if parts.scheme == "https" else 80))
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        with _pool(parts.scheme, address, host) as pool:
            answer = pool.urlopen(
                "POST",
                path,
                body=body,
                headers={"Host": parts.netloc, **headers},
                redirect=False,
                preload_content=False,
            )
            answer.read(_MOST_OF_ANSWER)
            answer.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NotTold(type(error).__name__) from error
    if not 200 <= answer.status < 300:
        raise NotTold(f"HTTP {answer.status}")


def _address_of(host: str, port: int) -> tuple[str, int]:
    """Where the name leads. Of several addresses all must be out in the world."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotTold("no such host") from error
    addresses = [str(info[4][0]) for info in found]
    if not settings.WEBHOOKS_MAY_BE_LOCAL and not all(_is_public(one) for one in addresses):
        raise NotTold("not a public address")
    return addresses[0], port


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or address
    return bool(inner.is_global and not inner.is_multicast)


def _pool(scheme: str, address: tuple[str, int], host: str) -> urllib3.HTTPConnectionPool:
    """Connects to the address; the certificate must be of the name."""
    if scheme != "https":
        return urllib3.HTTPConnectionPool(*address, timeout=TIMEOUT, retries=False)
    return urllib3.HTTPSConnectionPool(
        *address,
        timeout=TIMEOUT,
        retries=False,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
        server_hostname=host,
        assert_hostname=host,
    )
