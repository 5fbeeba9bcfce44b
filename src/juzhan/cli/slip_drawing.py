"""Draws a slip in black and white for a printer of so many dots: number, lines in Chinese or English, QR code.

Needs Pillow, which comes with the extra ``escpos``, and a font that has Chinese.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import segno
from attrs import define, field, frozen

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WHITE, BLACK = 255, 0
QR_SHARE = 0.5
"""Of the paper's width; a phone reads modules of four dots and more."""
QUIET = 4
"""Modules of white around a QR code, by its standard."""
SIZES = {"hall": 26, "number": 130, "title": 34, "plain": 28, "head": 32, "entry": 28, "small": 24}
"""Heights of letters in dots, of which 8 are 1 mm; on narrow paper the number is smaller, and nothing else."""
CENTERED = frozenset({"hall", "number", "title", "plain"})
NEVER_FIRST, NEVER_LAST = frozenset("，。；：、？！）》”’%,.;:?!) "), frozenset("（《“‘(")
GAP = 10
MARGIN = 8
WHOLE = 576


@frozen
class Font:
    """A file of fonts, and which of them."""

    path: str
    index: int = 0

    def of(self, size: int) -> FreeTypeFont:
        """The font at a size in dots."""
        from PIL import ImageFont

        return ImageFont.truetype(self.path, size, index=self.index)


def chinese_font() -> Font | None:
    """A font of this machine that has simplified Chinese, one without serifs first; None when there is none."""
    if not shutil.which("fc-list"):
        return None
    command = ["fc-list", "--format", "%{file}|%{index}|%{family}\\n", ":lang=zh-cn:scalable=true"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = sorted((line.split("|", 2) for line in said.splitlines() if line.count("|") > 1), key=_rank)
    # The upper half of the index names a variation of the font and not a font of the file.
    return Font(found[0][0], int(found[0][1]) & 0xFFFF) if found else None


def _rank(found: list[str]) -> tuple[bool, bool, bool, str]:
    path, _, family = found
    # One file may hold the letters of several countries; "SC" are those of the mainland.
    is_plain = not ("Serif" in path or "Mono" in family)
    return not is_plain, " SC" not in family, "Regular" not in path, path


def draw(slip: Mapping[str, Any], font: Font, dots: int = WHOLE, words: str = "zh") -> Image:
    """Draw what the site gave; ``words`` is the language."""
    paper = _Paper(font, dots)
    paper.write("hall", slip["hall"][words])
    paper.write("number", slip["number"])
    for line in slip["above"]:
        paper.write(line["look"], line["text"][words])
    paper.draw_code(slip["address"])
    for line in slip["below"]:
        paper.write(line["look"], line["text"][words])
    return paper.cut()


@define
class _Paper:
    """Strips that are put under one another."""

    font: Font
    dots: int
    strips: list[Image] = field(factory=list)

    def write(self, look: str, text: str) -> None:
        """Write a text on as many lines as it needs."""
        font = self.font.of(SIZES[look] * self.dots // WHOLE if look == "number" else SIZES[look])
        for line in _folded(text, font, self.dots - 2 * MARGIN):
            self.strips.append(self._line(line, font, look))

    def _line(self, text: str, font: FreeTypeFont, look: str) -> Image:
        from PIL import Image, ImageDraw

        left, top, right, bottom = (int(edge) for edge in font.getbbox(text))
        strip = Image.new("L", (self.dots, bottom - min(top, 0) + GAP), WHITE)
        start = (self.dots - (right - left)) // 2 - left if look in CENTERED else MARGIN
        weight = 1 if look in {"number", "title", "head"} else 0
        ImageDraw.Draw(strip).text((start, 0), text, fill=BLACK, font=font, stroke_width=weight, stroke_fill=BLACK)
        return strip

    def draw_code(self, address: str) -> None:
        """Draw a QR code in the middle, each module a square of whole dots."""
        from PIL import Image

        rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
        size = max(3, int(self.dots * QR_SHARE) // len(rows))
        code = Image.new("L", (len(rows), len(rows)), WHITE)
        code.putdata([BLACK if module else WHITE for row in rows for module in row])
        side, quiet = len(rows) * size, QUIET * size
        strip = Image.new("L", (self.dots, side + 2 * quiet), WHITE)
        strip.paste(code.resize((side, side), Image.Resampling.NEAREST), ((self.dots - side) // 2, quiet))
        self.strips.append(strip)

    def cut(self) -> Image:
        """All strips as one picture, every dot black or white."""
        from PIL import Image

        paper = Image.new("L", (self.dots, sum(strip.height for strip in self.strips)), WHITE)
        top = 0
        for strip in self.strips:
            paper.paste(strip, (0, top))
            top += strip.height
        return paper.point(lambda shade: WHITE if shade > WHITE // 2 else BLACK).convert("1")


def _folded(text: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """Lines that fit; Chinese may break anywhere, English only between words."""
    line = ""
    for piece in _pieces(text):
        if line and font.getlength((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return before == " " or not before.isascii() or not after.isascii()
