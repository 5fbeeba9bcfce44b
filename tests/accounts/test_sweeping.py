"""What is kept about visitors and their sign-ins goes away by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from juzhan.apps.accounts import throttle
from juzhan.apps.accounts.models import Attempt
from juzhan.apps.accounts.tasks import sweep
from tests.world import at

pytestmark = pytest.mark.django_db
NOON = at(2026, 3, 2, 12)


def test_counts_of_failed_tries_are_kept_for_a_day() -> None:
    throttle.count_failure(["sign_in:somebody"], NOON)
    assert throttle.forget_failures(NOON + timedelta(hours=23)) == 0
    assert throttle.forget_failures(NOON + timedelta(hours=25)) == 1


def test_ended_sessions_are_deleted_and_running_ones_stay() -> None:
    ended, running = SessionStore(), SessionStore()
    for session, seconds in ((ended, -1), (running, 3600)):
        session["matters"] = ["7KQ4M2XH9T"]
        session.set_expiry(seconds)
        session.save()
    Attempt.objects.all().delete()
    sweep(0)
    kept = set(Session.objects.values_list("session_key", flat=True))
    assert {ended.session_key, running.session_key} & kept == {running.session_key}
