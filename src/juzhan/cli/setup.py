"""What a command does first when it needs settings, the database or Django."""

from __future__ import annotations

import os
from pathlib import Path

from juzhan.cli.speaking import BROKEN, stop
from juzhan.config import embedded
from juzhan.config.env import SettingInvalid, read_settings


def enter_demo() -> None:
    """Set up the demonstration: plain http, keys made by itself."""
    os.environ["JUZHAN_DEMO"] = "1"
    os.environ.setdefault("JUZHAN_HTTPS", "0")


def start_database() -> Path | None:
    """Have a database: the given server, or the embedded one (then its folder is given back)."""
    try:
        given = read_settings()
        if given["JUZHAN_DATABASE_URL"]:
            return None
        embedded.ensure_database()
    except (SettingInvalid, embedded.DatabaseNotStarted) as error:
        stop(str(error), BROKEN)
    return Path(given["JUZHAN_VAR"]) / "pg"


def start_django() -> None:
    """Have a database and Django; ends the command with the reason when a setting is unsafe or wrong."""
    start_database()
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juzhan.config.settings")
    try:
        django.setup()
    except (SettingInvalid, ImproperlyConfigured) as error:
        stop(str(error), BROKEN)
