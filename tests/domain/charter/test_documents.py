"""The tables in the documents are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.charter.tables import DOCUMENTS, PLACE, TABLES, filled


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_tables_of_a_document_are_those_of_the_code(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert filled(text) == text, "run: python -m tests.domain.charter.tables"


def test_every_table_stands_in_a_document() -> None:
    found = {match[1] for document in DOCUMENTS for match in PLACE.finditer(document.read_text(encoding="utf-8"))}
    assert found == set(TABLES)
