"""A trunk carries all lines that leave one body by one edge in one stroke; far bodies are reached through a gutter.

The paper is a grid: between two rows runs a *channel*, beside the columns run four *gutters* (0 is left of the first
column). Channel ``r`` lies below row ``r``. Lines run only in channels and gutters, so none crosses a box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from juzhan.domain.charter.drawing.lines import Net
from juzhan.domain.charter.drawing.placing import COLUMNS

GUTTERS = COLUMNS + 1
CROWDING = 0.6

Cells = Mapping[str, tuple[int, int]]


class Edge(StrEnum):
    """The side of a box by which a line leaves or arrives."""

    TOP = "top"
    BOTTOM = "bottom"


@frozen
class Arrival:
    """Where a line reaches its body: from which channel, in which column, by which edge."""

    body: str
    channel: int
    column: int
    edge: Edge


@frozen
class Trunk:
    """One way out of a body with all bodies it leads to; ``gutter`` and ``lane`` only where some lie further off."""

    number: int
    net: Net
    channel: int
    column: int
    edge: Edge
    arrivals: tuple[Arrival, ...]
    gutter: int | None = None
    lane: int = 0

    @property
    def far(self) -> tuple[Arrival, ...]:
        """The arrivals in another channel than the one it leaves by."""
        return tuple(each for each in self.arrivals if each.channel != self.channel)

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last channel it touches."""
        channels = [self.channel, *(each.channel for each in self.arrivals)]
        return min(channels), max(channels)


def trunks_of(nets: Iterable[Net], cells: Cells) -> tuple[Trunk, ...]:
    """Every trunk of the figure, with its gutter and its lane in the gutter."""
    trunks: list[Trunk] = []
    load: Counter[int] = Counter()
    for net in nets:
        for trunk in _split(net, cells):
            numbered = evolve(trunk, number=len(trunks))
            if numbered.far:
                gutter = _best_gutter(numbered, load)
                load[gutter] += 1
                numbered = evolve(numbered, gutter=gutter)
            trunks.append(numbered)
    return _with_lanes(trunks)


def gutter_position(gutter: int) -> float:
    """A gutter's place on the scale of columns."""
    return gutter - 0.5


def lanes_in(trunks: Iterable[Trunk], gutter: int) -> int:
    """How many lanes a gutter needs."""
    return max((trunk.lane + 1 for trunk in trunks if trunk.gutter == gutter), default=0)


def _split(net: Net, cells: Cells) -> list[Trunk]:
    """Bodies below and in the same row are reached by the bottom edge, bodies above by the top edge."""
    row, column = cells[net.from_body]
    below, above = [], []
    for body in net.to_bodies:
        to_row, to_column = cells[body]
        if to_row > row:
            below.append(Arrival(body, to_row - 1, to_column, Edge.TOP))
        elif to_row == row:
            below.append(Arrival(body, to_row, to_column, Edge.BOTTOM))
        else:
            above.append(Arrival(body, to_row, to_column, Edge.BOTTOM))
    trunks = []
    if below:
        trunks.append(Trunk(0, net, row, column, Edge.BOTTOM, tuple(below)))
    if above:
        trunks.append(Trunk(0, net, row - 1, column, Edge.TOP, tuple(above)))
    return trunks


def _best_gutter(trunk: Trunk, load: Mapping[int, int]) -> int:
    def cost(gutter: int) -> float:
        place = gutter_position(gutter)
        way = abs(trunk.column - place) + sum(abs(each.column - place) for each in trunk.far)
        return way + CROWDING * load.get(gutter, 0)

    return min(range(GUTTERS), key=lambda gutter: (cost(gutter), gutter))


def _with_lanes(trunks: Sequence[Trunk]) -> tuple[Trunk, ...]:
    """Give trunks that pass each other in one gutter different lanes."""
    laid: list[Trunk] = []
    for trunk in trunks:
        if trunk.gutter is None:
            laid.append(trunk)
            continue
        taken = {other.lane for other in laid if other.gutter == trunk.gutter and _overlap(other.span, trunk.span)}
        laid.append(evolve(trunk, lane=next(lane for lane in range(len(trunks)) if lane not in taken)))
    return tuple(laid)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
