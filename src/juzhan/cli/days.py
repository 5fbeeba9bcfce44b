"""A day is written as 2026-01-01; where none is given it is today where the city is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

CITY = ZoneInfo("Asia/Shanghai")


def on_day(about: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the option ``--on DAY``."""
    return click.option(
        "--on", metavar="DAY", callback=_day, help=f"{about}（如 2026-01-01，默认今天 / default: today）"
    )


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date:
    if text is None:
        return datetime.now(CITY).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r}：请写成 2026-01-01 这样 / write it like 2026-01-01") from error
