"""Receipt codes: nine random characters and a check character, read out and typed without mistakes.

The alphabet has 31 characters, without I, L, O, U and V; 31⁹ codes cannot be guessed at the speed that
:mod:`juzhan.apps.accounts.throttle` allows. Since 31 is prime, the check character finds every single wrong character
and every swap of two.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTWXYZ"
_LENGTH = 9
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Make a code of ten characters."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return body + _check(body)


def clean_code(typed: str) -> str | None:
    """Turn what a person typed into a code, forgiving spaces, dashes, case and look-alikes; None if it cannot be one."""
    code = "".join(typed.upper().split()).replace("-", "").translate(_LOOKALIKES)
    if len(code) != _LENGTH + 1 or any(character not in ALPHABET for character in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


def grouped(code: str) -> str:
    """The code in groups for people: ``7KQ4-M2X-H9T``."""
    return f"{code[:4]}-{code[4:7]}-{code[7:]}"


def _check(body: str) -> str:
    return ALPHABET[sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, 1)) % 31]
