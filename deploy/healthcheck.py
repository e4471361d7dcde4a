# SPDX-License-Identifier: EUPL-1.2
"""The container's own question to its web server: exit code 0 when all is well. Asks /healthz, or the path given."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

path = sys.argv[1] if len(sys.argv) > 1 else "/healthz"
port = os.environ.get("WEB_BIND", ":8000").rpartition(":")[2]
host = urlsplit(os.environ["SITE_URL"]).netloc  # the portal answers only to its own name
request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
try:
    urllib.request.urlopen(request, timeout=4).close()  # noqa: S310 our own address
except urllib.error.HTTPError as error:
    sys.exit(error.read().decode())
