"""Cases change the small sound charter in one place: each change replaces words that occur exactly once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.domain.charter.towns import CASES, SOUND


def cases(name: str) -> list[dict[str, Any]]:
    """The ``[[case]]`` tables of a file of cases."""
    data = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return list(data["case"])


def changed(folder: Path, changes: Sequence[Sequence[str]], name: str = "sound") -> Path:
    """Write the sound charter with the changes made; ``["", words]`` puts the words at the end."""
    text = SOUND.read_text(encoding="utf-8")
    for old, new in changes:
        if old:
            assert text.count(old) == 1, f"the case must change exactly one place: {old!r}"
            text = text.replace(old, new)
        else:
            text += new
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path
