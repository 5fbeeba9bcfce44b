"""Jobs about sign-ins that the worker runs by itself."""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from juzhan.apps.accounts import throttle


@app.periodic(cron="15 19 * * *")  # the worker counts in UTC: 03:15 in the city
@app.task(name="accounts.sweep", queueing_lock="accounts.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Every night, delete sessions that have ended and counts of failed tries that nobody needs any more."""
    throttle.forget_failures(timezone.localtime())
    call_command("clearsessions")
