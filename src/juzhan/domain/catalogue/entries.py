"""A list fits into one cell of a table: one entry a line, its parts divided by ``|``, in an order fixed for each kind.

An empty cell is unknown (``None``); a dash ``-`` says that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from juzhan.domain.catalogue.kinds import MaterialForm
from juzhan.domain.catalogue.values import Fee, LegalBasis, Material, TimeLimit
from juzhan.domain.shared import Citation, Text
from juzhan.domain.shared.calendar_limits import DayUnit, Limit

NONE = "-"
MATERIAL_PARTS = ("code", "name_zh", "name_en", "form", "count", "required", "when_zh", "when_en", "note_zh", "note_en")
STEP_PARTS = ("zh", "en")
BASIS_PARTS = ("law", "article", "law_en", "quote_zh", "quote_en")
LIMIT_PARTS = ("amount", "unit", "law", "article", "law_en", "note_zh", "note_en")
FEE_PARTS = ("yuan", "law", "article", "law_en", "note_zh", "note_en")

_Value = TypeVar("_Value")


class EntryError(ValueError):
    """Raised when an entry does not have the parts of its kind; ``text`` tells the person what is wrong."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


def read_list(cell: str, parts: Sequence[str], make: Callable[[dict[str, str]], _Value]) -> tuple[_Value, ...] | None:
    """Read a cell of several entries; raises :class:`EntryError` that names the entry by number."""
    if not cell:
        return None
    if cell == NONE:
        return ()
    return tuple(_entry(line, parts, make, number) for number, line in enumerate(cell.splitlines(), start=1))


def read_one(cell: str, parts: Sequence[str], make: Callable[[dict[str, str]], _Value]) -> _Value | None:
    """Read a cell of one entry; an empty cell is ``None``."""
    return _entry(cell, parts, make, 1) if cell else None


def write_list(values: Sequence[_Value] | None, take_apart: Callable[[_Value], Sequence[str]]) -> str:
    """Write entries into one cell so that :func:`read_list` gives them back."""
    if values is None:
        return ""
    return "\n".join(_joined(take_apart(value)) for value in values) or NONE


def write_one(value: _Value | None, take_apart: Callable[[_Value], Sequence[str]]) -> str:
    """Write one entry into a cell; ``None`` is the empty cell."""
    return "" if value is None else _joined(take_apart(value))


def material(parts: dict[str, str]) -> Material:
    """Make a paper from its parts."""
    return Material(
        parts["code"],
        needed_text(parts, "name"),
        MaterialForm(choice(parts["form"] or MaterialForm.ORIGINAL, [form.value for form in MaterialForm])),
        positive_number(parts["count"] or "1"),
        yes_or_no(parts["required"] or "yes"),
        optional_text(parts, "when"),
        optional_text(parts, "note"),
    )


def material_parts(value: Material) -> list[str]:
    """Take a paper apart."""
    required = "yes" if value.required else "no"
    head = [value.code, value.name.zh, value.name.en, value.form.value, str(value.count), required]
    return [*head, *both(value.when), *both(value.note)]


def step(parts: dict[str, str]) -> Text:
    """Make a step from its parts."""
    return Text(_filled(parts, "zh"), _filled(parts, "en"))


def basis(parts: dict[str, str]) -> LegalBasis:
    """Make a legal basis from its parts."""
    citation = optional_citation(parts)
    if citation is None:
        raise EntryError("缺少法律名称（law）", "the name of the law (law) is missing")
    return LegalBasis(citation, optional_text(parts, "quote"))


def basis_parts(value: LegalBasis) -> list[str]:
    """Take a legal basis apart."""
    return [*citation_parts(value.citation), *both(value.quote)]


def time_limit(parts: dict[str, str]) -> TimeLimit:
    """Make a time limit from its parts."""
    unit = DayUnit(choice(parts["unit"], [unit.value for unit in DayUnit]))
    return TimeLimit(Limit(whole_number(parts["amount"]), unit), optional_citation(parts), optional_text(parts, "note"))


