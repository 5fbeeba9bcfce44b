"""People find items by the words they use; the tables of docs/algorithms/search.md are checked here."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.catalogue import (
    ItemVersion,
    SearchIndex,
    load_catalogue,
    query_tokens,
    rank,
    search,
    search_tokens,
    tsquery_text,
    tsvector_text,
)
from juzhan.domain.catalogue.ranking import WEIGHTS, weighted_tokens
from juzhan.domain.shared import Text
from tests.domain.catalogue.builders import make_item
from tests.domain.catalogue.strategies import items

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = (ROOT / "docs" / "algorithms" / "search.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 22)


def table_under(header: str) -> list[list[str]]:
    """The rows of the table whose header line begins so."""
    lines = DOCUMENT[DOCUMENT.index(header) :].splitlines()[2:]
    rows = takewhile(lambda line: line.startswith("|"), lines)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


GOLDEN = table_under("| query | first |")
TOKENS = table_under("| text | stored | looked for |")


@pytest.fixture(scope="module")
def catalogue() -> list[ItemVersion]:
    return [item for item in load_catalogue(ROOT / "data" / "catalogue") if item.in_force(TODAY)]


@pytest.fixture(scope="module")
def index(catalogue: list[ItemVersion]) -> SearchIndex:
    return SearchIndex(catalogue)


@pytest.mark.parametrize(("query", "code"), GOLDEN, ids=[query for query, _ in GOLDEN])
def test_the_item_people_mean_comes_first(index: SearchIndex, query: str, code: str) -> None:
    hits = index.search(query)
    assert [hit.item.code for hit in hits][:1] == [code]


def test_every_living_item_is_found_first_by_its_own_name(catalogue: list[ItemVersion], index: SearchIndex) -> None:
    living = [item for item in catalogue if not item.is_historical]
    lost = [item.code for item in living if index.search(item.name.zh)[0].item.code != item.code]
    assert lost == []


def test_every_living_item_is_among_the_first_three_by_each_synonym(
    catalogue: list[ItemVersion], index: SearchIndex
) -> None:
    lost = [
        (item.code, word)
        for item in catalogue
        if not item.is_historical
        for word in item.synonyms
        if item.code not in [hit.item.code for hit in index.search(word)[:3]]
    ]
    assert lost == []


@pytest.mark.parametrize(("text", "stored", "sought"), TOKENS, ids=[text for text, _, _ in TOKENS])
def test_text_is_cut_as_the_document_says(text: str, stored: str, sought: str) -> None:
    assert (search_tokens(text), query_tokens(text)) == (stored.split(), sought.split())


def test_the_weights_are_those_of_the_document() -> None:
    assert {row[0]: float(row[1]) for row in table_under("| weight | value | where |")} == WEIGHTS


@pytest.mark.parametrize("query", ["", "   ", "？！", "|&!():*'\\", "\x00", "'"])
def test_a_query_without_words_finds_nothing_and_asks_nothing(index: SearchIndex, query: str) -> None:
    assert index.search(query) == []
    assert tsquery_text(query) == ""


def test_a_very_long_query_is_cut_and_still_answered(index: SearchIndex) -> None:
    assert index.search("低保" + "，" * 10_000)[0].item.code == "civil_affairs.minimum_living_allowance"


def test_the_name_beats_the_synonym_beats_the_summary_beats_the_guide() -> None:
    name = make_item(code="a.d", name=Text("临时救助", "x"))
    synonym = make_item(code="a.c", synonyms=("临时救助金",))
    summary = make_item(code="a.b", summary=Text("可以申请临时救助", "x"))
    guide = make_item(code="a.a", what_it_is=Text("临时救助" * 50, "x"))
    hits = search([guide, summary, synonym, name], "临时救助")
    assert [hit.item.code for hit in hits] == ["a.d", "a.c", "a.b", "a.a"]


def test_an_untranslated_name_is_not_stored_twice() -> None:
    twice = [token for token, _ in weighted_tokens(make_item(name=Text("低保", "低保")))]
    assert twice.count("低保") == 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_looked_for_was_stored_if_it_is_part_of_the_text(before: str, after: str) -> None:
    text = f"{before} 老年证 senior cards {after}"
    assert set(query_tokens("老年证 senior cards")) <= set(search_tokens(text))


@given(st.text(max_size=40))
def test_tokens_hold_letters_and_digits_only(text: str) -> None:
    tokens = search_tokens(text) + query_tokens(text)
    assert all(re.fullmatch(r"[^\W_]+", token) for token in tokens)


@given(items())
def test_every_index_text_is_made_of_quoted_tokens_with_places_and_weights(item: ItemVersion) -> None:
    assert re.fullmatch(r"('[^\W_]+':\d+[A-D](,\d+[A-D])*( |$))*", tsvector_text(item))


@given(items(), st.text(max_size=20))
def test_a_rank_is_zero_or_more_and_never_above_one(item: ItemVersion, query: str) -> None:
    assert 0 <= rank(item, query) <= 1
