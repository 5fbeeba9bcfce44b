"""Guessing is slowed: failed tries are counted for each key in a window of time, and too many are refused and logged.

What anybody may do without an account is counted the same way, by the hour (:func:`spend`).
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest

from juzhan.apps.accounts.models import Attempt
from juzhan.domain.shared import Refusal, RefusalKind, Text

WINDOW = timedelta(minutes=10)
MOST_FAILURES = 8
KEPT = timedelta(days=1)
"""How long a count is kept after its window, so that an operator can look."""

TOO_MANY = RefusalKind(
    "attempts.too_many",
    Text(
        "尝试次数过多，请{minutes}分钟后再试；也可以携带收件凭证到窗口查询。",
        "Too many tries. Wait {minutes} minutes, or bring the receipt to the counter.",
    ),
)

log = structlog.get_logger("juzhan.throttle")


def client_key(request: HttpRequest, purpose: str) -> str:
    """A key for the visitor's address and a purpose; the address itself is not kept."""
    digest = hmac.new(settings.SECRET_KEY.encode(), client_address(request).encode(), hashlib.sha256).hexdigest()
    return f"{purpose}:{digest[:32]}"


def client_address(request: HttpRequest) -> str:
    """The visitor's address, behind the declared number of trusted proxies."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def refuse_if_guessing(keys: list[str], at: datetime) -> Refusal | None:
    """Refuse when one of the keys has failed too often in this window."""
    window = _window(at)
    worst = (
        Attempt.objects.filter(key__in=keys, window=window, count__gte=MOST_FAILURES)
        .values_list("key", flat=True)
        .first()
    )
    if worst is None:
        return None
    log.warning("attempts.too_many", key=worst)
    minutes = int((window + WINDOW - at).total_seconds() // 60) + 1
    return TOO_MANY(minutes=minutes)


def count_failure(keys: list[str], at: datetime) -> None:
    """Count one failed try for each key."""
    with connection.cursor() as cursor:
        cursor.executemany(
            'INSERT INTO accounts_attempt (key, "window", count) VALUES (%s, %s, 1)'
            ' ON CONFLICT (key, "window") DO UPDATE SET count = accounts_attempt.count + 1',
            [(key, _window(at)) for key in sorted(keys)],
        )


def spend(key: str, most: int, at: datetime) -> bool:
    """Count one act of a key unless it has done as many in this hour; one statement, so that two at once do not both pass."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO accounts_attempt (key, "window", count) VALUES (%s, %s, 1)'
            ' ON CONFLICT (key, "window") DO UPDATE SET count = accounts_attempt.count + 1'
            " WHERE accounts_attempt.count < %s RETURNING count",
            [key, _hour(at), most],
        )
        if cursor.fetchone() is not None:
            return True
    log.warning("acts.too_many", key=key)
    return False


def give_back(key: str, at: datetime) -> None:
    """An act that was refused after all is not counted."""
    Attempt.objects.filter(key=key, window=_hour(at), count__gt=0).update(count=F("count") - 1)


def forget_failures(at: datetime) -> int:
    """Delete the counts of windows that have long passed; give their number."""
    return Attempt.objects.filter(window__lt=at - KEPT).delete()[0]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _window(at: datetime) -> datetime:
    seconds = int(WINDOW.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=at.tzinfo)
