"""The colours of the style sheets are read from the style sheets, and their contrast is computed as WCAG 2.2 defines it."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import frozen

_STATIC = Path(__file__).with_name("static") / "ui"
_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")
_TEXT, _CONTROL = 4.5, 3.0

TEXT_PAIRS = (
    *(("ink", ground) for ground in ("paper", "surface", "sunken", "accent-wash", "info-wash", "ok-wash")),
    *(("ink", ground) for ground in ("due-wash", "late-wash", "plain-wash")),
    *(("ink-soft", ground) for ground in ("paper", "surface", "sunken", "accent-wash")),
    *((accent, ground) for accent in ("accent", "accent-strong") for ground in ("paper", "surface", "accent-wash")),
    ("accent", "sunken"),
    ("accent-strong", "sunken"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-band", "band"),
    ("on-focus", "focus"),
    ("surface", "late"),
    *((tone, ground) for tone in ("ok", "due", "late", "info", "plain") for ground in ("surface", "paper")),
    *((tone, f"{tone}-wash") for tone in ("ok", "due", "late", "info", "plain")),
)
CONTROL_PAIRS = (
    *((line, ground) for line in ("line-strong", "focus", "late", "accent") for ground in ("paper", "surface")),
    ("line-strong", "sunken"),
    ("band-line", "band"),
    ("on-band", "band"),
)


@frozen
class Pair:
    """One colour upon another: what it is used for decides how much contrast it needs."""

    front: str
    ground: str
    front_value: str
    ground_value: str
    needed: float

    @property
    def ratio(self) -> float:
        """The contrast ratio, from 1 to 21, cut (never rounded up) to two digits."""
        return int(contrast(self.front_value, self.ground_value) * 100) / 100

    @property
    def holds(self) -> bool:
        """Whether the contrast is enough."""
        return self.ratio >= self.needed


def colours(*, dark: bool = False) -> dict[str, str]:
    """Read the colour tokens, light or dark, in the order of the style sheet."""
    light = _read("tokens.css")
    return {**light, **_read("dark.css")} if dark else light


def _read(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for token, value in _COLOUR.findall((_STATIC / name).read_text("utf-8")):
        found.setdefault(token, value)
    return found


def pairs(*, dark: bool = False) -> list[Pair]:
    """List every pair of colours that the components use, with the contrast that each needs."""
    values = colours(dark=dark)
    return [
        Pair(front, ground, values[front], values[ground], needed)
        for used, needed in ((TEXT_PAIRS, _TEXT), (CONTROL_PAIRS, _CONTROL))
        for front, ground in used
    ]


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours written ``#rrggbb`` (WCAG 2.2, "contrast ratio").

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
