"""Signs the record every minute, so that a receipt can be proved soon after it was given."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from juzhan.apps.record import services


@app.periodic(cron="* * * * *")
@app.task(name="record.sign_checkpoints", queueing_lock="record.sign_checkpoints")
def sign_checkpoints(timestamp: int) -> None:
    """Sign every log that has grown; ``timestamp`` is the minute the job was due, the checkpoint tells the clock's."""
    services.sign_checkpoints(timezone.localtime())
