"""The layout of a figure in units of its view box: boxes, bands of levels, and lines as corner points.

The paper is about 380 units wide, so that at 360 pixels a unit is about a pixel and letters of 14 units can be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from juzhan.domain.charter.drawing.lines import Net, lines_of, nets_of
from juzhan.domain.charter.drawing.placing import COLUMNS, Row, cells_of, place
from juzhan.domain.charter.drawing.runs import lanes_of, runs_in, slots_of, straight
from juzhan.domain.charter.drawing.trunks import GUTTERS, Arrival, Edge, Trunk, lanes_in, trunks_of
from juzhan.domain.charter.drawing.wrapping import wrapped
from juzhan.domain.charter.model import Body, Charter
from juzhan.domain.charter.vocabulary import Level
from juzhan.domain.shared import Text

STRIP = 22.0
BOX_WIDTH = 98.0
LINE_HEIGHT = 18.0
BOX_PADDING = 9.0
LANE = 8.0
CHANNEL_ENDS = 13.0
GUTTER_LANE = 7.0
GUTTER_ENDS = 11.0
MARGIN = 6.0
SERVES_SEVERAL = Text("服务几个社区", "(for several)")

Point = tuple[float, float]


@frozen
class Box:
    """A body on the paper, with its name in lines."""

    key: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@frozen
class Band:
    """The part of the paper that belongs to one level."""

    level: Level
    y: float
    height: float


@frozen
class Wire:
    """One line of the figure as the points where it turns; ``first`` is true once for each trunk."""

    net: Net
    to_body: str
    points: tuple[Point, ...]
    first: bool


@frozen
class Layout:
    """Everything that is drawn, with the size of the paper."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    wires: tuple[Wire, ...]


@frozen
class _Paper:
    """Where rows, channels, columns and lanes lie."""

    column_x: Sequence[float]
    row_y: Sequence[float]
    row_height: Sequence[float]
    slot_x: Mapping[tuple[int, tuple[int, str]], float]
    gutter_x: Mapping[int, float]
    lane_y: Mapping[tuple[int, int], float]
    width: float
    height: float


def lay_out(charter: Charter, language: str) -> Layout:
    """Place all bodies and lines of a charter on paper."""
    rows = place(charter)
    cells = cells_of(rows)
    trunks = trunks_of(nets_of(lines_of(charter)), cells)
    names = {key: _name_lines(body, language) for key, body in charter.bodies.items()}
    paper = _paper(rows, trunks, names)
    boxes = {key: _box(key, row, column, paper, names[key]) for key, (row, column) in cells.items()}
    wires = tuple(wire for trunk in trunks for wire in _wires(trunk, paper, boxes))
    return Layout(paper.width, paper.height, tuple(boxes.values()), _bands(rows, paper), wires)


def _name_lines(body: Body, language: str) -> tuple[str, ...]:
    """A body's name; one that serves several communities says so below it."""
    lines = wrapped(body.name.within(language), language)
    return (*lines, SERVES_SEVERAL.within(language)) if body.serves_several else lines


def _paper(rows: Sequence[Row], trunks: Sequence[Trunk], names: Mapping[str, Sequence[str]]) -> _Paper:
    column_x, gutter_left, width = _columns(trunks)
    slot_x = {
        (channel, slot): column_x[column] + BOX_WIDTH * (number + 1) / (len(slots) + 1)
        for (channel, column), slots in slots_of(trunks).items()
        for number, slot in enumerate(slots)
    }
    gutter_x = {t.number: _lane_x(t, gutter_left) for t in trunks if t.gutter is not None}
    lanes = [lanes_of(runs_in(channel, trunks, slot_x, gutter_x)) for channel in range(len(rows))]
    heights = [_row_height(row, names) for row in rows]
    row_y, lane_y, y = [], {}, MARGIN
    for number, height in enumerate(heights):
        row_y.append(y)
        y += height + CHANNEL_ENDS
        lane_y.update({(number, trunk): y + lane * LANE for trunk, lane in lanes[number].items()})
        y += max(lanes[number].values(), default=0) * LANE + CHANNEL_ENDS
    return _Paper(column_x, row_y, heights, slot_x, gutter_x, lane_y, width, y)


def _columns(trunks: Sequence[Trunk]) -> tuple[list[float], list[float], float]:
    """The left edges of the columns and of the gutters, and the width of the paper."""
    x, column_x, gutter_left = STRIP, [], []
    for gutter in range(GUTTERS):
        gutter_left.append(x)
        x += GUTTER_ENDS + GUTTER_LANE * lanes_in(trunks, gutter)
        if gutter < COLUMNS:
            column_x.append(x)
            x += BOX_WIDTH
    return column_x, gutter_left, x


def _lane_x(trunk: Trunk, gutter_left: Sequence[float]) -> float:
    return gutter_left[trunk.gutter or 0] + GUTTER_ENDS / 2 + GUTTER_LANE * (trunk.lane + 0.5)


def _row_height(row: Row, names: Mapping[str, Sequence[str]]) -> float:
    most = max(len(names[key]) for key in row.cells if key is not None)
    return 2 * BOX_PADDING + most * LINE_HEIGHT


def _box(key: str, row: int, column: int, paper: _Paper, lines: Sequence[str]) -> Box:
    return Box(key, paper.column_x[column], paper.row_y[row], BOX_WIDTH, paper.row_height[row], tuple(lines))


def _bands(rows: Sequence[Row], paper: _Paper) -> tuple[Band, ...]:
    """One band for each level, from the top of its first row to the top of the next level's."""
    starts = [number for number, row in enumerate(rows) if number == 0 or rows[number - 1].level is not row.level]
    tops = [0.0 if number == 0 else paper.row_y[number] - MARGIN for number in starts] + [paper.height]
    return tuple(
        Band(rows[number].level, top, bottom - top) for number, top, bottom in zip(starts, tops, tops[1:], strict=False)
    )


def _wires(trunk: Trunk, paper: _Paper, boxes: Mapping[str, Box]) -> list[Wire]:
    return [
        Wire(trunk.net, arrival.body, _points(trunk, arrival, paper, boxes), number == 0)
        for number, arrival in enumerate(trunk.arrivals)
    ]


def _points(trunk: Trunk, arrival: Arrival, paper: _Paper, boxes: Mapping[str, Box]) -> tuple[Point, ...]:
    start_x = paper.slot_x[trunk.channel, (trunk.number, trunk.net.from_body)]
    start = (start_x, _edge_y(boxes[trunk.net.from_body], trunk.edge))
    is_straight = straight(trunk, arrival.body)
    end_x = start_x if is_straight else paper.slot_x[arrival.channel, (trunk.number, arrival.body)]
    end = (end_x, _edge_y(boxes[arrival.body], arrival.edge))
    if is_straight:
        return (start, end)
    first = paper.lane_y[trunk.channel, trunk.number]
    if arrival.channel == trunk.channel:
        return (start, (start_x, first), (end_x, first), end)
    x, last = paper.gutter_x[trunk.number], paper.lane_y[arrival.channel, trunk.number]
    return (start, (start_x, first), (x, first), (x, last), (end_x, last), end)


def _edge_y(box: Box, edge: Edge) -> float:
    return box.y if edge is Edge.TOP else box.y + box.height
