"""A name is wrapped to the width of a box: Chinese into lines of even length, English at its words."""

from __future__ import annotations

CHINESE_CHARACTERS = 6
ENGLISH_CHARACTERS = 13


def wrapped(name: str, language: str) -> tuple[str, ...]:
    """The lines of a name.

    >>> wrapped("社区居民委员会", "zh")
    ('社区居民', '委员会')
    """
    if language.startswith("en"):
        return _by_words(name, ENGLISH_CHARACTERS)
    return _evenly(name, CHINESE_CHARACTERS)


def wrapped_sentence(sentence: str, language: str, width: int) -> tuple[str, ...]:
    """The lines of a sentence, ``width`` counting English characters; a Chinese one takes two."""
    if language.startswith("en"):
        return _by_words(sentence, width)
    return _evenly(sentence, width // 2)


def _evenly(text: str, width: int) -> tuple[str, ...]:
    count = -(-len(text) // width)
    length = -(-len(text) // count)
    return tuple(text[start : start + length] for start in range(0, len(text), length))


def _by_words(text: str, width: int) -> tuple[str, ...]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
