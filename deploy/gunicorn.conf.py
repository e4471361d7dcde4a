# SPDX-License-Identifier: EUPL-1.2
"""How the web server runs, in the demo and in production. Addresses and numbers come from the environment."""

import ctypes
import gc
import os
from typing import Any

# glibc gives each thread a heap of its own and never takes it back; four threads wait for PostgreSQL more than for
# memory. Only glibc knows the call.
_M_ARENA_MAX = -8
if hasattr(ctypes.CDLL(None), "mallopt"):
    ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)

bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
worker_tmp_dir = os.environ.get("WEB_TMP_DIR")  # in containers /dev/shm: a heartbeat on a slow disk looks like a hang
preload_app = True  # the workers share what was loaded; a test holds that loading asks no database and no cache
timeout = 60
graceful_timeout = 20
keepalive = 75  # longer than the proxy keeps its side open
max_requests = 5000
max_requests_jitter = 500
forwarded_allow_ips = os.environ.get("PROXY_IPS", "127.0.0.1")
control_socket_disable = True
accesslog = None  # portal.logging writes one line a request, without the address
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.logging.JsonFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": ["out"], "level": "INFO", "propagate": False}},
}


def when_ready(_server: Any) -> None:
    """What was loaded stays: the garbage collector does not touch it in the workers, so it stays shared."""
    gc.collect()
    gc.freeze()
