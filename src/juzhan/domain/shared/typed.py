"""What people type is trimmed and put in one form (NFC, plain line ends); invisible control characters are refused."""

from __future__ import annotations

import re
from unicodedata import normalize

from juzhan.domain.shared.refusal import Refusal, RefusalKind
from juzhan.domain.shared.text import Text

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")

CONTROL_CHARACTER = RefusalKind(
    "text.control_character",
    Text(
        "文字里有看不见的控制字符 {mark}，请删除后再提交。",
        "The text holds an invisible control character {mark}. Delete it and send again.",
    ),
)


def clean_typed(text: str) -> str | Refusal:
    """Give the text as it is kept, or refuse it.

    >>> clean_typed(" 楼道灯\\r\\n坏了 ")
    '楼道灯\\n坏了'
    """
    plain = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if found := _CONTROL.search(plain):
        return CONTROL_CHARACTER(mark=f"U+{ord(found.group()):04X}")
    return plain


def sought(typed: str, most: int) -> str:
    """What was typed into a search: on one line, without signs that cannot be seen, ``most`` signs at most.

    >>> sought("  低保\\x00 \\n 申请 ", 80)
    '低保 申请'
    """
    line = " ".join(typed.split())
    return " ".join("".join(sign for sign in line if sign.isprintable()).split())[:most]


def whole_number(typed: str, most_digits: int = 18) -> int | None:
    """The whole number that stands in an address or a form in ASCII digits; None for anything else, and for what is too long.

    >>> whole_number("042"), whole_number("４２"), whole_number("-1"), whole_number("12345", most_digits=4)
    (42, None, None, None)
    """
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= most_digits else None
