"""The table of acts in docs/algorithms/matters.md is made from the code.

Run ``python -m tests.domain.matters.tables`` in the repository after a change; a test keeps document and code equal.
"""

from __future__ import annotations

import re

from juzhan.domain.matters.table import printed
from tests.environment import ROOT

DOCUMENT = ROOT / "docs" / "algorithms" / "matters.md"
PLACE = re.compile(r"^\| 事项动作 act \|.*?(?=^(?!\|))", re.DOTALL | re.MULTILINE)


def filled(text: str) -> str:
    """The document with its table made anew."""
    return PLACE.sub(lambda _: printed(), text, count=1)


if __name__ == "__main__":
    DOCUMENT.write_text(filled(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
