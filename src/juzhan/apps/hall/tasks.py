"""Jobs of the hall that the worker runs by itself. Every hour, since the worker's clock is not the city's."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from juzhan.apps.hall.services.day import end_days
from juzhan.apps.hall.services.forgetting import forget_contacts
from juzhan.apps.hall.services.public_figures import count_figures
from juzhan.apps.hall.services.rating import forget_comments, open_missing
from juzhan.apps.matters.services import following_up


@app.periodic(cron="2 * * * *")
@app.task(name="hall.count", queueing_lock="hall.count", pass_context=False)
def count(timestamp: int) -> None:
    """Soon after midnight, count the public figures of each hall up to the day before."""
    count_figures(timezone.now())


@app.periodic(cron="5 * * * *")
@app.task(name="hall.end_days", queueing_lock="hall.end_days", pass_context=False)
def end_past_days(timestamp: int) -> None:
    """Soon after midnight, end the numbers of the day before where the hall wants it so, and close counters left open."""
    end_days(timezone.now())


@app.periodic(cron="10 * * * *")
@app.task(name="hall.forget", queueing_lock="hall.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """When a day is over, delete the names and phones of its bookings; when their time is, the words of ratings."""
    forget_contacts(timezone.now())
    forget_comments(timezone.now())


@app.periodic(cron="20 * * * *")
@app.task(name="hall.follow_up", queueing_lock="hall.follow_up", pass_context=False)
def follow_up(timestamp: int) -> None:
    """Soon after midnight, open the follow-ups of the bad ratings of the day before, and those that could not be opened."""
    open_missing(timezone.now())
    following_up.open_missing(timezone.now())
