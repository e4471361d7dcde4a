# SPDX-License-Identifier: EUPL-1.2
from portal.celery import app as celery_app  # so that @shared_task finds its app in every process

__all__ = ["celery_app"]
