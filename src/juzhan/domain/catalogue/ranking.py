"""Where a word stands decides how much it counts: name before synonyms before summary before guide.

The index text and the query text are those of PostgreSQL (``tsvector``, ``tsquery``); :func:`rank` repeats ``ts_rank`` for
queries joined by "or", so that tests judge the order that the database gives. See docs/algorithms/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from juzhan.domain.catalogue.tokens import query_tokens, search_tokens, whole_token
from juzhan.domain.catalogue.values import ItemVersion

WEIGHTS = {"A": 1.0, "B": 0.4, "C": 0.2, "D": 0.1}
"""PostgreSQL's own default weights of ``ts_rank``."""

HISTORICAL_SHARE = 0.6
"""A historical item is shown, because people ask for it by its old name, but after living items of equal fit."""

WORTH_SHOWING = 0.1
"""Share of the best hit's rank below which a hit is noise."""

_Entries = dict[str, list[tuple[int, str]]]
_MOST_POSITIONS = 255
_LAST_POSITION = 16_383
_LIMIT_OF_SUM = 1.64493406685


@frozen
class Hit:
    """An item found and how well it fits; only the order of ranks has a meaning."""

    item: ItemVersion
    rank: float


def weighted_tokens(item: ItemVersion) -> list[tuple[str, str]]:
    """Give the tokens of an item in order, each with its weight: A name, B synonyms, C summary, D guide."""
    whole = [(whole_token(word), "A") for word in (item.name.zh, item.name.en, *item.synonyms)]
    parts = (("A", _names(item)), ("B", item.synonyms), ("C", _summary(item)), ("D", _guide(item)))
    return whole + [(token, weight) for weight, texts in parts for text in texts for token in search_tokens(text)]


def tsvector_text(item: ItemVersion) -> str:
    """Give the literal to be cast with ``::tsvector``: every token with its positions and weights.

    Tokens hold letters and digits only, so that nothing needs escaping.
    """
    entries = _positions(weighted_tokens(item))
    return " ".join(
        f"'{token}':" + ",".join(f"{position}{weight}" for position, weight in places)
        for token, places in entries.items()
    )


def tsquery_text(query: str) -> str:
    """Give the literal to be cast with ``::tsquery``, joined by "or"; empty when the query has no token."""
    return " | ".join(f"'{token}'" for token in _sought(query))


def rank(item: ItemVersion, query: str) -> float:
    """Say how well an item fits, as ``ts_rank(vector, query)`` does for an "or" query; 0 is no fit at all."""
    return _rank(item, _positions(weighted_tokens(item)), _sought(query))


def search(items: Iterable[ItemVersion], query: str, most: int = 20) -> list[Hit]:
    """Give the items that fit, best first; equal fits in the order of their codes."""
    return SearchIndex(items).search(query, most)


class SearchIndex:
    """Items cut into tokens once, to be asked many times."""

    def __init__(self, items: Iterable[ItemVersion]) -> None:
        self._entries = [(item, _positions(weighted_tokens(item))) for item in items]

    def search(self, query: str, most: int = 20) -> list[Hit]:
        """Give the items that fit, best first; equal fits in the order of their codes."""
        sought = _sought(query)
        hits = [Hit(item, fit) for item, entries in self._entries if (fit := _rank(item, entries, sought)) > 0]
        hits.sort(key=lambda hit: (-hit.rank, hit.item.code))
        return [hit for hit in hits if hit.rank >= hits[0].rank * WORTH_SHOWING][:most]


def _sought(query: str) -> list[str]:
    tokens = query_tokens(query)
    return [whole_token(query), *tokens] if tokens else []


def _rank(item: ItemVersion, entries: _Entries, sought: list[str]) -> float:
    if not sought:
        return 0.0
    ranks = [_token_rank([WEIGHTS[weight] for _, weight in entries.get(token, ())]) for token in sought]
    return sum(ranks) / len(sought) * (HISTORICAL_SHARE if item.is_historical else 1)


def _token_rank(weights: list[float]) -> float:
    """The best place counts in full, the n-th place in the text by 1/n², the sum over its limit π²/6."""
    if not weights:
        return 0.0
    best = weights.index(max(weights))
    others = sum(weight / (n + 1) ** 2 for n, weight in enumerate(weights) if n != best)
    return (weights[best] + others) / _LIMIT_OF_SUM


def _positions(tokens: list[tuple[str, str]]) -> _Entries:
    entries: _Entries = {}
    for number, (token, weight) in enumerate(tokens[:_LAST_POSITION], start=1):
        places = entries.setdefault(token, [])
        if len(places) < _MOST_POSITIONS:
            places.append((number, weight))
    return entries


def _names(item: ItemVersion) -> list[str]:
    return [item.name.zh, item.name.en] if item.is_translated else [item.name.zh]


def _summary(item: ItemVersion) -> list[str]:
    return [item.summary.zh, item.summary.en] if item.summary else []


def _guide(item: ItemVersion) -> Iterator[str]:
    if item.department:
        yield from (item.department.zh, item.department.en)
    yield item.main_item
    texts = [item.what_it_is, item.who_may_apply, item.result]
    texts += [material.name for material in item.materials or ()]
    for text in texts:
        if text:
            yield from (text.zh, text.en)
