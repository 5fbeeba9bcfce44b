"""Stops the embedded PostgreSQL when the last process that used it has ended, however it ended.

Started by :mod:`juzhan.config.embedded` as a program of its own, with the standard library only. Every user of the
server holds a shared lock on one file; this program asks for the lock alone, and so sleeps until they are gone.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path


def is_kept(own: Path) -> bool:
    """Whether a keeper runs for the server whose keeper's lock is ``own``."""
    with own.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def keep(own: str, users: str, pg_ctl: str, folder: str, *account: str) -> None:
    """Wait for the users to go, then stop the server; do nothing if another keeper is there."""
    with open(users, "a") as everyone, open(own, "a") as mine:
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        fcntl.flock(everyone, fcntl.LOCK_EX)
        _stop(pg_ctl, folder, account)
        # The keeper's lock goes first: who gets the users' lock next must see that nobody keeps the server.
        fcntl.flock(mine, fcntl.LOCK_UN)


def _stop(pg_ctl: str, folder: str, account: tuple[str, ...]) -> None:
    command = [pg_ctl, "-D", folder, "stop", "-w", "-m", "fast"]
    if account:
        uid, gid = map(int, account)
        subprocess.run(command, check=False, cwd="/", user=uid, group=gid, extra_groups=[])
    else:
        subprocess.run(command, check=False, cwd="/")


if __name__ == "__main__":
    keep(*sys.argv[1:])
