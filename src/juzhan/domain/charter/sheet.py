"""Reading a TOML file table by table, noting every fault with its line instead of stopping at the first.

A :class:`Sheet` is one file; a :class:`Table` is one of its tables with its address (``bodies[2].posts[1]``, counted
from 1). Readers give a harmless stand-in after noting a fault, because a sheet with faults is never used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field

from juzhan.domain.charter.faults import CharterBroken, Fault, FaultKind, fault
from juzhan.domain.shared import Text

Word = TypeVar("Word", bound=StrEnum)

STAND_IN = Text("？", "?")
DAY = Text("日期（如 2008-01-01）或“{word}”", "a date such as 2008-01-01, or “{word}”")
HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
SYNTAX_LINE = re.compile(r"at line (\d+)")


@define
class Sheet:
    """One TOML file being read, with the faults found so far."""

    file: str
    data: Mapping[str, Any]
    lines: tuple[str, ...]
    headers: Mapping[str, int]
    faults: list[Fault] = field(factory=list)

    def note(self, kind: FaultKind, address: str, /, **params: Any) -> None:
        """Note a fault at an address; its line is looked up."""
        self.faults.append(fault(kind, self.file, self.line_of(address), address, **params))

    def line_of(self, address: str) -> int:
        """The line of the longest known beginning of an address: of its key if written there, else of its table."""
        table, _, name = address.rpartition(".")
        if address in self.headers:
            return self.headers[address]
        if table in self.headers or not table:
            start = self.headers.get(table, 0)
            return self._line_of_key(start, name) or max(start, 1)
        return self.line_of(table)

    def top(self) -> Table:
        """The whole file as a table."""
        return Table(self, "", self.data)

    def finish(self) -> None:
        """Refuse the file if anything was wrong.

        :raises CharterBroken: with all faults.
        """
        if self.faults:
            raise CharterBroken(tuple(self.faults))

    def _line_of_key(self, start: int, name: str) -> int | None:
        written = re.compile(rf"^\s*{re.escape(name.partition('[')[0])}\s*(\.|=)")
        for number, line in enumerate(self.lines[start:], start + 1):
            if HEADER.match(line):
                return None
            if written.match(line):
                return number
        return None


def open_sheet(path: Path) -> Sheet:
    """Read a TOML file into a sheet.

    :raises CharterBroken: when the file cannot be read or is not TOML.
    """
    try:
        content = path.read_text(encoding="utf-8")
        data = tomllib.loads(content)
    except (OSError, UnicodeDecodeError) as error:
        raise CharterBroken((fault(FaultKind.UNREADABLE, path.name, 1, "", detail=_reason(error)),)) from error
    except tomllib.TOMLDecodeError as error:
        found = SYNTAX_LINE.search(str(error))
        line = int(found[1]) if found else max(1, content.count("\n"))
        raise CharterBroken((fault(FaultKind.SYNTAX, path.name, line, "", detail=str(error)),)) from error
    lines = tuple(content.splitlines())
    return Sheet(path.name, data, lines, _headers(lines))


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else "UTF-8"


def _headers(lines: tuple[str, ...]) -> dict[str, int]:
    """Where each table begins, by address: ``[[bodies]]`` the second time is ``bodies[2]``."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    latest: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = HEADER.match(line)
        if match is None:
            continue
        address = _address(match[2], latest)
        if match[1] == "[[":
            counts[address] = counts.get(address, 0) + 1
            address = f"{address}[{counts[address]}]"
            latest[match[2]] = address
        found.setdefault(address, number)
    return found


def _address(dotted: str, latest: Mapping[str, str]) -> str:
    parent, _, name = dotted.rpartition(".")
    return f"{latest.get(parent, parent)}.{name}" if parent else dotted


