"""The order that tests of the search judge is the order that PostgreSQL gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from juzhan.domain.catalogue import load_catalogue, rank, tsquery_text, tsvector_text

CATALOGUE = Path(__file__).resolve().parents[2] / "data" / "catalogue"
QUERIES = [
    "低保",
    "老年证",
    "楼道灯坏了",
    "灯",
    "证明",
    "lamp",
    "how do I get a senior card",
    "80岁补贴",
    "4050",
    "残疾证丢了",
]


@pytest.mark.django_db
@pytest.mark.parametrize("query", QUERIES)
def test_ranks_are_those_of_postgresql(query: str) -> None:
    items = [item for item in load_catalogue(CATALOGUE) if not item.is_historical]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_rank(text::tsvector, %s::tsquery)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS given(text, number) ORDER BY number",
            [tsquery_text(query), [tsvector_text(item) for item in items]],
        )
        theirs = [row[0] for row in cursor.fetchall()]
    assert theirs == pytest.approx([rank(item, query) for item in items], rel=1e-5, abs=1e-9)
    assert max(theirs) > 0


@pytest.mark.django_db
def test_postgresqls_own_parser_leaves_the_tokens_as_they_are() -> None:
    words = [token for query in QUERIES for token in tsquery_text(query).replace("'", "").split(" | ")]
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute("SELECT to_tsquery('simple', %s) = %s::tsquery", [f"'{word}'", f"'{word}'"])
            assert cursor.fetchone() == (True,), word
