"""The table of settings that operators read is made from the settings themselves."""

from __future__ import annotations

import re

from juzhan.config.env import SETTINGS
from tests.environment import ROOT
from tools.settings_table import TABLE, table


def test_the_table_is_the_one_that_the_settings_make() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run: .venv/bin/python -m tools.settings_table"


def test_every_setting_that_the_program_reads_is_declared() -> None:
    declared = {setting.name for setting in SETTINGS}
    read = {
        name
        for path in (ROOT / "src" / "juzhan").rglob("*.py")
        if path.name != "env.py"
        for name in re.findall(r"\bJUZHAN_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    assert read - declared <= {"JUZHAN_TEST_SUFFIX"}
