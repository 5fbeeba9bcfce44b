"""The desk: what a person has in hand by the day its clock ends, and what else concerns them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from attrs import frozen
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.desk import desk_of, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import selectors
from juzhan.apps.matters.desk.clock import Left, left
from juzhan.apps.matters.desk.concerns import concerns_of
from juzhan.apps.matters.desk.disputes import Dispute, disputes_before
from juzhan.apps.matters.law import soon_after
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.selectors import Counts, View
from juzhan.domain.charter import Act
from juzhan.domain.matters import StateClock
from juzhan.domain.shared import Text
from juzhan.domain.shared.typed import sought
from juzhan.ui import cells, formats
from juzhan.ui.pages import render_page
from juzhan.ui.words import say, t

LONGEST_SEARCH = 80
SNIPPET = 60
"""Characters of what was written that a row shows."""
_FIRST = (View.MINE, View.OURS, View.HANDED_UP, View.FIRST_ASKED, View.CONTESTED, View.LATE)
"""The lists in the order in which the desk looks for one that is not empty."""
_ALWAYS = {View.OURS, View.LATE, View.ALL}


@require_safe
@staff
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show one page of a worklist; without a choice the first list in which something waits."""
    counts = selectors.desk_counts(actor, actor.on, soon_after(actor.on))
    disputes = disputes_before(actor)
    view = _chosen(request.GET.get("view", ""), actor, counts)
    words = searched(request)
    page = selectors.worklist(actor, view, actor.on, request.GET.get("after", ""), words=words)
    context = {
        "desk": desk_of(request, actor, **_waiting(actor, counts, disputes)),
        "tabs": _tabs(view, counts, handles(actor)),
        "rows": rows_of(page.rows, actor),
        "counts": counts,
        "handles": handles(actor),
        "concerns": concerns_of(actor, disputes),
        "view": view,
        "words": words,
        "first": _address(view, words) if request.GET.get("after") else "",
        "next": _address(view, words, page.older) if page.older else "",
        "wide": len({row.community_id for row in page.rows}) > 1 or len({row.owner_id for row in page.rows}) > 1,
    }
    return render_page(request, "matters/desk/worklist.html", context)


def _waiting(actor: Actor, counts: Counts, disputes: Sequence[Dispute]) -> dict[str, int]:
    """The numbers beside the doors of the desk, by the names of their pages."""
    rulings = sum(dispute.is_mine for dispute in disputes)
    waiting = {"desk": counts.views[View.OURS]} if handles(actor) else {}
    return waiting | ({"rulings": rulings} if rulings else {})


def handles(actor: Actor) -> bool:
    """Whether the person works on matters, and does not only look at them."""
    return bool(rights.bodies_for(actor, Act.ACCEPT))


def searched(request: HttpRequest) -> str:
    """What was typed into the search, without what nobody can see."""
    return sought(request.GET.get("q", ""), LONGEST_SEARCH)


def _chosen(wanted: str, actor: Actor, counts: Counts) -> View:
    if wanted in set(View):
        return View(wanted)
    order = _FIRST if handles(actor) else (View.CONTESTED, View.LATE)
    waiting = (view for view in order if counts.views[view])
    return next(waiting, View.OURS if handles(actor) else View.ALL)


def _address(view: View, words: str, after: str = "") -> str:
    given = {"view": view.value, "q": words, "after": after}
    return f"{reverse('desk')}?{urlencode({name: value for name, value in given.items() if value})}"


@frozen
class Tab:
    """One list to choose: its name, how many wait in it, and whether it is open."""

    text: Text
    url: str
    count: int | None
    current: bool
    late: bool


def _tabs(chosen: View, counts: Counts, working: bool) -> list[Tab]:
    always = _ALWAYS | {View.MINE, View.UNASSIGNED} if working else {View.LATE, View.ALL}
    return [
        Tab(view.text, _address(view, ""), counts.views.get(view), view is chosen, late=view is View.LATE)
        for view in View
        if view in always or view is chosen or counts.views.get(view)
    ]


@frozen
class Row:
    """One matter in a list, every cell ready to be written, so that a long table stays fast.

    ``snippet`` is empty for those who may not see who asked.
    """

    url: str
    code: str
    spoken_code: str
    name: str
    snippet: str
    state: SafeString
    due: SafeString
    is_late: bool
    handler: str
    owner: str
    community: str
    came: str


def rows_of(matters: Sequence[Matter], actor: Actor) -> list[Row]:
    """Matters as rows of a table."""
    told = set(rights.bodies_for(actor, Act.READ_PERSON))
    prefix = reverse("desk_matter", args=["-"])[:-1]
    clocks = {day: left(actor.on, day) for day in {matter.next_on for matter in matters}}
    return [
        _row(matter, prefix, clocks[matter.next_on], _shortened(matter.summary) if matter.owner_id in told else "")
        for matter in matters
    ]


def _row(matter: Matter, prefix: str, clock: Left, snippet: str) -> Row:
    return Row(
        prefix + matter.code,
        matter.code,
        formats.grouped(matter.code),
        say(matter.item.text),
        snippet,
        cells.status(matter.state),
        _due(matter, clock),
        clock.days is not None and clock.days < 0,
        say(matter.handler.text) if matter.handler else "",
        say(matter.owner.text),
        say(matter.community.text),
        formats.day(matter.submitted_at, "short"),
    )


def _due(matter: Matter, clock: Left) -> SafeString:
    if matter.closed_on:
        return format_html('<span class="soft">{}</span>', t("{day}办结", "closed {day}", day=_day(matter.closed_on)))
    standing = matter.stands.clock is StateClock.STANDING
    return cells.due(
        clock.days, clock.on, working=clock.working, paused=standing, awaits=matter.awaits_year, written="short"
    )


def _day(day: date) -> str:
    return formats.day(day, "short")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1] + "…"
