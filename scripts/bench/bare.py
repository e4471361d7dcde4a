# SPDX-License-Identifier: EUPL-1.2
"""The measuring stick: a Django project of one view that makes one query and renders a page of 20 kB, nothing more."""

import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from environ import Env

ROWS = 50
_ROW = """
      <li class="ds-card" id="row-{{ row.number }}">
        <h2 class="ds-heading" data-size="xs"><a class="ds-link" href="/rows/{{ row.number }}/">{{ row.name }}</a></h2>
        <p class="ds-paragraph" data-size="sm">An ordinary line of an ordinary list, long enough to look like the text
          of a page: what it is, whom it concerns and where to turn.</p>
        <p class="ds-paragraph" data-size="xs">{{ row.at|date:"j.n.Y" }}</p>
      </li>"""
_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{{{ title }}}}</title></head>
<body>
  <main>
    <h1>{{{{ title }}}}</h1>
    <ul>{{% for row in rows %}}{_ROW}{{% endfor %}}</ul>
  </main>
</body>
</html>
"""


def page(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, 'Row ' || number, now() FROM generate_series(1, %s) AS number", [ROWS])
        rows = [{"number": number, "name": name, "at": at} for number, name, at in cursor.fetchall()]
    return render(request, "page.html", {"title": "A bare page", "rows": rows})


urlpatterns = [path("", page)]


def configured() -> dict[str, Any]:
    """Template loading is cached and the connection persists, as in the portal."""
    loaders = [("django.template.loaders.locmem.Loader", {"page.html": _PAGE})]
    return {
        "ALLOWED_HOSTS": ["127.0.0.1"],
        "ROOT_URLCONF": __name__,
        "SECRET_KEY": "measured, never served",
        "MIDDLEWARE": ["django.middleware.common.CommonMiddleware"],  # sets Content-Length, so connections stay open
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", loaders)]},
            }
        ],
        "DATABASES": {
            "default": {
                **Env.db_url_config(os.environ["DATABASE_URL"]),
                "ENGINE": "django.db.backends.postgresql",
                "CONN_MAX_AGE": 300,
                "CONN_HEALTH_CHECKS": True,
            }
        },
    }


if not settings.configured:
    settings.configure(**configured())
    django.setup()
application = get_wsgi_application()
