"""The cells that stand a hundred times on a page are made in Python, so that a long table stays fast.

``<c-status>`` and ``<c-due>`` call the same functions: there is one source for both spellings.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen
from django.utils.html import format_html
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
    return format_html(
        '<span class="status status--{}">{}{}</span>',
        tone or known.tone,
        icons.icon(f"shape-{shape or known.shape}"),
        say(label or known.text),
    )


def due(
    days: int | None,
    on: date | None = None,
    *,
    working: bool = True,
    paused: bool = False,
    done: bool = False,
    show_day: bool = True,
) -> SafeString:
    """Show how long is left: ``days`` until the last day (0 is today, negative is late), ``on`` the last day itself.

    ``paused``: the clock is stopped; ``done``: the matter is closed; ``days`` is None where no limit is set.
    """
    tone, shape, text = _clock(days, working=working, paused=paused, done=done)
    last = format_html(' <span class="due__day">{}</span>', _day(on)) if on and show_day else ""
    return format_html('<span class="due due--{}">{}<span>{}</span>{}</span>', tone, icons.icon(shape), say(text), last)


def _day(on: date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', formats.machine_time(on), formats.day(on, "iso"))


def _clock(days: int | None, *, working: bool, paused: bool, done: bool) -> tuple[str, str, Text]:
    if paused:
        return "paused", "shape-bars", Text("计时已中止", "Clock stopped")
    if days is None:
        return "none", "shape-ring", Text("无时限", "No limit")
    if done:
        return (
            ("late", "shape-tick", Text("超期办结", "Closed late"))
            if days < 0
            else ("ok", "shape-tick", Text("按时办结", "Closed on time"))
        )
    if days < 0:
        return "late", "shape-triangle", formats.days_left(days, working=working)
    if days <= SOON_DAYS:
        return "soon", "shape-half", formats.days_left(days, working=working)
    return "calm", "shape-ring", formats.days_left(days, working=working)
