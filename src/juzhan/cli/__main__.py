"""``python -m juzhan.cli`` is the command ``juzhan``."""

from juzhan.cli import main

main()
