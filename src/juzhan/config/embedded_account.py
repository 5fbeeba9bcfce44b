"""PostgreSQL refuses to run as root; then it runs under an account of its own that can reach its two folders."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from attrs import frozen

NAME = "juzhan"
LAST_RESORT = "nobody"


@frozen
class Account:
    """The numbers of the user and the group that PostgreSQL runs under."""

    uid: int
    gid: int


def account_for(folder: Path) -> Account | None:
    """None for an ordinary user; for root the owner of an existing data folder, or an account made for the purpose."""
    if os.geteuid() != 0:
        return None
    if (folder / "PG_VERSION").exists():
        owner = folder.stat()
        return Account(owner.st_uid, owner.st_gid)
    entry = _entry(NAME) or _made(NAME) or pwd.getpwnam(LAST_RESORT)
    return Account(entry.pw_uid, entry.pw_gid)


def demotion(account: Account | None) -> dict[str, Any]:
    """What ``subprocess`` needs to run a program under the account."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def let_reach(path: Path) -> None:
    """Let other accounts pass through (not list) the folders above ``path``, and read the programs in it."""
    for folder in path.parents:
        _add_mode(folder, stat.S_IXOTH)
    program = path / "postgres"
    if program.exists() and not program.stat().st_mode & stat.S_IXOTH:
        for inner in [path.parent, *path.parent.rglob("*")]:
            _add_mode(inner, stat.S_IROTH | (stat.S_IXOTH if inner.is_dir() or inner.parent == path else 0))


def private_folder(folder: Path, account: Account | None) -> Path:
    """A folder with a short name that only the account can open, the same one for the same data folder.

    Raises ``PermissionError`` when somebody else has put something in its place.
    """
    owner = account.uid if account else os.geteuid()
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    private = Path(tempfile.gettempdir()) / f"juzhan-{owner}-{mark}"
    try:
        private.mkdir(mode=0o700)
        if account:
            os.chown(private, account.uid, account.gid)
    except FileExistsError:
        found = private.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise PermissionError(f"{private} 不属于本程序 / does not belong to this program: remove it") from None
    return private


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made(name: str) -> pwd.struct_passwd | None:
    if shutil.which("useradd"):
        options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run(["useradd", *options, name], check=False, capture_output=True)
    return _entry(name)


def _add_mode(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(mode | bits)
