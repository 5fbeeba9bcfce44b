"""Jobs about matters that the worker runs by itself."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from juzhan.apps.matters.services.rerouting import reroute_matters


@app.periodic(cron="5 * * * *")
@app.task(name="matters.reroute", queueing_lock="matters.reroute", pass_context=False)
def reroute(timestamp: int) -> None:
    """Every hour, move open matters whose body has ended, so that a switch planned for today has taken effect."""
    now = timezone.now()
    reroute_matters(timezone.localdate(now), now)
