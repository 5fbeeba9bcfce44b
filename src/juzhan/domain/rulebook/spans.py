"""The spans of one rule follow one another without overlap and without gap; a district's setting cuts ours short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise

from attrs import evolve

from juzhan.domain.rulebook.entries import Entry, Span
from juzhan.domain.shared.loading import FaultList

ONE_DAY = timedelta(1)


def check_spans(entries: Iterable[Entry], faults: FaultList) -> None:
    """Note a fault wherever two values of a rule hold on one day, or none between two."""
    ordered = sorted(entries, key=lambda entry: (entry.name, entry.span.first))
    for name, group in groupby(ordered, key=lambda entry: entry.name):
        for earlier, later in pairwise(group):
            last, first = earlier.span.last, later.span.first
            other = f"{earlier.file}:{earlier.line}"
            if last is None or last >= first:
                faults.add(later.file, later.line, name, f"期间与 {other} 重叠", f"overlaps the span at {other}")
            elif last + ONE_DAY < first:
                gap = f"{last + ONE_DAY} – {first - ONE_DAY}"
                zh, en = f"与 {other} 之间有空档：{gap}", f"leaves a gap after {other}: {gap}"
                faults.add(later.file, later.line, name, zh, en)


def overlay(entries: Sequence[Entry], own: Sequence[Entry], faults: FaultList) -> list[Entry]:
    """Let each of the district's ``own`` settings replace what the shared files say, from its first day on."""
    check_spans(own, faults)
    by_name: dict[str, list[Entry]] = {}
    for entry in sorted(own, key=lambda each: each.span.first):
        by_name.setdefault(entry.name, []).append(entry)
    for values in by_name.values():
        if values[-1].span.last is not None:
            _last_must_stay_open(values[-1], faults)
    starts = {name: values[0].span.first for name, values in by_name.items()}
    kept = (_cut(entry, starts.get(entry.name)) for entry in entries)
    return [entry for entry in kept if entry is not None] + list(own)


def _last_must_stay_open(entry: Entry, faults: FaultList) -> None:
    zh, en = (
        "最后一个值不得有 until，否则此后没有设定",
        "the last value must not have until, or nothing holds after",
    )
    faults.add(entry.file, entry.line, entry.name, zh, en)


def _cut(entry: Entry, start: date | None) -> Entry | None:
    """The entry as far as it lies before ``start``; all of it if there is no start."""
    if start is None or (entry.span.last is not None and entry.span.last < start):
        return entry
    return evolve(entry, span=Span(entry.span.first, start - ONE_DAY)) if entry.span.first < start else None
