"""The program does not start unsafely: weak keys, debug pages, plain http cookies and misspelt settings stop it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from juzhan.config.env import SETTINGS, SettingInvalid, read_settings
from tests.setup.programs import settings

START = [sys.executable, "-c", "import juzhan.config.settings"]


def start(var: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own; an empty value takes the setting away."""
    env = {name: value for name, value in settings(var, **given).items() if value}
    return subprocess.run(START, env=env, capture_output=True, text=True, check=False)


def test_sound_settings_start(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JUZHAN_SECRET_KEY", ""),
        ("JUZHAN_SECRET_KEY", "short"),
        ("JUZHAN_SECRET_KEY", "a" * 60),
        ("JUZHAN_SECRET_KEY", "django-insecure-0123456789-abcdefghijklmnopqrstuvwxyz-0123"),
        ("JUZHAN_RECORD_KEY", ""),
        ("JUZHAN_RECORD_KEY", "0" * 64),
        ("JUZHAN_RECORD_KEY", "not hexadecimal"),
        ("JUZHAN_DEBUG", "1"),
        ("JUZHAN_HTTPS", "0"),
    ],
)
def test_an_unsafe_setting_stops_the_start_and_is_named(tmp_path: Path, name: str, value: str) -> None:
    run = start(tmp_path, **{name: value})
    assert run.returncode == 1
    assert re.search(rf"^  {name}\b.* / ", run.stderr, re.MULTILINE)


def test_demo_mode_makes_its_own_keys_once_and_keeps_them_to_itself(tmp_path: Path) -> None:
    demo = {"JUZHAN_DEMO": "1", "JUZHAN_SECRET_KEY": "", "JUZHAN_RECORD_KEY": ""}
    assert start(tmp_path, **demo).returncode == 0
    keys = {name: (tmp_path / name).read_text() for name in ("secret_key", "record_key")}
    assert start(tmp_path, **demo).returncode == 0
    assert keys == {name: (tmp_path / name).read_text() for name in keys}
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in keys} == {0o600}
    assert keys["secret_key"] != keys["record_key"]


def test_two_starts_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    said = "import juzhan.config.settings as s; print(s.SECRET_KEY + s.RECORD_KEY)"
    env = {name: value for name, value in os.environ.items() if not name.startswith("JUZHAN_")}
    env |= {"JUZHAN_DEMO": "1", "JUZHAN_VAR": str(tmp_path)}
    command = [sys.executable, "-c", said]
    started = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for _ in range(4)]
    assert len({process.communicate()[0] for process in started}) == 1


def test_a_misspelt_setting_is_refused_with_the_name_that_was_meant() -> None:
    with pytest.raises(SettingInvalid, match=r"JUZHAN_WORKER.*JUZHAN_WORKERS"):
        read_settings({"JUZHAN_WORKER": "4"})


def test_a_value_that_does_not_fit_is_refused_with_its_meaning_in_both_languages() -> None:
    with pytest.raises(SettingInvalid, match=r"JUZHAN_WORKERS='many'.*Number of web processes.*网页服务进程数"):
        read_settings({"JUZHAN_WORKERS": "many"})


def test_every_default_can_be_read() -> None:
    assert read_settings({}).keys() == {setting.name for setting in SETTINGS}
