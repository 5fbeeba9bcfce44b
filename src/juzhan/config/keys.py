"""Keys are given by the operator; only demo mode makes its own, and nothing starts with a weak one."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_SHORTEST_SECRET = 50


def environ(name: str) -> str:
    """Read a variable that belongs to tools rather than to operators."""
    return os.environ.get(name, "")


def secret_key(given: str, var: Path, *, demo: bool) -> str:
    """The key that signs cookies."""
    return given or (_kept(var / "secret_key", demo=demo) if demo else "")


def record_key(given: str, var: Path, *, demo: bool) -> str:
    """The Ed25519 seed that signs checkpoints, 64 hexadecimal digits."""
    return given or (_kept(var / "record_key", demo=demo) if demo else "")


def _kept(path: Path, *, demo: bool) -> str:
    assert demo
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and linked whole: of two processes that start together, both read the first one's key.
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()


def refuse_unsafe(*, demo: bool, debug: bool, https: bool, secret_key: str, record_key: str) -> None:
    """Outside demo mode, stop at once on a weak key, debug pages or plain http cookies."""
    if demo:
        return
    faults = []
    if len(secret_key) < _SHORTEST_SECRET or len(set(secret_key)) < 10 or secret_key.startswith("django-insecure"):
        faults.append("JUZHAN_SECRET_KEY 需至少 50 个随机字符 / must be at least 50 random characters")
    if not _is_seed(record_key):
        faults.append("JUZHAN_RECORD_KEY 需为 64 位随机十六进制 / must be 64 random hexadecimal digits")
    if debug:
        faults.append("JUZHAN_DEBUG 只能用于演示模式 / is only for demo mode")
    if not https:
        faults.append("JUZHAN_HTTPS=0 只能用于演示模式 / is only for demo mode")
    if faults:
        raise ImproperlyConfigured("Juzhan 未启动 / does not start:\n  " + "\n  ".join(faults))


def _is_seed(text: str) -> bool:
    return len(text) == 64 and len(set(text)) >= 6 and all(digit in "0123456789abcdefABCDEF" for digit in text)
