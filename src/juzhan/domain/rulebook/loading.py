"""A rulebook is read from a folder of TOML files; every fault is told with file, line and key, and none is passed over.

A file says ``kind = "law"`` (``[[text]]`` versions and ``[[parameter]]`` values) or ``kind = "settings"``
(``[[setting]]`` values). Files of another kind belong to other readers and are left alone.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from juzhan.domain.rulebook.entries import Basis, Entry, LawText, Span
from juzhan.domain.rulebook.parsing import parse_value
from juzhan.domain.rulebook.rulebook import RULES, Rulebook
from juzhan.domain.rulebook.settings_group import SettingRules
from juzhan.domain.rulebook.spans import check_spans, overlay
from juzhan.domain.shared.loading import Document, FaultList, Table, read_document, read_folder
from juzhan.domain.shared.text import Text

TEXT_KEYS = ("title", "title_en", "from", "until", "reference", "verified")
PARAMETER_KEYS = ("name", "value", "from", "until", "article", "quote", "reference")
SETTING_KEYS = ("name", "value", "from", "until", "reason", "reason_en")


def load_rulebook(folder: Path, district: Path | None = None) -> Rulebook:
    """Read ``rules/cn`` and, if given, a district's own settings file, whose values replace ours from their first day.

    Raises :class:`~juzhan.domain.shared.loading.BrokenFilesError` listing every fault: unknown or missing name, wrong
    kind of value, overlapping spans, a gap, a missing citation or reason.
    """
    faults = FaultList()
    entries: list[Entry] = []
    for document in read_folder(folder, faults):
        entries += _entries(document)
    for name in RULES:
        if not any(entry.name == name for entry in entries):
            faults.add(folder.name, 0, name, "没有任何文件给出此项", "no file gives this rule")
    check_spans(entries, faults)
    if district is not None:
        entries = overlay(entries, _district_entries(district, faults), faults)
    faults.raise_if_any()
    return Rulebook(tuple(entries))


def _entries(document: Document) -> list[Entry]:
    match document.data.get("kind"):
        case "law":
            return _law_entries(document)
        case "settings":
            return _setting_entries(document)
        case _:
            return []


def _district_entries(path: Path, faults: FaultList) -> list[Entry]:
    document = read_document(path, faults)
    if document is None:
        return []
    if document.data.get("kind") != "settings":
        document.top().fault("kind", '区级设定文件须写 kind = "settings"', 'a district file must say kind = "settings"')
        return []
    return _setting_entries(document)


def _law_entries(document: Document) -> list[Entry]:
    document.top().only(("kind",))
    texts = [text for table in document.tables("text") if (text := _text(table)) is not None]
    if not texts:
        document.faults.add(document.file, 0, "text", "缺少 [[text]]：法律版本", "needs a [[text]]: the law's version")
        return []
    whole = Span(texts[0].span.first, texts[-1].span.last)
    found = (_parameter(table, tuple(texts), whole) for table in document.tables("parameter"))
    return [entry for entry in found if entry is not None]


def _text(table: Table) -> LawText | None:
    table.only(TEXT_KEYS)
    title, title_en, span = table.string("title"), table.string("title_en"), _span(table, None)
    reference = table.string("reference", optional=True) or ""
    table.string("verified", optional=True)
    return LawText(title, title_en, span, reference) if title and title_en and span else None


def _parameter(table: Table, texts: tuple[LawText, ...], whole: Span) -> Entry | None:
    table.only(PARAMETER_KEYS)
    name = _known_name(table, "", settings=False)
    article, quote, span = table.string("article"), table.string("quote"), _span(table, whole)
    if not (name and article and quote and span):
        return None
    if not all(any(day in text.span for text in texts) for day in (span.first, span.last or span.first)):
        table.fault("from", "超出本文件所列法律版本的施行期间", "lies outside the versions of the law in this file")
        return None
    value = parse_value(table, RULES[name].kind)
    basis = Basis(texts, article, quote, table.string("reference", optional=True) or "")
    return None if value is None else Entry(name, value, span, basis, None, table.file, table.line)


def _setting_entries(document: Document) -> list[Entry]:
    top = document.top()
    top.only(("kind", "from"))
    first = top.day("from")
    if first is None:
        return []
    found = (_setting(table, Span(first)) for table in document.tables("setting"))
    return [entry for entry in found if entry is not None]


def _setting(table: Table, whole: Span) -> Entry | None:
    table.only(SETTING_KEYS)
    name = _known_name(table, f"{SettingRules.group}.", settings=True)
    reason, reason_en, span = table.string("reason"), table.string("reason_en"), _span(table, whole)
    if not (name and reason and reason_en and span):
        return None
    value = parse_value(table, RULES[name].kind)
    if value is None:
        return None
    return Entry(name, value, span, None, Text(reason, reason_en), table.file, table.line)


def _known_name(table: Table, prefix: str, *, settings: bool) -> str | None:
    written = table.string("name")
    if written is None:
        return None
    name = prefix + written
    fitting = [known for known in RULES if known.startswith(f"{SettingRules.group}.") == settings]
    if name in fitting:
        return name
    near = get_close_matches(name, fitting, n=1)
    zh, en = (f"；是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
    table.fault("name", f"没有名为 {name} 的规定{zh}", f"there is no rule named {name}{en}")
    return None


def _span(table: Table, whole: Span | None) -> Span | None:
    """``from`` and ``until`` of a table; what is left out is taken from the whole file."""
    first = table.day("from", optional=whole is not None) or (whole.first if whole else None)
    last = table.day("until", optional=True) or (whole.last if whole else None)
    if first is None:
        return None
    if last is not None and last < first:
        table.fault("until", "早于 from", "is earlier than from")
        return None
    return Span(first, last)
