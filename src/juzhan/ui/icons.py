"""Icons take the colour of the text beside them; their drawings are in ``drawings.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_DRAWINGS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("drawings.toml").read_text("utf-8"))
_LOOKS = {
    "stroked": 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"',
    "filled": 'fill="currentColor"',
    "mouths": 'fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"',
}
_FACE = '<circle cx="10" cy="10" r="8.2"/><path d="M7.3 7.3v.9M12.7 7.3v.9"/><path d="{}"/>'

NAMES = tuple(_DRAWINGS["stroked"])
SHAPES = tuple(name.removeprefix("shape-") for name in _DRAWINGS["filled"])


def _draw(kind: str, body: str, name: str = "icon", size: int = 20) -> SafeString:
    sized = f'viewBox="0 0 20 20" width="{size}" height="{size}"'
    drawn = f'<svg class="{name}" {sized} {_LOOKS[kind]} aria-hidden="true" focusable="false">{body}</svg>'
    return mark_safe(drawn)  # noqa: S308  (drawings of this package only)


_DRAWN = {name: _draw(kind, body) for kind in ("stroked", "filled") for name, body in _DRAWINGS[kind].items()}
_FACES = {grade: _draw("mouths", _FACE.format(mouth), "face", 40) for grade, mouth in _DRAWINGS["mouths"].items()}


def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; without a label it is decoration, with one it says the label; an unknown name raises KeyError."""
    drawn = _DRAWN[name]
    return format_html('{}<span class="visually-hidden">{}</span>', drawn, label) if label else drawn


def grade_face(grade: object) -> SafeString:
    """Draw the face of one of the five grades, from 1 (very dissatisfied) to 5 (very satisfied)."""
    return _FACES[str(grade)]
