# SPDX-License-Identifier: EUPL-1.2
"""The worker. A task carries the id of the request that caused it, so one matter can be followed through the logs."""

import os
from typing import Any

from celery import Celery, Task
from celery.signals import before_task_publish, setup_logging, task_prerun

from portal.logging import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("omakajaani")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["portal"], related_name="health")


@setup_logging.connect
def keep_our_logging(**_signal: Any) -> None:
    """A receiver here is how Celery is told to leave logging to Django's LOGGING."""


@before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_signal: Any) -> None:
    headers["cause"] = request_id.get()


@task_prerun.connect
def receive_request_id(task: Task[Any, Any], **_signal: Any) -> None:
    request_id.set(getattr(task.request, "cause", None) or task.request.id or "")
