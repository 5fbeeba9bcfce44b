"""The cells that stand a hundred times on a page are made in Python, so that a long table stays fast.

``<c-status>`` and ``<c-due>`` call the same functions: there is one source for both spellings.
"""

from __future__ import annotations

import functools
from datetime import date

from attrs import frozen
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from juzhan.domain.matters.states import State
from juzhan.domain.shared import Text
from juzhan.ui import formats, icons
from juzhan.ui.words import say

SOON_DAYS = 2
"""From how many days before the end a deadline is shown as near."""


@frozen
class Status:
    """How a state is shown: a tone (colour), a shape that differs from its neighbours, and words."""

    tone: str
    shape: str
    text: Text


def _matter(state: State, tone: str, shape: str) -> tuple[str, Status]:
    return state.value, Status(tone, shape, state.text)


STATUSES: dict[str, Status] = dict(
    (
        _matter(State.SUBMITTED, "info", "ring"),
        _matter(State.PAPERS_REQUESTED, "due", "dot"),
        _matter(State.CONTESTED, "late", "diamond"),
        _matter(State.ACCEPTED, "info", "half"),
        _matter(State.SUSPENDED, "plain", "bars"),
        _matter(State.HANDED_UP, "info", "arrow"),
        _matter(State.DECIDED, "ok", "square"),
        _matter(State.CLOSED, "ok", "tick"),
        _matter(State.REOPENING_ASKED, "due", "loop"),
        _matter(State.DECLINED, "plain", "cross"),
        _matter(State.WITHDRAWN, "plain", "ring"),
        ("open", Status("info", "ring", Text("待答复", "Waiting for an answer"))),
        ("answered", Status("ok", "tick", Text("已答复", "Answered"))),
        ("unanswered", Status("late", "triangle", Text("逾期未答复", "Not answered in time"))),
    )
)
"""Every state of a matter and of an inquiry, each with its own pair of tone and shape."""
_UNKNOWN = Status("plain", "ring", Text("其他", "Other"))


def status(code: str, label: Text | str | None = None, tone: str = "", shape: str = "") -> SafeString:
    """Show a state by words and a shape; ``label``, ``tone`` and ``shape`` override what the code gives.

    Tones: plain, info, ok, due, late. Shapes: the names of :data:`juzhan.ui.icons.SHAPES` without ``shape-``.
    """
    known = STATUSES.get(str(code), _UNKNOWN)
    return _badge(tone or known.tone, shape or known.shape, conditional_escape(say(label or known.text)))


@functools.lru_cache(maxsize=512)
def _badge(tone: str, shape: str, text: SafeString) -> SafeString:
    # The text is escaped before it becomes a key: equal keys must mean equal markup.
    return format_html('<span class="status status--{}">{}{}</span>', tone, icons.icon(f"shape-{shape}"), text)


def due(
    days: int | None,
    on: date | None = None,
    *,
    working: bool = True,
    paused: bool = False,
    done: bool = False,
    awaits: int | None = None,
    written: str = "iso",
) -> SafeString:
    """Show how long is left: ``days`` until the last day (0 is today, negative is late), ``on`` the last day itself.

    ``paused``: the clock is stopped; ``done``: the matter is closed; ``days`` is None where no limit is set
    or where the day ``awaits`` the holidays of a year.
    ``written`` is how the last day is written (see :func:`juzhan.ui.formats.day`).
    """
    tone, shape, text = _clock(days, working=working, paused=paused, done=done, awaits=awaits)
    last, machine = (formats.day(on, written), formats.machine_time(on)) if on else ("", "")
    return _left(tone, shape, say(text), last, machine)


@functools.lru_cache(maxsize=2048)
def _left(tone: str, shape: str, text: str, last: str, machine: str) -> SafeString:
    day = format_html(' <time class="due__day" datetime="{}">{}</time>', machine, last) if last else ""
    return format_html('<span class="due due--{}">{}<span>{}</span>{}</span>', tone, icons.icon(shape), text, day)


_AWAITS = Text("待定，等 {year} 年放假安排", "Awaits the {year} holidays")
_AT_THE_END = {
    True: ("ok", "shape-tick", Text("按时办结", "Closed on time")),
    False: ("late", "shape-tick", Text("超期办结", "Closed late")),
}


def _clock(days: int | None, *, working: bool, paused: bool, done: bool, awaits: int | None) -> tuple[str, str, Text]:
    if paused:
        return "paused", "shape-bars", Text("计时已中止", "Clock stopped")
    if days is None and awaits:
        return "none", "shape-ring", _AWAITS.format(year=awaits)
    if days is None:
        return "none", "shape-ring", Text("无时限", "No limit")
    if done:
        return _AT_THE_END[days >= 0]
    left = formats.days_left(days, working=working)
    if days < 0:
        return "late", "shape-triangle", left
    return ("soon", "shape-half", left) if days <= SOON_DAYS else ("calm", "shape-ring", left)
