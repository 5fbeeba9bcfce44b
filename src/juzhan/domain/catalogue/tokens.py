"""Text is cut into tokens that find a two-character Chinese word and an English word alike, without a dictionary.

Chinese runs become their characters and overlapping pairs (bigrams); Latin runs become lower-case words without a plain
plural. Width and case are folded (NFKC). See docs/algorithms/search.md.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_QUERY = 100
"""Characters of a query that are looked at; the rest is left out without a fault."""
WHOLE = "zz"
"""What a token for a whole name begins with."""

_HAN = (
    r"\u3400-\u4dbf\u4e00-\u9ffc\ufa0e-\ufa29\U00020000-\U0002a6dd\U0002a700-\U0002b734\U0002b740-\U0002b81d"
    r"\U0002b820-\U0002cea1\U0002ceb0-\U0002ebe0\U00030000-\U0003134a"
)
_LATIN = r"0-9a-z\u00df-\u00f6\u00f8-\u024f"
_RUN = re.compile(f"[{_HAN}]+|[{_LATIN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_SILENT_WORDS = frozenset(
    "a an and are can do does for from get got has have how i in is it me my of on or our please the to want was we"  # noqa: SIM905
    " what where who with you your".split()
)
_SILENT_PHRASES = re.compile(
    "请问一下|请问|麻烦|怎么办理|怎么申请|怎样办理|怎样申请|如何办理|如何申请|在哪里办|在哪办|到哪里办|怎么办|怎样|怎么|我想要|我想|我要|帮我|哪里|什么"
    "|[的了吗呢吧啊呀么]"
)


def search_tokens(text: str) -> list[str]:
    """Give the tokens under which a text is found, in order and with repeats, since position and frequency count.

    >>> search_tokens("老年证 Senior cards")
    ['老', '老年', '年', '年证', '证', 'senior', 'card']
    """
    return [token for run in _RUN.findall(_folded(text)) for token in _stored(run)]


def query_tokens(text: str) -> list[str]:
    """Give the tokens to look for: pairs for Chinese, a lone character as it stands, words for Latin; no repeats.

    Polite and empty words are left out, unless nothing else remains.

    >>> query_tokens("请问怎么办老年证?")
    ['老年', '年证']
    >>> query_tokens("灯")
    ['灯']
    """
    return list(dict.fromkeys(token for run in query_runs(text) for token in _wanted(run)))


def query_runs(text: str) -> list[str]:
    """Give the runs of a query, Chinese and Latin apart, without polite and empty words."""
    folded = _folded(text[:LONGEST_QUERY])
    runs = [run for run in _RUN.findall(_SILENT_PHRASES.sub(" ", folded)) if run not in _SILENT_WORDS]
    return runs or _RUN.findall(folded)


def whole_token(text: str) -> str:
    """Give one token for a whole name or query, so that the exact word comes before texts that merely contain it.

    The mark is of letters, since PostgreSQL's own parser, should it see the token, takes off any other.

    >>> whole_token("Senior Cards"), whole_token("低保")
    ('zzseniorcard', 'zz低保')
    """
    return WHOLE + "".join(_stem(run) for run in query_runs(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _stored(run: str) -> list[str]:
    if not _IS_HAN.match(run):
        return [_stem(run)]
    pairs = [run[n : n + 2] for n in range(len(run))]
    return [token for pair in pairs for token in dict.fromkeys((pair[0], pair))]


def _wanted(run: str) -> list[str]:
    if not _IS_HAN.match(run):
        return [_stem(run)]
    return [run] if len(run) == 1 else [run[n : n + 2] for n in range(len(run) - 1)]


def _stem(word: str) -> str:
    """Take off a plain English plural, alike for stored text and query: ``lamps`` is ``lamp``, ``subsidies`` is ``subsidy``."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
