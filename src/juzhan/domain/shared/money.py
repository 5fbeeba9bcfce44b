"""Money is a whole number of fen; it is read from what people type and printed as people read it, never as a float."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

from juzhan.domain.shared.refusal import Refusal, RefusalKind
from juzhan.domain.shared.text import Text

Fen = NewType("Fen", int)
"""An amount in fen (分), one hundredth of a yuan. Add and compare as integers; see :func:`parse_money` for input."""

FEN_PER_YUAN = 100
LARGEST = Fen(99_999_999_999_999)
"""The largest amount accepted, ¥999,999,999,999.99: above any district's budget, far below a 64-bit column's end."""

MONEY_MISSING = RefusalKind("money.missing", Text("请填写金额，例如 12.50", "Enter an amount, for example 12.50"))
MONEY_NOT_AMOUNT = RefusalKind(
    "money.not_amount",
    Text(
        "“{typed}”不是金额：请只用数字和小数点，例如 1200.50",
        "“{typed}” is not an amount: use digits and a decimal point only, for example 1200.50",
    ),
)
MONEY_GROUPING = RefusalKind(
    "money.grouping",
    Text(
        "“{typed}”中的逗号位置不明：请每三位一个逗号（1,200）或不用逗号",
        "The commas in “{typed}” are unclear: put one every three digits (1,200) or leave them out",
    ),
)
MONEY_TOO_FINE = RefusalKind(
    "money.too_fine",
    Text("“{typed}”小于一分：最多两位小数", "“{typed}” is finer than one fen: use at most two decimals"),
)
MONEY_NEGATIVE = RefusalKind(
    "money.negative", Text("金额不能为负数：“{typed}”", "The amount cannot be negative: “{typed}”")
)
MONEY_TOO_LARGE = RefusalKind(
    "money.too_large",
    Text("金额超出上限 {largest}，请核对位数", "The amount is above the limit of {largest}; please check the digits"),
)

_AMOUNT = re.compile(r"(?P<sign>[-+]?)(?P<whole>[0-9][0-9,]*|[0-9]*)(?:\.(?P<part>[0-9]*))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|")
_DECORATION = re.compile(r"(?<![^+-])¥|元$")
_SHOWN_AT_MOST = 40


def parse_money(typed: str, *, allow_negative: bool = False) -> Fen | Refusal:
    """Read an amount in yuan as people type it; anything doubtful is refused with the reason, never guessed.

    Accepts full-width digits and signs, ``¥`` before, ``元`` behind, commas every three digits, up to two decimals.

    >>> parse_money("１，２００．５元")
    120050
    >>> parse_money("1,20").code
    'money.grouping'
    """
    plain = _plain(typed)
    if not plain:
        return MONEY_MISSING()
    found = _AMOUNT.fullmatch(plain)
    if found is None or not (found["whole"] or found["part"]):
        return MONEY_NOT_AMOUNT(typed=_shown(typed))
    if not _GROUPED.fullmatch(found["whole"]):
        return MONEY_GROUPING(typed=_shown(typed))
    if len((found["part"] or "").rstrip("0")) > 2:
        return MONEY_TOO_FINE(typed=_shown(typed))
    return _checked(_fen(found["whole"], found["part"] or ""), found["sign"] == "-", allow_negative, typed)


def format_money(amount: Fen | int) -> str:
    """Print an amount with its sign, commas and always two decimals.

    >>> format_money(Fen(120050)), format_money(-5)
    ('¥1,200.50', '-¥0.05')
    """
    yuan, fen = divmod(abs(amount), FEN_PER_YUAN)
    return f"{'-' if amount < 0 else ''}¥{yuan:,}.{fen:02d}"


def _plain(typed: str) -> str:
    folded = unicodedata.normalize("NFKC", typed).replace("。", ".").replace("\N{MINUS SIGN}", "-")
    return _DECORATION.sub("", "".join(folded.split()))


def _fen(whole: str, part: str) -> int:
    digits = whole.replace(",", "").lstrip("0") or "0"
    if len(digits) > len(str(LARGEST)):
        return LARGEST + 1
    return int(digits) * FEN_PER_YUAN + int((part + "00")[:2])


def _checked(amount: int, minus: bool, allow_negative: bool, typed: str) -> Fen | Refusal:
    if amount > LARGEST:
        return MONEY_TOO_LARGE(largest=format_money(LARGEST))
    if minus and amount and not allow_negative:
        return MONEY_NEGATIVE(typed=_shown(typed))
    return Fen(-amount if minus else amount)


def _shown(typed: str) -> str:
    """What was typed, short and without control characters, so that it can stand inside a message."""
    visible = "".join(sign if sign.isprintable() else "�" for sign in typed.strip())
    return visible if len(visible) <= _SHOWN_AT_MOST else visible[:_SHOWN_AT_MOST] + "…"
