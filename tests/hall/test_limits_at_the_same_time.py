"""Eight who press at the same instant from one address do not pass a limit of three together."""

from __future__ import annotations

from juzhan.apps.accounts.models import Attempt
from juzhan.apps.accounts.throttle import spend
from tests.at_once import at_once
from tests.hall.visiting import TEN, Visiting

KEY = "hall.test:at-once"


def test_two_who_press_at_once_do_not_both_pass_the_limit(committed_hall: Visiting) -> None:
    passed = at_once(*[lambda: spend(KEY, 3, TEN)] * 8)
    Attempt.objects.filter(key=KEY).delete()
    assert passed.count(True) == 3
