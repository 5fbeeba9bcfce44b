"""The full table of service items has one row for each version and a column for every field, and loses nothing.

Lists stand in one cell, one entry a line (:mod:`juzhan.domain.catalogue.entries`). Columns may stand in any order; those not
in ``REQUIRED_COLUMNS`` may be left out. The manual shows the table: docs/manual/import-tables.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from juzhan.domain.catalogue import entries
from juzhan.domain.catalogue.entries import EntryError
from juzhan.domain.catalogue.kinds import Applicant, Channel, ItemKind, OutcomeKind
from juzhan.domain.catalogue.values import Ended, ItemVersion
from juzhan.domain.charter.vocabulary import AffairClass, Domain
from juzhan.domain.shared import Text

REQUIRED_COLUMNS = ("code", "version", "valid_from", "name_zh", "name_en", "affair_class", "kind")
FULL_COLUMNS = (
    *REQUIRED_COLUMNS,
    *("domain", "valid_until", "summary_zh", "summary_en", "synonyms", "department_zh", "department_en", "main_item"),
    *(
        "external_code",
        "task_type",
        "what_it_is_zh",
        "what_it_is_en",
        "applicant",
        "who_may_apply_zh",
        "who_may_apply_en",
    ),
    *(
        "materials",
        "steps",
        "legal_basis",
        "time_limit",
        "promised_limit",
        "fee",
        "may_suspend",
        "may_extend",
        "extension",
    ),
    *("channels", "anonymous_allowed", "outcomes", "result_zh", "result_en", "ended_reason_zh", "ended_reason_en"),
    *("ended_instead_zh", "ended_instead_en", "ended_replaced_by", "ended_basis", "note_zh", "note_en", "seed"),
)

_Enum = TypeVar("_Enum", bound=StrEnum)
_ENDED_BASIS_PARTS = entries.BASIS_PARTS[:3]
_TEXTS = ("name", "summary", "department", "what_it_is", "who_may_apply", "result", "note")
_OTHER_LANGUAGE = Text("中英文要都写，或者都不写", "Write both languages or neither")
_HALF_ENDED = Text("历史事项要写明原因和现在怎么办", "A historical item needs a reason and what to do now")


class ColumnError(ValueError):
    """Raised with the column's name when its cell cannot be read; ``text`` tells why."""

    def __init__(self, column: str, text: Text) -> None:
        self.column = column
        self.text = text
        super().__init__(f"{column}: {text.en}")


def full_item(record: Mapping[str, str]) -> ItemVersion:
    """Make an item version from one row; raises :class:`ColumnError` for the first cell that cannot be read."""
    cells = _Cells(record)
    return ItemVersion(
        code=cells.read("code", str),
        version=cells.read("version", entries.positive_number),
        valid_from=cells.read("valid_from", _day),
        name=cells.text_needed("name"),
        affair_class=cells.word("affair_class", AffairClass),
        kind=cells.word("kind", ItemKind),
        domain=cells.optional("domain", lambda cell: _word(cell, Domain)),
        valid_until=cells.optional("valid_until", _day),
        summary=cells.text("summary"),
        synonyms=_words(cells["synonyms"]),
        department=cells.text("department"),
        main_item=cells["main_item"],
        external_code=cells["external_code"],
        task_type=cells["task_type"],
        what_it_is=cells.text("what_it_is"),
        applicant=cells.optional("applicant", lambda cell: _word(cell, Applicant)),
        who_may_apply=cells.text("who_may_apply"),
        note=cells.text("note"),
        seed=cells["seed"],
        **_guide_fields(cells),
        **_handling_fields(cells),
    )


def full_row(item: ItemVersion) -> tuple[str, ...]:
    """Give an item version as one row in the order of ``FULL_COLUMNS``; :func:`full_item` gives it back."""
    return tuple(_written(item)[column] for column in FULL_COLUMNS)


