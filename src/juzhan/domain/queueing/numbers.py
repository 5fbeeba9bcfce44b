"""A ticket's number is the letter of its group and a count that begins anew for each hall, day and group."""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase

WIDTH = 3
OF_DAY = "·"


def written(letter: str, count: int) -> str:
    """The number as people read and hear it.

    >>> written("A", 7)
    'A007'
    """
    return f"{letter}{count:0{WIDTH}d}"


def spoken(number: str) -> str:
    """The number as it is called out in Chinese: digit by digit, so that 1 is not taken for 7.

    >>> spoken("A017")
    'A 零 幺 七'
    """
    digits = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
    return " ".join(digits.get(sign, sign) for sign in number)


def kept(number: str, day: date) -> str:
    """The number that is kept beyond its day: it carries the day of the month, since the next day has one of the same name.

    >>> kept("A001", date(2026, 3, 2))
    'A001·2'
    """
    return f"{number.partition(OF_DAY)[0]}{OF_DAY}{day.day}"


def announced(number: str, counter: int, *, is_low: bool = False) -> str:
    """What is called out: in Chinese, by every board's voice; a low counter is named as one.

    >>> announced("A017", 3)
    '请 A 零 幺 七 号，到 3 号窗口。'
    >>> announced("A017", 1, is_low=True)
    '请 A 零 幺 七 号，到 1 号窗口，低位窗口。'
    >>> announced("A017·2", 3)
    '请 2 日取的 A 零 幺 七 号，到 3 号窗口。'
    """
    plain, _, day = number.partition(OF_DAY)
    taken, low = (f"{day} 日取的 " if day else ""), ("，低位窗口" if is_low else "")
    return f"请 {taken}{spoken(plain)} 号，到 {counter} 号窗口{low}。"


def next_letter(taken: set[str]) -> str:
    """The first letter that no group of the hall has; I and O are left out, since they look like digits."""
    return next(letter for letter in ascii_uppercase if letter not in taken | {"I", "O"})