@define
class Table:
    """One table of a sheet; every reader notes what is wrong and remembers which keys were asked for."""

    sheet: Sheet
    address: str
    data: Mapping[str, Any]
    asked: list[str] = field(factory=list)

    def at(self, name: str) -> str:
        """The address of one key of this table."""
        return f"{self.address}.{name}" if self.address else name

    def note(self, kind: FaultKind, name: str, /, **params: Any) -> None:
        """Note a fault at one key of this table."""
        self.sheet.note(kind, self.at(name), **params)

    def take(self, name: str, required: bool = False) -> Any:
        """The raw value of a key, ``None`` where absent; a required key that is absent is a fault."""
        self.asked.append(name)
        if required and name not in self.data:
            self.note(FaultKind.MISSING, name, name=name)
        return self.data.get(name)

    def string(self, name: str, required: bool = True) -> str:
        """A string, empty where absent or wrong."""
        value = self.take(name, required)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self._wrong(name, Text("非空文字", "a text that is not empty"))
            return ""
        return value

    def text(self, name: str, required: bool = True) -> Text | None:
        """A bilingual text, ``None`` where absent and not required."""
        value = self.take(name, required)
        if value is None:
            return STAND_IN if required else None
        if not _is_text(value):
            self.note(FaultKind.MISSING_TEXT, name, name=name)
            return STAND_IN
        return Text(value["zh"].strip(), value["en"].strip())

    def needed_text(self, name: str) -> Text:
        """A bilingual text that must be there."""
        return self.text(name) or STAND_IN

    def word(self, name: str, words: type[Word], required: bool = True) -> Word | None:
        """A word of a closed vocabulary, ``None`` where absent or wrong."""
        value = self.take(name, required)
        return None if value is None else self._word(name, value, words)

    def words(self, name: str, words: type[Word], required: bool = True) -> tuple[Word, ...]:
        """A list of words of a closed vocabulary, without the wrong ones."""
        found = (self._word(name, value, words) for value in self._list(name, required))
        return tuple(word for word in found if word is not None)

    def strings(self, name: str, required: bool = False) -> tuple[str, ...]:
        """A list of strings, without the wrong ones."""
        values = self._list(name, required)
        if any(not isinstance(value, str) for value in values):
            self._wrong(name, Text("文字的列表", "a list of texts"))
        return tuple(value for value in values if isinstance(value, str))

    def day(self, name: str, instead: str) -> date | None:
        """A date, ``None`` where wrong; the word ``instead`` may stand for it and gives ``None`` too."""
        value = self.take(name, required=True)
        if value is None or value == instead:
            return None
        if type(value) is not date:
            self._wrong(name, DAY.format(word=instead))
            return None
        return value

    def number(self, name: str) -> int | None:
        """A whole number above zero, ``None`` where absent or wrong."""
        value = self.take(name)
        if value is None:
            return None
        if type(value) is not int or value < 1:
            self._wrong(name, Text("大于零的整数", "a whole number above zero"))
            return None
        return value

    def flag(self, name: str) -> bool:
        """True or false, false where absent."""
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            self._wrong(name, Text("true 或 false", "true or false"))
        return value is True

    def tables(self, name: str, required: bool = False) -> list[Table]:
        """The tables of an array of tables, in the order of the file."""
        values = self._list(name, required)
        if any(not isinstance(value, dict) for value in values):
            self._wrong(name, Text("表的列表", "a list of tables"))
            return []
        return [Table(self.sheet, f"{self.at(name)}[{number}]", value) for number, value in enumerate(values, 1)]

    def table(self, name: str) -> Table:
        """One inner table, empty where absent or wrong."""
        value = self.take(name, required=True)
        if value is not None and not isinstance(value, dict):
            self._wrong(name, Text("表", "a table"))
        return Table(self.sheet, self.at(name), value if isinstance(value, dict) else {})

    def close(self) -> None:
        """Note every key that nobody asked for: it is a slip of the pen, not a feature."""
        for name in self.data:
            if name not in self.asked:
                self.note(FaultKind.UNEXPECTED, name, name=name, known=", ".join(dict.fromkeys(self.asked)))

    def _word(self, name: str, value: Any, words: type[Word]) -> Word | None:
        if value in tuple(words):
            return words(value)
        self.note(FaultKind.UNKNOWN_WORD, name, name=name, value=value, known=", ".join(words))
        return None

    def _list(self, name: str, required: bool) -> list[Any]:
        value = self.take(name, required)
        if value is not None and not isinstance(value, list):
            self._wrong(name, Text("列表", "a list"))
        return value if isinstance(value, list) else []

    def _wrong(self, name: str, wanted: Text) -> None:
        self.note(FaultKind.WRONG_TYPE, name, name=name, wanted=wanted)


def _is_text(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"zh", "en"}
        and all(isinstance(each, str) and each.strip() for each in value.values())
    )
