"""Draw gives the figure of a charter as SVG, computed from its levels and relations alone, with a twin in sentences.

Rules of the layout: docs/algorithms/charter.md, section "Draw". Solid is leading and dashed supervising, as in the
figure of seeds/002.
"""

from __future__ import annotations

from attrs import frozen

from juzhan.domain.charter.drawing.figure import draw_svg
from juzhan.domain.charter.drawing.layout import lay_out
from juzhan.domain.charter.drawing.twin import twin_of
from juzhan.domain.charter.model import Charter
from juzhan.domain.shared import Text


@frozen
class Drawing:
    """A figure and the same in sentences, for screen readers and for print."""

    svg: str
    twin: tuple[Text, ...]


def draw(charter: Charter, language: str) -> Drawing:
    """Draw a charter with names in one language (``zh`` or ``en``); the twin has both."""
    tag = "en" if language.startswith("en") else "zh"
    twin = twin_of(charter)
    description = ("" if tag == "zh" else " ").join(sentence.within(tag) for sentence in twin)
    return Drawing(draw_svg(charter, lay_out(charter, tag), tag, description), twin)


__all__ = ["Drawing", "draw"]
