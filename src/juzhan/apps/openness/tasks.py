"""Jobs about inquiries that the worker runs by itself."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from juzhan.apps.openness.services import settle_answer_days


@app.periodic(cron="20 * * * *")
@app.task(name="openness.settle", queueing_lock="openness.settle", pass_context=False)
def settle(timestamp: int) -> None:
    """Every hour, set the days of answers that waited for a year's holidays."""
    settle_answer_days(timezone.now())
