"""Everyday words to press on a screen on which nobody can type, under the pictures that they belong to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from attrs import frozen
from django.conf import settings

from juzhan.apps.catalogue.ways import WAYS, Way
from juzhan.apps.hall.offers import offered_on

MOST_WORDS = 8
"""Words under one picture; whoever needs another finds it behind the picture."""


@frozen
class Words:
    """The words of one picture; each leads to a search."""

    way: Way
    words: Sequence[str]


def words_to_press(on: date, *, english: bool) -> list[Words]:
    """One everyday word for each item, by picture; items that nobody should have to press before others are left out."""
    rows = list(offered_on(on).order_by("item__code").values_list("field", "affair_class", "content__synonyms"))
    told = [(field, klass, known) for field, klass, known in rows if known and not _is_discreet(known)]
    found = [Words(way, _words(way, told, english=english)) for way in WAYS]
    return [each for each in found if each.words]


def _words(way: Way, told: Iterable[tuple[str, str, list[str]]], *, english: bool) -> list[str]:
    own = [
        known for field, klass, known in told if (field == way.field if way.field else not field and klass == way.klass)
    ]
    fitting = (next((word for word in known if word.isascii() == english), None) for known in own)
    return sorted({word for word in fitting if word}, key=lambda word: (len(word), word))[:MOST_WORDS]


def _is_discreet(known: Iterable[str]) -> bool:
    return any(held in word for word in known for held in _discreet())


@lru_cache(maxsize=1)
def _discreet() -> tuple[str, ...]:
    """The words of ``data/hall/discreet.toml``, where each stands with its reason."""
    read = tomllib.loads((settings.DATA / "hall" / "discreet.toml").read_text("utf-8"))
    return tuple(word for entry in read["word"] for word in entry["holds"])
