"""The job worker as a program: every job that an app declares in its ``tasks.py``, until it is asked to stop."""

from __future__ import annotations

import os

import django

CONCURRENCY = 4
QUEUES: list[str] | None = None
"""All of them."""
GRACE = 20.0
"""Seconds that running jobs have to finish."""


def main() -> None:
    """Run jobs until SIGTERM or SIGINT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juzhan.config.settings")
    django.setup()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(
            queues=QUEUES,
            concurrency=CONCURRENCY,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
            install_signal_handlers=True,
        )


if __name__ == "__main__":
    main()
