#!/usr/bin/env python
"""Django's own commands for developers; operators use ``juzhan``."""

import os
import sys

from django.core.management import execute_from_command_line

from juzhan.config.embedded import ensure_database

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juzhan.config.settings")
    os.environ.setdefault("JUZHAN_DEMO", "1")
    os.environ.setdefault("JUZHAN_HTTPS", "0")
    ensure_database()
    execute_from_command_line(sys.argv)
