"""gunicorn's settings: threads for slow clients, limits for hostile ones, one copy of the program in memory.

Given to gunicorn as ``--config python:juzhan.config.serving_web``; the names are gunicorn's.
"""

from __future__ import annotations

import os
from typing import Any

from juzhan.config.env import read_settings

_given = read_settings()

worker_class = "gthread"
workers: int = _given["JUZHAN_WORKERS"]
# Lines to live screens sleep in threads of their own; the gate in wsgi.py bounds how many requests work at once.
threads: int = _given["JUZHAN_THREADS"] + _given["JUZHAN_LISTENERS"]
preload_app = True
keepalive = 30
timeout = 60
# Browsers open connections ahead of need; a stop waits this long for them, and no longer.
graceful_timeout = 12
backlog = 512
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
forwarded_allow_ips = "*" if _given["JUZHAN_PROXIES"] else ""
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (gunicorn's heartbeat files)
accesslog = None
errorlog = "-"
loglevel = "warning"


def post_fork(_arbiter: Any, _worker: Any) -> None:
    """A connection that was opened before the fork must not be shared."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.connection = None
