"""Every quote of every charter stands word for word in the seed that it names; white space is not counted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from juzhan.domain.charter import Charter, Evidence, SourceKind

SEEDS = os.environ.get("JUZHAN_SEEDS", "")


def evidence_of(charter: Charter) -> Iterator[Evidence]:
    parts = (charter.bodies.values(), charter.relations, charter.posts.values(), charter.affairs, charter.traits)
    for part in parts:
        yield from (each.evidence for each in part)


def test_every_statement_taken_from_a_seed_quotes_it(charters: Mapping[str, Charter]) -> None:
    for charter in charters.values():
        for evidence in evidence_of(charter):
            assert evidence.source.kind is not SourceKind.SEED or evidence.quote


@pytest.mark.skipif(not SEEDS, reason="the seed documents are not in the repository: set JUZHAN_SEEDS to their folder")
def test_every_quote_stands_in_its_seed(charters: Mapping[str, Charter]) -> None:
    texts = {path.name: squeezed(path.read_text(encoding="utf-8")) for path in Path(SEEDS).glob("*.txt")}
    for charter in charters.values():
        names = [source.name for source in charter.sources.values() if source.kind is SourceKind.SEED]
        quoted = [(e.quote, [e.source.name]) for e in evidence_of(charter) if e.quote]
        quoted += [(quote, names) for each in charter.contradictions for quote in each.quotes]
        assert [quote for quote, sources in quoted if not any(squeezed(quote) in texts[s] for s in sources)] == []


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
