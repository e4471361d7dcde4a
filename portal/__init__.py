# SPDX-License-Identifier: EUPL-1.2
# So that @shared_task finds its app in every process.
from portal.celery import app as celery_app

__all__ = ["celery_app"]
