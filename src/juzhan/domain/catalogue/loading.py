"""The seed catalogue is a folder of TOML files read whole or not at all; every fault is told with file, line and key.

``laws.toml`` names each law once (``[[law]]`` key, title, title_en, from, source), ``materials.toml`` each common paper
once (``[[material]]``); items (``[[item]]`` in all other files) refer to both by key, and ``[defaults]`` of a file holds
what its items have in common. Otherwise the shape is that of :mod:`juzhan.domain.catalogue.plain`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from attrs import evolve

from juzhan.domain.catalogue.checks import check_item
from juzhan.domain.catalogue.plain import WrongShapeError, from_plain
from juzhan.domain.catalogue.values import ItemVersion
from juzhan.domain.shared.loading import Document, FaultList, Table, read_folder

LAWS_FILE = "laws.toml"
MATERIALS_FILE = "materials.toml"
CHANGES = "changes"


def load_catalogue(folder: Path) -> tuple[ItemVersion, ...]:
    """Read every item version of a folder, ordered by code and version.

    A version that gives ``changes = 1`` states only what differs from version 1; a version without an end is closed by
    the beginning of the next. Raises ``BrokenFilesError`` with all faults: shape, unknown law or paper, double or
    overlapping versions, a replacement that does not exist.
    """
    faults = FaultList()
    documents = read_folder(folder, faults)
    known = _Known(documents)
    tables = _with_earlier(_item_tables(documents))
    found = [(table, item) for table in tables if (item := _read_item(table, known)) is not None]
    versions = [version for group in _by_code(found) for version in _closed(group)]
    _check_replacements(found)
    faults.raise_if_any()
    return tuple(sorted(versions, key=lambda item: (item.code, item.version)))


class _Known:
    """The laws and papers that items refer to by key."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.laws = _by_key(documents, LAWS_FILE, "law")
        self.materials = _by_key(documents, MATERIALS_FILE, "material", key="code")


def _by_key(documents: Sequence[Document], file: str, name: str, key: str = "key") -> dict[str, Mapping[str, Any]]:
    tables = [table for document in documents if document.file == file for table in document.tables(name)]
    named: dict[str, Mapping[str, Any]] = {}
    for table in tables:
        own = table.string(key)
        if own in named:
            table.fault(key, f"“{own}”出现了两次", f'"{own}" stands there twice')
        if own:
            named[own] = table.data
    return named


def _item_tables(documents: Sequence[Document]) -> list[Table]:
    """Every item's table with the defaults of its file beneath it."""
    items = [document for document in documents if document.file not in {LAWS_FILE, MATERIALS_FILE}]
    tables = [(document.table("defaults").data, table) for document in items for table in document.tables("item")]
    return [evolve(table, data={**defaults, **table.data}) for defaults, table in tables]


def _with_earlier(tables: Sequence[Table]) -> Iterator[Table]:
    """Put under each table that gives ``changes`` what the version of that number says."""
    by_version = {(table.data.get("code"), table.data.get("version")): table for table in tables}
    for table in tables:
        if CHANGES not in table.data:
            yield table
            continue
        earlier = by_version.get((table.data.get("code"), table.data[CHANGES]))
        if earlier is None or CHANGES in earlier.data:
            table.fault(
                CHANGES, "没有这个完整的早期版本", "there is no earlier version of this number that stands by itself"
            )
            continue
        own = {key: value for key, value in table.data.items() if key != CHANGES}
        kept = {key: value for key, value in earlier.data.items() if key != "valid_until"}
        yield evolve(table, data=kept | own)


def _read_item(table: Table, known: _Known) -> ItemVersion | None:
    try:
        item = from_plain(_resolved(table.data, known))
    except WrongShapeError as wrong:
        path = str(wrong)
        table.fault(re.split(r"[:.\[]", path)[0], f"事项内容不合格式：{path}", f"does not fit: {path}")
        return None
    for refusal in check_item(item):
        table.fault(refusal.about, refusal.text.zh, refusal.text.en)
    return item


def _resolved(data: Any, known: _Known) -> Any:
    """Put the full title for each key of a law and the full paper for each key of a paper."""
    if isinstance(data, Mapping):
        resolved = {name: _resolved(value, known) for name, value in data.items() if name != "materials"}
        if "materials" in data:
            resolved["materials"] = [_material(entry, known) for entry in data["materials"]]
        return _with_law(resolved, known) if "law" in resolved else resolved
    return [_resolved(entry, known) for entry in data] if isinstance(data, list) else data


def _with_law(data: dict[str, Any], known: _Known) -> dict[str, Any]:
    law = known.laws.get(data["law"])
    if law is None:
        raise WrongShapeError(f"law: {data['law']} is not in {LAWS_FILE}")
    return {**data, "law": law["title"], "law_en": law["title_en"]}


def _material(entry: Any, known: _Known) -> Any:
    if isinstance(entry, str):
        entry = {"code": entry}
    if not isinstance(entry, Mapping):
        return entry
    shared = known.materials.get(entry.get("code", ""), {})
    if not shared and "name" not in entry:
        raise WrongShapeError(f"materials: {entry.get('code')} is not in {MATERIALS_FILE} and has no name")
    return {**shared, **entry}


def _by_code(found: Sequence[tuple[Table, ItemVersion]]) -> Iterable[list[tuple[Table, ItemVersion]]]:
    groups: dict[str, list[tuple[Table, ItemVersion]]] = defaultdict(list)
    for table, item in sorted(found, key=lambda pair: (pair[1].version, pair[1].valid_from)):
        groups[item.code].append((table, item))
    return groups.values()


def _closed(versions: Sequence[tuple[Table, ItemVersion]]) -> Iterator[ItemVersion]:
    """Give the versions of one item, each ended by the next; note those that overlap or share a number."""
    for (_, earlier), (table, later) in pairwise(versions):
        if earlier.version == later.version:
            table.fault("version", "同一事项有两个相同的版本号", "two versions of this item have the same number")
        elif (earlier.valid_until or later.valid_from) > later.valid_from or earlier.valid_from >= later.valid_from:
            table.fault("valid_from", "与上一版本的有效期重叠", "it begins before the version before it ends")
        yield evolve(earlier, valid_until=earlier.valid_until or later.valid_from)
    yield versions[-1][1]


def _check_replacements(found: Sequence[tuple[Table, ItemVersion]]) -> None:
    codes = {item.code for _, item in found}
    for table, item in found:
        for code in item.ended.replaced_by if item.ended else ():
            if code not in codes:
                table.fault("ended", f"替代事项“{code}”不存在", f'its replacement "{code}" does not exist')
