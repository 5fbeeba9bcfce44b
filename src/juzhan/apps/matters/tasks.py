"""Jobs about matters that the worker runs by itself."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from juzhan.apps.matters import held
from juzhan.apps.matters.services.forgetting import forget_people
from juzhan.apps.matters.services.rerouting import reroute_matters
from juzhan.apps.matters.services.settling import settle_days


@app.periodic(cron="5 * * * *")
@app.task(name="matters.reroute", queueing_lock="matters.reroute", pass_context=False)
def reroute(timestamp: int) -> None:
    """Every hour, move open matters whose body has ended, so that a switch planned for today has taken effect."""
    now = timezone.now()
    reroute_matters(timezone.localdate(now), now)


@app.periodic(cron="15 * * * *")
@app.task(name="matters.settle", queueing_lock="matters.settle", pass_context=False)
def settle(timestamp: int) -> None:
    """Every hour, settle the days that waited for a year's holidays, so that a loaded year has taken effect."""
    settle_days(timezone.now())


@app.periodic(cron="25 19 * * *")  # the worker counts in UTC: 03:25 in the city
@app.task(name="matters.forget", queueing_lock="matters.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night, delete the personal data whose time to be kept is over."""
    now = timezone.localtime()
    forget_people(now)
    held.forget_left_behind(now)