class _Cells:
    """The cells of one row by column; a column that is not there counts as empty."""

    def __init__(self, record: Mapping[str, str]) -> None:
        self._record = record

    def __getitem__(self, column: str) -> str:
        return self._record.get(column, "")

    def read(self, column: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(self[column])
        except EntryError as wrong:
            raise ColumnError(column, wrong.text) from wrong

    def optional(self, column: str, read: Callable[[str], Any]) -> Any:
        return self.read(column, read) if self[column] else None

    def word(self, column: str, kind: type[_Enum]) -> _Enum:
        return kind(self.read(column, lambda cell: _word(cell, kind)))

    def text(self, column: str) -> Text | None:
        return self.text_needed(column) if self[f"{column}_zh"] or self[f"{column}_en"] else None

    def text_needed(self, column: str) -> Text:
        for part in (f"{column}_zh", f"{column}_en"):
            if not self[part]:
                raise ColumnError(part, _OTHER_LANGUAGE)
        return Text(self[f"{column}_zh"], self[f"{column}_en"])


def _guide_fields(cells: _Cells) -> dict[str, Any]:
    def several(column: str, parts: Sequence[str], make: Callable[[dict[str, str]], Any]) -> Any:
        return cells.read(column, lambda cell: entries.read_list(cell, parts, make))

    return {
        "materials": several("materials", entries.MATERIAL_PARTS, entries.material),
        "steps": several("steps", entries.STEP_PARTS, entries.step),
        "legal_basis": several("legal_basis", entries.BASIS_PARTS, entries.basis) or (),
        "channels": cells.read("channels", lambda cell: _choices(cell, Channel)),
        "result": cells.text("result"),
        "fee": cells.read("fee", lambda cell: entries.read_one(cell, entries.FEE_PARTS, entries.fee)),
    }


def _handling_fields(cells: _Cells) -> dict[str, Any]:
    limits = {
        column: cells.read(column, lambda cell: entries.read_one(cell, entries.LIMIT_PARTS, entries.time_limit))
        for column in ("time_limit", "promised_limit", "extension")
    }
    return limits | {
        "may_suspend": cells.optional("may_suspend", entries.yes_or_no),
        "may_extend": cells.optional("may_extend", entries.yes_or_no),
        "anonymous_allowed": bool(cells.optional("anonymous_allowed", entries.yes_or_no)),
        "outcomes": cells.read("outcomes", lambda cell: _choices(cell, OutcomeKind)) or (),
        "ended": _ended(cells),
    }


def _ended(cells: _Cells) -> Ended | None:
    reason, instead = cells.text("ended_reason"), cells.text("ended_instead")
    if reason is None and instead is None:
        return None
    if reason is None or instead is None:
        column = "ended_reason_zh" if reason is None else "ended_instead_zh"
        raise ColumnError(column, _HALF_ENDED)
    citation = cells.read(
        "ended_basis", lambda cell: entries.read_one(cell, _ENDED_BASIS_PARTS, entries.optional_citation)
    )
    return Ended(reason, instead, _words(cells["ended_replaced_by"]), citation)


def _written(item: ItemVersion) -> dict[str, str]:
    return _written_identity(item) | _written_texts(item) | _written_guide(item) | _written_handling(item)


def _written_identity(item: ItemVersion) -> dict[str, str]:
    return {
        "code": item.code,
        "version": str(item.version),
        "valid_from": item.valid_from.isoformat(),
        "valid_until": item.valid_until.isoformat() if item.valid_until else "",
        "affair_class": item.affair_class.value,
        "kind": item.kind.value,
        "domain": item.domain.value if item.domain else "",
        "applicant": item.applicant.value if item.applicant else "",
        "synonyms": "\n".join(item.synonyms),
        "main_item": item.main_item,
        "external_code": item.external_code,
        "task_type": item.task_type,
        "seed": item.seed,
    }


def _written_texts(item: ItemVersion) -> dict[str, str]:
    ended = item.ended
    texts: dict[str, Text | None] = {name: getattr(item, name) for name in _TEXTS}
    texts |= {"ended_reason": ended.reason if ended else None, "ended_instead": ended.instead if ended else None}
    parts = {name: entries.both(text) for name, text in texts.items()}
    return {f"{name}_zh": zh for name, (zh, _) in parts.items()} | {f"{name}_en": en for name, (_, en) in parts.items()}


def _written_guide(item: ItemVersion) -> dict[str, str]:
    return {
        "materials": entries.write_list(item.materials, entries.material_parts),
        "steps": entries.write_list(item.steps, entries.both),
        "legal_basis": entries.write_list(item.legal_basis or None, entries.basis_parts),
        "channels": _joined_words(item.channels),
        "fee": entries.write_one(item.fee, entries.fee_parts),
    }


def _written_handling(item: ItemVersion) -> dict[str, str]:
    ended = item.ended
    return {
        "time_limit": entries.write_one(item.time_limit, entries.limit_parts),
        "promised_limit": entries.write_one(item.promised_limit, entries.limit_parts),
        "extension": entries.write_one(item.extension, entries.limit_parts),
        "may_suspend": _yes_or_no(item.may_suspend),
        "may_extend": _yes_or_no(item.may_extend),
        "anonymous_allowed": _yes_or_no(item.anonymous_allowed),
        "outcomes": _joined_words(item.outcomes or None),
        "ended_replaced_by": "\n".join(ended.replaced_by) if ended else "",
        "ended_basis": entries.write_one(ended.basis if ended else None, entries.citation_parts),
    }


def _joined_words(words: Sequence[StrEnum] | None) -> str:
    return "" if words is None else "\n".join(word.value for word in words) or entries.NONE


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for line in cell.splitlines() if (word := line.strip()))


def _choices(cell: str, kind: type[_Enum]) -> tuple[_Enum, ...] | None:
    if not cell:
        return None
    return () if cell == entries.NONE else tuple(_word(word, kind) for word in _words(cell))


def _word(cell: str, kind: type[_Enum]) -> _Enum:
    return kind(entries.choice(cell, [member.value for member in kind]))


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise EntryError(f"“{cell}”不是日期，要写成 2026-01-01", f'"{cell}" is not a date such as 2026-01-01') from None
