"""The figure as SVG: ``currentColor`` on any ground, no script, no style element, the same bytes for the same charter.

It carries ``role="img"``, a title and a description; pages may style the classes ``charter-*``. Corners say whose a
body is: rounded for the residents' bodies, square for offices and stations, a heavy frame for the party's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from juzhan.domain.charter.drawing.layout import STRIP, Band, Box, Layout, Wire
from juzhan.domain.charter.drawing.legend import DASHES, WIDTHS, Entry, draw_legend, entries_of, frame_of, legend_height
from juzhan.domain.charter.drawing.lines import Mark
from juzhan.domain.charter.drawing.numbers import number
from juzhan.domain.charter.model import Charter
from juzhan.domain.charter.vocabulary import Level
from juzhan.domain.shared import Text

FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
NAME_SIZE = {"zh": 14.5, "en": 13}
ARROW = 5.5
SEVERAL = Text("各社区", "Each community")


def draw_svg(charter: Charter, layout: Layout, language: str, description: str) -> str:
    """The whole SVG document."""
    entries = entries_of(charter, layout.wires)
    height = layout.height + legend_height(entries, language, layout.width)
    name = f"charter-{charter.key}-{language}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="charter-figure" role="img" lang="{language}"'
        f' viewBox="0 0 {number(layout.width)} {number(height)}" width="100%"'
        f' aria-labelledby="{name}-title {name}-description" font-family={quoteattr(FONT)}>',
        f'<title id="{name}-title">{escape(charter.title.within(language))}</title>',
        f'<desc id="{name}-description">{escape(description)}</desc>',
        *_bands(layout.bands, layout.width, language, _has_cluster(charter)),
        *(_wire(wire) for wire in layout.wires),
        *(part for wire in layout.wires for part in _ends(wire)),
        *(part for box in layout.boxes for part in _box(charter, box, language)),
        *draw_legend(entries, language, layout.height, layout.width),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _has_cluster(charter: Charter) -> bool:
    return any(body.level is Level.CLUSTER for body in charter.bodies.values())


def _bands(bands: Iterable[Band], width: float, language: str, cluster: bool) -> Iterable[str]:
    for place, band in enumerate(bands):
        opacity = 0.05 if place % 2 else 0.0
        yield (
            f'<rect class="charter-band" x="0" y="{number(band.y)}" width="{number(width)}"'
            f' height="{number(band.height)}" fill="currentColor" fill-opacity="{opacity}"/>'
        )
        label = SEVERAL if cluster and band.level is Level.COMMUNITY else band.level.text
        yield from _band_label(label.within(language).partition("（")[0], band, language)


def _band_label(label: str, band: Band, language: str) -> Iterable[str]:
    """Chinese stands upright, one character below the other; English runs up the side."""
    middle, x = band.y + band.height / 2, STRIP / 2
    if language.startswith("en"):
        short = label.partition(" of ")[0]
        yield (
            f'<text class="charter-level" x="{number(x)}" y="{number(middle)}" font-size="12" text-anchor="middle"'
            f' fill="currentColor" fill-opacity="0.75" transform="rotate(-90 {number(x)} {number(middle)})"'
            f' dominant-baseline="central">{escape(short)}</text>'
        )
        return
    top = middle - (len(label) - 1) * 7.5
    for place, character in enumerate(label):
        yield (
            f'<text class="charter-level" x="{number(x)}" y="{number(top + place * 15)}" font-size="13"'
            f' text-anchor="middle" dominant-baseline="central" fill="currentColor" fill-opacity="0.75">'
            f"{escape(character)}</text>"
        )


def _wire(wire: Wire) -> str:
    stroke = wire.net.stroke
    way = " ".join(f"{'M' if place == 0 else 'L'}{number(x)} {number(y)}" for place, (x, y) in enumerate(wire.points))
    return (
        f'<path class="charter-line charter-line-{stroke}" d="{way}" fill="none" stroke="currentColor"'
        f' stroke-width="{WIDTHS[stroke]}" stroke-linejoin="round"{DASHES[stroke]}/>'
    )


def _ends(wire: Wire) -> Iterable[str]:
    if wire.net.arrow:
        yield arrowhead(wire.points[-2], wire.points[-1])
    if wire.first and wire.net.mark is not Mark.NONE:
        yield start_mark(wire.net.mark, wire.points[0], wire.points[1])


def arrowhead(before: tuple[float, float], tip: tuple[float, float]) -> str:
    """A filled head at the end of an upright line."""
    x, y = tip
    back = y - ARROW * 1.4 if y > before[1] else y + ARROW * 1.4
    points = (
        f"{number(x)},{number(y)} {number(x - ARROW * 0.7)},{number(back)} {number(x + ARROW * 0.7)},{number(back)}"
    )
    return f'<polygon class="charter-arrow" points="{points}" fill="currentColor"/>'


def start_mark(mark: Mark, start: tuple[float, float], following: tuple[float, float]) -> str:
    """A dot for dispatching or managing, a diamond for deciding, just outside the box where the line starts."""
    x, y = start[0], start[1] + (5 if following[1] > start[1] else -5)
    if mark is Mark.DISPATCHES:
        return f'<circle class="charter-mark" cx="{number(x)}" cy="{number(y)}" r="3.6" fill="currentColor"/>'
    corners = ((x, y - 5), (x + 4, y), (x, y + 5), (x - 4, y))
    points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    return f'<polygon class="charter-mark" points="{points}" fill="currentColor"/>'


def _box(charter: Charter, box: Box, language: str) -> Iterable[str]:
    frame = frame_of(charter, charter.bodies[box.key])
    yield (
        f'<rect class="charter-body" x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}"'
        f' height="{number(box.height)}" {frame}/>'
    )
    yield from _name(box.lines, box, NAME_SIZE["en" if language.startswith("en") else "zh"])


def _name(lines: Sequence[str], box: Box, size: float) -> Iterable[str]:
    """The name in the middle of its box."""
    x, step = box.x + box.width / 2, 18.0
    top = box.y + box.height / 2 - (len(lines) - 1) * step / 2
    for place, line in enumerate(lines):
        yield (
            f'<text class="charter-name" x="{number(x)}" y="{number(top + place * step)}" font-size="{size}"'
            f' text-anchor="middle" dominant-baseline="central" fill="currentColor">{escape(line)}</text>'
        )


__all__ = ["Entry", "arrowhead", "draw_svg", "start_mark"]
