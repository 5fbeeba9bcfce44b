"""The seed catalogue is a folder of TOML files read whole or not at all; every fault is told with file, line and key.

``laws.toml`` names each law once (``[[law]]`` key, title, title_en, from, source), ``materials.toml`` each common paper
once (``[[material]]``); items (``[[item]]`` in all other files) refer to both by key. Otherwise the shape is that of
:mod:`juzhan.domain.catalogue.plain`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from juzhan.domain.catalogue.checks import check_item
from juzhan.domain.catalogue.plain import WrongShapeError, from_plain
from juzhan.domain.catalogue.values import ItemVersion
from juzhan.domain.shared.loading import Document, FaultList, Table, read_folder

LAWS_FILE = "laws.toml"
MATERIALS_FILE = "materials.toml"


def load_catalogue(folder: Path) -> tuple[ItemVersion, ...]:
    """Read every item version of a folder, ordered by code and version.

    Raises ``BrokenFilesError`` with all faults: shape, unknown law or paper, double or overlapping versions, a
    replacement that does not exist.
    """
    faults = FaultList()
    documents = read_folder(folder, faults)
    known = _Known(documents)
    found = [(table, item) for table in _item_tables(documents) if (item := _read_item(table, known)) is not None]
    _check_versions(found)
    _check_replacements(found)
    faults.raise_if_any()
    return tuple(sorted((item for _, item in found), key=lambda item: (item.code, item.version)))


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
    items = [document for document in documents if document.file not in {LAWS_FILE, MATERIALS_FILE}]
    return [table for document in items for table in document.tables("item")]


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


def _check_versions(found: Sequence[tuple[Table, ItemVersion]]) -> None:
    by_code: dict[str, list[tuple[Table, ItemVersion]]] = defaultdict(list)
    for pair in found:
        by_code[pair[1].code].append(pair)
    for versions in by_code.values():
        versions.sort(key=lambda pair: pair[1].version)
        for (_, earlier), (table, later) in pairwise(versions):
            if earlier.version == later.version:
                table.fault("version", "同一事项有两个相同的版本号", "two versions of this item have the same number")
            elif earlier.valid_until is None or earlier.valid_until > later.valid_from:
                table.fault("valid_from", "与上一版本的有效期重叠", "it begins before the version before it ends")


def _check_replacements(found: Sequence[tuple[Table, ItemVersion]]) -> None:
    codes = {item.code for _, item in found}
    for table, item in found:
        for code in item.ended.replaced_by if item.ended else ():
            if code not in codes:
                table.fault("ended", f"替代事项“{code}”不存在", f'its replacement "{code}" does not exist')
