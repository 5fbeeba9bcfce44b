"""Holidays of 2027 that were made up, loaded as an operator would load the real ones: with a file beside the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from juzhan.apps.matters.law import calendar
from tests.environment import ROOT

MADE_UP = """
year = 2027
[notice]
title = "测试用放假安排"
title_en = "Holidays made up for a test"
number = "测试"
published = 2026-11-30
verified = "Made up."
[[holiday]]
name = "元旦"
name_en = "New Year's Day"
first = 2027-01-01
last = 2027-01-03
working = []
text = "1月1日至3日放假。"
"""


@pytest.fixture
def load_2027(tmp_path: Path, settings: Any) -> Iterator[Callable[[], None]]:
    """Call it, and the year is loaded until the test ends."""

    def load() -> None:
        shutil.copytree(ROOT / "rules" / "cn", tmp_path / "cn")
        (tmp_path / "cn" / "calendar" / "2027.toml").write_text(MADE_UP, encoding="utf-8")
        settings.RULES = tmp_path / "cn"
        calendar.cache_clear()

    yield load
    calendar.cache_clear()
