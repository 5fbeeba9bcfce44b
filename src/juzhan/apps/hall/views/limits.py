"""One visitor's address takes so many numbers and bookings an hour, on pages and over the interface together.

A kiosk cannot be told from another browser that opens its address, so it has a limit, too: one that no queue before it reaches.
The clerk's desk has none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import TypeVar

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest

from juzhan.apps.accounts import throttle
from juzhan.apps.accounts.throttle import client_key
from juzhan.domain.shared import Refusal, RefusalKind, Text

T = TypeVar("T", bound=Model)
TOO_MANY = RefusalKind(
    "hall.too_many",
    Text(
        "这一小时里，从您的网络取的号（约的时间）太多了，过 {minutes} 分钟再试。"
        "着急的话，请用大厅的自助机，或请窗口办，不受这个限制。",
        "Too many numbers or bookings came from your network in this hour; try again in {minutes} minutes. If it is urgent, "
        "use the kiosk in the hall or ask at a counter, where this limit does not hold.",
    ),
)


class Limit(Enum):
    """What is limited, by the name of its setting."""

    NUMBERS = "HALL_NUMBERS_HOUR"
    KIOSK = "HALL_KIOSK_HOUR"
    BOOKINGS = "HALL_BOOKINGS_HOUR"

    @property
    def most(self) -> int:
        """How many an hour; 0: any number."""
        return int(getattr(settings, self.value))


def within(
    request: HttpRequest, limit: Limit, act: Callable[[], T | Refusal], known: Callable[[], bool], *, at: datetime
) -> T | Refusal:
    """Do an act unless the visitor's address has done too many this hour; what is refused costs nothing.

    ``known`` tells whether the same form was taken before: who sends it again gets what they got then.
    """
    if limit.most == 0:
        return act()
    key = client_key(request, f"hall.{limit.name.lower()}")
    if not throttle.spend(key, limit.most, at):
        return act() if known() else TOO_MANY(minutes=60 - at.minute)
    result = act()
    if isinstance(result, Refusal):
        throttle.give_back(key, at)
    return result
