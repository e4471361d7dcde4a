# SPDX-License-Identifier: EUPL-1.2
"""The container's own question to its web server: exit code 0 when it is alive."""

import os
import urllib.request
from urllib.parse import urlsplit

port = os.environ.get("WEB_BIND", ":8000").rpartition(":")[2]
host = urlsplit(os.environ["SITE_URL"]).netloc  # the portal answers only to its own name
request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
urllib.request.urlopen(request, timeout=4).close()  # noqa: S310
