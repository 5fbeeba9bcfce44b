"""The glossary knows every closed word of the field, by the same Chinese as the pages."""

from __future__ import annotations

from enum import StrEnum

import pytest

from juzhan.domain.charter.vocabulary import AffairClass, BodyKind, RelationKind, Role
from juzhan.domain.matters import State
from tests.environment import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()


def written(word: str) -> bool:
    """Whether an identifier stands in the glossary, in a table or as code."""
    return f"`{word}`" in GLOSSARY or f"| {word} |" in GLOSSARY or f", {word}" in GLOSSARY or f"| {word}," in GLOSSARY


@pytest.mark.parametrize("kind", [BodyKind, RelationKind, Role, AffairClass, State])
def test_every_closed_word_is_in_the_glossary(kind: type[StrEnum]) -> None:
    assert [word.value for word in kind if not written(word.value)] == []


@pytest.mark.parametrize("kind", [RelationKind, Role, State])
def test_the_glossary_says_it_as_the_pages_do(kind: type[StrEnum]) -> None:
    assert [word.value for word in kind if f"`{word.value}` {word.text.zh}" not in GLOSSARY] == []  # type: ignore[attr-defined]


def test_a_word_that_is_not_there_is_found() -> None:
    assert not written("high_risk_person")
