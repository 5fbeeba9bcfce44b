"""Whole numbers are written in Chinese as laws write them: 第十九条, 三分之二, 一千户至三千户."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
LARGEST = 9999


def chinese_numeral(number: int) -> str:
    """Write 0 to 9999 in Chinese numerals.

    >>> chinese_numeral(19), chinese_numeral(105), chinese_numeral(1259)
    ('十九', '一百零五', '一千二百五十九')
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is outside 0 to {LARGEST}")
    if number < len(_DIGITS):
        return _DIGITS[number]
    written, rest, gap = "", number, False
    for size, name in _PLACES:
        digit, rest = divmod(rest, size)
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + name
        gap = bool(written) and not digit
    written += ("零" if gap and rest else "") + (_DIGITS[rest] if rest else "")
    return written.removeprefix("一") if 10 <= number < 20 else written
