"""A telephone number of the mainland is understood however it is written, and kept as bare digits.

Full-width digits, spaces, dashes, brackets and the country code 86 are forgiven. Shapes: mobile numbers have eleven
digits and begin with 13 to 19; landlines have an area code (0 and two or three digits) and seven or eight digits, which
may stand alone within the city.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_GROUPING = re.compile(r"[\s()\-.·‐-―]")
_COUNTRY = re.compile(r"(?:\+|00)86")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0[1-9][0-9]{1,2})?[2-8][0-9]{6,7}")


def digits_of(typed: str) -> str:
    """Take off what groups a number for the eye, and make full-width digits plain.

    >>> digits_of("０２８－8555 0000")
    '02885550000'
    """
    return _GROUPING.sub("", normalize("NFKC", typed))


def clean_phone(typed: str) -> str | None:
    """Give a mobile or landline number as bare digits; None if it cannot be one.

    >>> clean_phone("+86 138-0000-0000")
    '13800000000'
    >>> clean_phone("+86 28 8555 0000")
    '02885550000'
    """
    number = digits_of(typed)
    if country := _COUNTRY.match(number):
        rest = number[country.end() :]
        number = rest if _MOBILE.fullmatch(rest) or rest.startswith("0") else f"0{rest}"
    elif number.startswith("86") and _MOBILE.fullmatch(number[2:]):
        number = number[2:]
    return number if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) else None
