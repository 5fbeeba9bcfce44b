"""A data file is read whole or not at all, and every fault in it is told with file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field, frozen

from juzhan.domain.shared.text import Text

Kind = TypeVar("Kind", str, int, date)


@frozen(order=True)
class Fault:
    """One thing wrong in one file: where it stands and what to do about it. ``line`` counts from 1; 0 is unknown."""

    file: str
    line: int
    key: str
    text: Text = field(order=False)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key + ': ' if self.key else ''}{self.text.zh} / {self.text.en}"


class BrokenFilesError(Exception):
    """Raised when data files cannot be used; ``faults`` lists all of them, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@define
class FaultList:
    """Collects faults while files are read, so that all can be told at once."""

    found: list[Fault] = field(factory=list)

    def add(self, file: str, line: int, key: str, zh: str, en: str) -> None:
        """Note one fault."""
        self.found.append(Fault(file, line, key, Text(zh, en)))

    def raise_if_any(self) -> None:
        """Raise :class:`BrokenFilesError` with every fault noted so far; do nothing if there is none."""
        if self.found:
            raise BrokenFilesError(self.found)


@frozen
class Table:
    """One TOML table that knows its lines; each reader notes a fault and gives ``None`` where it cannot read."""

    file: str
    line: int
    data: Mapping[str, Any]
    faults: FaultList
    key_lines: Mapping[str, int] = field(factory=dict)

    def fault(self, key: str, zh: str, en: str) -> None:
        """Note a fault about ``key`` of this table."""
        self.faults.add(self.file, self.key_lines.get(key, self.line), key, zh, en)

    def string(self, key: str, *, optional: bool = False) -> str | None:
        """A text that is not empty."""
        return self._of_kind(key, str, "文字", "a text", optional)

    def integer(self, key: str, *, optional: bool = False) -> int | None:
        """A whole number (``true`` and ``false`` are none)."""
        return self._of_kind(key, int, "整数", "a whole number", optional)

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """A date without a time, for example ``2026-01-01``."""
        return self._of_kind(key, date, "日期（如 2026-01-01）", "a date such as 2026-01-01", optional)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates; a missing key is the empty list."""
        value = self.data.get(key, [])
        if isinstance(value, list) and all(_is(day, date) for day in value):
            return tuple(value)
        self.fault(key, "应为日期列表", "must be a list of dates")
        return ()

    def only(self, keys: Iterable[str]) -> None:
        """Note a fault for each key that is not among ``keys`` (a misspelt key would otherwise be silently ignored)."""
        known = set(keys)
        for key in self.data:
            if key not in known:
                listed = ", ".join(sorted(known))
                self.fault(key, f"没有这个键；可用：{listed}", f"no such key; known are {listed}")

    def _of_kind(self, key: str, kind: type[Kind], zh: str, en: str, optional: bool) -> Kind | None:
        value: Kind | None = self.data.get(key)
        if _is(value, kind) and value != "":
            return value
        if value is None and optional:
            return None
        if value is None:
            self.fault(key, "缺少此项", "is missing")
        else:
            self.fault(key, f"应为{zh}", f"must be {en}")
        return None


@frozen
class Document:
    """One TOML file with the places of its tables."""

    file: str
    data: Mapping[str, Any]
    faults: FaultList
    _places: Mapping[tuple[str, int], Mapping[str, int]] = field(repr=False)

    def top(self) -> Table:
        """The keys before the first table header (the tables themselves left out)."""
        plain = {key: value for key, value in self.data.items() if not isinstance(value, list | dict)}
        return Table(self.file, 1, plain, self.faults, self._places.get(("", 0), {}))

    def table(self, name: str) -> Table:
        """The table ``[name]``; an absent one is empty, so that its readers note what is missing."""
        value = self.data.get(name, {})
        return self._table(name, 0, value)

    def tables(self, name: str) -> Sequence[Table]:
        """The tables ``[[name]]`` in order; none if absent."""
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.faults.add(self.file, 0, name, f"应写作 [[{name}]]", f"must be written [[{name}]]")
            return ()
        return [self._table(name, index, item) for index, item in enumerate(value)]

    def _table(self, name: str, index: int, value: Any) -> Table:
        lines = self._places.get((name, index), {})
        if not isinstance(value, Mapping):
            self.faults.add(self.file, lines.get("", 0), name, "应为表", "must be a table")
            value = {}
        return Table(self.file, lines.get("", 0), value, self.faults, lines)


def read_document(path: Path, faults: FaultList) -> Document | None:
    """Read one TOML file; a file that cannot be read or parsed is noted as a fault and gives ``None``."""
    try:
        text = path.read_text(encoding="utf-8")
        return Document(path.name, tomllib.loads(text), faults, _places(text))
    except tomllib.TOMLDecodeError as wrong:
        found = re.search(r"line (\d+)", str(wrong))
        faults.add(path.name, int(found[1]) if found else 0, "", "不是有效的 TOML 文件", f"is not valid TOML: {wrong}")
    except UnicodeDecodeError:
        faults.add(path.name, 0, "", "不是 UTF-8 文件，请另存为 UTF-8", "is not UTF-8; please save it as UTF-8")
    except OSError as wrong:
        faults.add(path.name, 0, "", "文件无法读取", f"cannot be read: {wrong.strerror}")
    return None


def read_folder(folder: Path, faults: FaultList) -> list[Document]:
    """Read every ``*.toml`` of a folder in the order of names; a missing or empty folder is a fault."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        faults.add(str(folder.name), 0, "", "文件夹不存在或没有 .toml 文件", "does not exist or holds no .toml file")
    return [document for path in paths if (document := read_document(path, faults)) is not None]


def _is(value: object, kind: type) -> bool:
    if kind is int and isinstance(value, bool):
        return False
    return isinstance(value, kind) and not (kind is date and isinstance(value, datetime))


_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w\-]+)\s*[=.]")


def _places(text: str) -> dict[tuple[str, int], dict[str, int]]:
    """Line numbers of headers (key ``""``) and keys by table name and ordinal; multi-line strings are stepped over."""
    places: dict[tuple[str, int], dict[str, int]] = {("", 0): {"": 1}}
    seen: dict[str, int] = {}
    here, fence = places["", 0], ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not fence and (header := _HEADER.match(line)):
            ordinal = seen[header[2]] = seen.get(header[2], -1) + 1
            here = places[header[2], ordinal] = {"": number}
        elif not fence and (key := _KEY.match(line)):
            here.setdefault(key[1], number)
        fence = _fence_after(line, fence)
    return places


def _fence_after(line: str, fence: str) -> str:
    """Which triple quote is open at the end of this line."""
    for quote in re.findall(r"\"\"\"|'''", line):
        if not fence:
            fence = quote
        elif quote == fence:
            fence = ""
    return fence
