"""Every word that people read stands in Chinese and English at the same place, and is picked when it is read.

The language is Django's active one (``LocaleMiddleware``): English for ``en*``, Chinese for everything else.
English may have two forms, ``"{n} day|{n} days"``: the first is used when the parameter ``n`` is 1.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django.utils.functional import lazy
from django.utils.translation import get_language

from juzhan.domain.shared import Refusal, Text

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

COUNTED = "n"


class WordsIncompleteError(ValueError):
    """A pair of words lacks a language, or its two sides do not speak of the same parameters."""


def is_english() -> bool:
    """Tell whether the reader asked for English."""
    return (get_language() or "").startswith("en")


def pick(zh: str, en: str, params: Mapping[str, Any] | None = None) -> str:
    """Give one of the two texts for the active language, with the parameters filled in.

    >>> pick("共 {n} 件", "{n} matter|{n} matters", {"n": 3})
    '共 3 件'
    """
    text = _form(en, params) if is_english() else zh
    return text.format(**{name: say(value) for name, value in params.items()}) if params else text


def t(zh: str, en: str, /, **params: Any) -> StrPromise:
    """Give a lazy string in both languages, for labels, choices and names of models.

    Raises :class:`WordsIncompleteError` at once, not when a reader of the other language comes by.
    """
    check_pair(zh, en, params.keys())
    return cast("StrPromise", _lazy_pick(zh, en, params))


def say(value: object) -> str:
    """Turn a domain text or a refusal into a string of the active language; anything else by ``str``; None is empty."""
    match value:
        case None:
            return ""
        case Text():
            return value.en if is_english() else value.zh
        case Refusal():
            return say(value.text)
    return str(value)


def check_pair(zh: str, en: str, given: Any) -> None:
    """Raise :class:`WordsIncompleteError` unless both texts are there and use exactly the parameters given."""
    if not zh.strip() or not en.strip():
        raise WordsIncompleteError(f"write both languages: {zh!r}, {en!r}")
    for side in (zh, *en.split("|")) if COUNTED in given else (zh, en):
        if _names(side) - set(given):
            raise WordsIncompleteError(f"no value is given for {sorted(_names(side) - set(given))} of {side!r}")
    if unused := set(given) - (_names(zh) & _names(en)):
        raise WordsIncompleteError(f"{sorted(unused)} must stand in both languages: {zh!r}, {en!r}")


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _form(en: str, params: Mapping[str, Any] | None) -> str:
    if not params or COUNTED not in params or "|" not in en:
        return en
    one, many = en.split("|", 1)
    return one if params[COUNTED] == 1 else many


_lazy_pick = lazy(pick, str)
