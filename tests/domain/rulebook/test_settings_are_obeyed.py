"""A setting that nothing reads would promise what does not happen."""

from __future__ import annotations

import re
from pathlib import Path

from juzhan.domain.rulebook import RULES

SOURCE = Path(__file__).parents[3] / "src" / "juzhan"
READ = {name for path in SOURCE.rglob("*.py") for name in re.findall(r"settings\.(\w+)", path.read_text("utf-8"))}
NOT_YET = {
    "default_time_limit_days",
    "handover_answer_days",
    "one_time_notice_days",
    "supervision_members_max",
    "supervision_members_min",
}
"""Settings that no part obeys yet; the list only grows shorter."""


def test_every_setting_but_those_named_here_is_read_by_some_part() -> None:
    settings = {name.removeprefix("settings.") for name in RULES if name.startswith("settings.")}
    assert settings - READ == NOT_YET


def test_how_often_a_matter_is_extended_or_reopened_is_no_setting() -> None:
    assert not {"settings.extensions_max", "settings.reopenings_max"} & set(RULES)
