"""Icons are drawn here on a 20 × 20 grid with a stroke of 1.75, and take the colour of the text beside them."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "arrow-left": '<path d="M16 10H4m5-5-5 5 5 5"/>',
    "arrow-right": '<path d="M4 10h12m-5-5 5 5-5 5"/>',
    "bell": '<path d="M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.5 2H4l1.5-2ZM8.3 15.5a1.8 1.8 0 0 0 3.4 0M10 4.5V3"/>',
    "building": '<path d="M4 17V4.5L11 3v14M11 8h5v9M2.5 17h15M7 7.5h1M7 10.5h1M7 13.5h1M13.2 11h.6M13.2 14h.6"/>',
    "calendar": '<path d="M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3"/>',
    "camera": '<path d="M3 6.5h3.2L7.5 4.5h5l1.3 2H17V16H3zM10 13.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4Z"/>',
    "chevron-down": '<path d="m5 7.5 5 5 5-5"/>',
    "chevron-right": '<path d="m7.5 5 5 5-5 5"/>',
    "clock": '<circle cx="10" cy="10" r="7"/><path d="M10 5.8V10l2.8 1.8"/>',
    "copy": '<path d="M7 7h9.5v9.5H7zM4.5 13h-1V3.5H13v1"/>',
    "cross": '<path d="m5 5 10 10M15 5 5 15"/>',
    "document": '<path d="M5 2.8h6.5L15 6.3v10.9H5zM11.5 2.8v3.5H15M7.5 10h5M7.5 13h5"/>',
    "download": '<path d="M10 3v9.5m-4-4 4 4 4-4M3.5 16.5h13"/>',
    "filter": '<path d="M3 4.5h14L11.7 11v5.5l-3.4-1.7V11z"/>',
    "globe": '<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2.2 2 3.2 4.3 3.2 7s-1 5-3.2 7c-2.2-2-3.2-4.3-3.2-7S7.8 5 10 3Z"/>',
    "hand-over": '<path d="M8 4H3.5v12H8M7.5 10h9m-3.6-3.8L16.7 10l-3.8 3.8"/>',
    "home": '<path d="m2.8 9.5 7.2-6 7.2 6M5 8v8.5h10V8M8.5 16.5v-4.7h3v4.7"/>',
    "info": '<circle cx="10" cy="10" r="7"/><path d="M10 9.3v4.4M10 6.3v.4"/>',
    "link-out": '<path d="M11.5 3.5h5v5M16.5 3.5 9 11M14 11.5v5H3.5V6h5"/>',
    "lock": '<path d="M4.5 9h11v8h-11zM7 9V6.3a3 3 0 0 1 6 0V9"/>',
    "menu": '<path d="M3 5.5h14M3 10h14M3 14.5h14"/>',
    "pause": '<path d="M7 5v10M13 5v10"/>',
    "pen": '<path d="m4 16 .8-3.3 8.6-8.6 2.5 2.5-8.6 8.6zM11.7 5.8l2.5 2.5"/>',
    "people": '<circle cx="7.5" cy="7" r="2.7"/><path d="M2.5 16c.2-3 2-4.8 5-4.8s4.8 1.8 5 4.8M12.5 4.5a2.7 2.7 0 0 1 0 5M14.3 11.6c2 .6 3.1 2.1 3.2 4.4"/>',
    "person": '<circle cx="10" cy="6.5" r="3"/><path d="M4 16.7c.3-3.5 2.4-5.4 6-5.4s5.7 1.9 6 5.4"/>',
    "phone": '<path d="M6.8 3 4 4.3c0 6.6 5 11.7 11.7 11.7l1.3-2.8-3.6-2.2-1.7 1.6c-1.9-.8-3.4-2.3-4.2-4.2L9 6.7z"/>',
    "pin": '<path d="M10 17.5c3.7-3.9 5.5-6.7 5.5-9a5.5 5.5 0 0 0-11 0c0 2.3 1.8 5.1 5.5 9Z"/><circle cx="10" cy="8.5" r="1.9"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "print": '<path d="M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z"/>',
    "question": '<circle cx="10" cy="10" r="7"/><path d="M7.9 8.2c.1-1.2 1-2 2.2-2s2.1.8 2.1 1.9c0 1.7-2.2 1.8-2.2 3.5M10 13.8v.4"/>',
    "reopen": '<path d="M4 10a6 6 0 1 0 2-4.5L4 7.3M4 3.5v3.8h3.8"/>',
    "scales": '<path d="M10 3v13.5M6 16.5h8M4 5.5h12M4 5.5 2 11.3c1 1.2 3 1.2 4 0zM16 5.5l-2 5.8c1 1.2 3 1.2 4 0z"/>',
    "search": '<circle cx="8.8" cy="8.8" r="5.3"/><path d="m12.8 12.8 4.2 4.2"/>',
    "shield": '<path d="M10 2.8 16 5v4.5c0 3.7-2.3 6.2-6 7.7-3.7-1.5-6-4-6-7.7V5zM7.3 9.8l2 2 3.5-3.8"/>',
    "speech": '<path d="M3 4h14v10H9.5L6 17v-3H3z"/>',
    "star": '<path d="m10 3 2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6z"/>',
    "tick": '<path d="m4 10.5 4 4 8-9"/>',
    "type-size": '<path d="M2.5 16 7 4.5 11.5 16M4 12.5h6M12.5 16l2.5-6.5 2.5 6.5M13.3 14h3.4"/>',
    "upload": '<path d="M10 12.5V3m-4 4 4-4 4 4M3.5 16.5h13"/>',
    "warning": '<path d="M10 3.3 17.5 16.5h-15zM10 8.3v4M10 14.2v.3"/>',
}
_SHAPES = {
    "shape-ring": '<circle cx="10" cy="10" r="6" fill="none" stroke="currentColor" stroke-width="3"/>',
    "shape-dot": '<circle cx="10" cy="10" r="7.5"/>',
    "shape-half": '<path d="M10 2.5a7.5 7.5 0 0 1 0 15z"/><circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "shape-bars": '<path d="M5 3.5h3.5v13H5zM11.5 3.5H15v13h-3.5z"/>',
    "shape-arrow": '<path d="M2.5 8h7V3.5l8 6.5-8 6.5V12h-7z"/>',
    "shape-diamond": '<path d="m10 1.5 8.5 8.5-8.5 8.5L1.5 10z"/>',
    "shape-triangle": '<path d="M10 2.5 19 17.5H1z"/>',
    "shape-square": '<path d="M3.5 3.5h13v13h-13z"/>',
    "shape-tick": '<path d="m2.5 10.8 2.6-2.6 3 3 6.8-7.5 2.6 2.5-9.3 10.3z"/>',
    "shape-cross": '<path d="m10 7.4 4.7-4.7 2.6 2.6-4.7 4.7 4.7 4.7-2.6 2.6-4.7-4.7-4.7 4.7-2.6-2.6L7.4 10 2.7 5.3l2.6-2.6z"/>',
    "shape-loop": '<path d="M10 3a7 7 0 1 0 7 7h-3a4 4 0 1 1-4-4v3.2l5.5-4.7L10 0z"/>',
}

NAMES = tuple(_PATHS)
SHAPES = tuple(_SHAPES)
_STROKED = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'


def _draw(name: str) -> SafeString:
    body, look = (_PATHS[name], _STROKED) if name in _PATHS else (_SHAPES[name], 'fill="currentColor"')
    return mark_safe(  # noqa: S308  (drawings of this module only)
        f'<svg class="icon" viewBox="0 0 20 20" width="20" height="20" {look} aria-hidden="true" focusable="false">{body}</svg>'
    )


_DRAWN = {name: _draw(name) for name in (*_PATHS, *_SHAPES)}


def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; without a label it is decoration, with one it says the label; an unknown name raises KeyError."""
    drawn = _DRAWN[name]
    return format_html('{}<span class="visually-hidden">{}</span>', drawn, label) if label else drawn


_MOUTHS = {
    "5": "M6 11.5c1 2.7 7 2.7 8 0z",
    "4": "M6.3 12c1.4 1.8 6 1.8 7.4 0",
    "3": "M6.5 13h7",
    "2": "M6.5 13.8c1.3-1.4 5.7-1.4 7 0",
    "1": "M6 14.8c1-2.9 7-2.9 8 0z",
}
_FACE = (
    '<svg class="face" viewBox="0 0 20 20" width="40" height="40" fill="none" stroke="currentColor" stroke-width="1.3" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
    '<circle cx="10" cy="10" r="8.2"/><path d="M7.3 7.3v.9M12.7 7.3v.9"/><path d="{}"/></svg>'
)


def grade_face(grade: object) -> SafeString:
    """Draw the face of one of the five grades, from 1 (very dissatisfied) to 5 (very satisfied)."""
    return mark_safe(_FACE.format(_MOUTHS[str(grade)]))  # noqa: S308  (drawings of this module only)