def limit_parts(value: TimeLimit) -> list[str]:
    """Take a time limit apart."""
    limit = value.limit
    return [str(limit.amount), limit.unit.value, *citation_parts(value.basis), *both(value.note)]


def fee(parts: dict[str, str]) -> Fee:
    """Make a fee from its parts; the amount is yuan with at most two decimals."""
    whole, _, cents = parts["yuan"].partition(".")
    if not whole.isdecimal() or len(whole) > 9 or len(cents) > 2 or (cents and not cents.isdecimal()):
        raise EntryError("金额要写成元，如 0 或 12.50", "the amount must be in yuan, such as 0 or 12.50")
    return Fee(int(whole) * 100 + int(cents.ljust(2, "0") or 0), optional_citation(parts), optional_text(parts, "note"))


def fee_parts(value: Fee) -> list[str]:
    """Take a fee apart."""
    yuan = f"{Fraction(value.fen, 100)}" if value.fen % 100 == 0 else f"{value.fen // 100}.{value.fen % 100:02d}"
    return [yuan, *citation_parts(value.basis), *both(value.note)]


def optional_citation(parts: dict[str, str]) -> Citation | None:
    """Make a citation from law, article and law_en; ``None`` without a law."""
    return Citation(parts["law"], parts["article"], parts["law_en"]) if parts["law"] else None


def citation_parts(value: Citation | None) -> list[str]:
    """Take a citation apart."""
    return [value.law, value.article, value.law_en] if value else ["", "", ""]


def optional_text(parts: dict[str, str], name: str) -> Text | None:
    """Make a text from its two parts; ``None`` if both are empty, a fault if one is."""
    if not parts[f"{name}_zh"] and not parts[f"{name}_en"]:
        return None
    return needed_text(parts, name)


def needed_text(parts: dict[str, str], name: str) -> Text:
    """Make a text from its two parts, neither empty."""
    return Text(_filled(parts, f"{name}_zh"), _filled(parts, f"{name}_en"))


def both(value: Text | None) -> list[str]:
    """The two parts of a text."""
    return [value.zh, value.en] if value else ["", ""]


def choice(word: str, allowed: Sequence[str]) -> str:
    """A word of a closed list."""
    if word not in allowed:
        listed = ", ".join(allowed)
        raise EntryError(f"“{word}”不在可用值中：{listed}", f'"{word}" is not one of {listed}')
    return word


def whole_number(word: str) -> int:
    """A number without sign, at most six digits."""
    if not (word.isascii() and word.isdecimal()) or len(word) > 6:
        raise EntryError(f"“{word}”不是整数", f'"{word}" is not a whole number')
    return int(word)


def positive_number(word: str) -> int:
    """A number of 1 or more."""
    number = whole_number(word)
    if number < 1:
        raise EntryError(f"“{word}”要写 1 或更大的数", f'"{word}" must be 1 or more')
    return number


def yes_or_no(word: str) -> bool:
    """``yes`` or ``no``, in English or Chinese."""
    known = {"yes": True, "是": True, "no": False, "否": False}
    if word not in known:
        raise EntryError(f"“{word}”要写成 yes（是）或 no（否）", f'"{word}" must be yes or no')
    return known[word]


def _entry(line: str, parts: Sequence[str], make: Callable[[dict[str, str]], _Value], number: int) -> _Value:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) > len(parts):
        raise _numbered(number, EntryError(f"最多 {len(parts)} 段", f"it may have {len(parts)} parts at most"))
    named: dict[str, Any] = dict.fromkeys(parts, "")
    named.update(zip(parts, cells, strict=False))
    try:
        return make(named)
    except EntryError as wrong:
        raise _numbered(number, wrong) from wrong


def _numbered(number: int, wrong: EntryError) -> EntryError:
    return EntryError(f"第 {number} 项：{wrong.text.zh}", f"entry {number}: {wrong.text.en}")


def _filled(parts: dict[str, str], name: str) -> str:
    if not parts[name]:
        raise EntryError(f"缺少 {name}", f"{name} is missing")
    return parts[name]


def _joined(parts: Sequence[str]) -> str:
    cells = list(parts)
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return " | ".join(cells)
