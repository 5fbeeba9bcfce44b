"""Between two bodies the figure shows one line: the strongest relation; lines of one body in one stroke form one tree.

Where a body that leads also dispatches or manages, or one that supervises also decides, a mark at the start says so.
All relations stand in the text twin.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from juzhan.domain.charter.model import Charter
from juzhan.domain.charter.vocabulary import RelationKind, Stroke

STRENGTH = (
    RelationKind.LEADS,
    RelationKind.DISPATCHES,
    RelationKind.MANAGES,
    RelationKind.SUPERVISES,
    RelationKind.DECIDES_FOR,
    RelationKind.ELECTS,
    RelationKind.ENTRUSTS,
    RelationKind.GUIDES,
    RelationKind.EXECUTES_FOR,
    RelationKind.COOPERATES,
    RelationKind.EMPLOYS,
    RelationKind.FUNDS,
    RelationKind.TRAINS,
)


class Mark(StrEnum):
    """What stands at the start of a line when a second relation goes with the first."""

    NONE = "none"
    DISPATCHES = "dispatches"
    DECIDES = "decides"


@frozen
class Line:
    """One line of the figure; cooperation has no arrowhead."""

    from_body: str
    to_body: str
    stroke: Stroke
    mark: Mark
    arrow: bool


@frozen
class Net:
    """All lines that start at one body with one stroke and mark: they share one trunk."""

    from_body: str
    stroke: Stroke
    mark: Mark
    arrow: bool
    to_bodies: tuple[str, ...]


def lines_of(charter: Charter) -> tuple[Line, ...]:
    """One line for each pair of related bodies; a pair that relates both ways gets the stronger direction."""
    kinds: dict[tuple[str, str], set[RelationKind]] = {}
    for relation in charter.relations:
        kinds.setdefault((relation.from_body, relation.to_body), set()).add(relation.kind)
    lines = []
    for (start, end), found in kinds.items():
        back = kinds.get((end, start), set())
        if not back or _strength(found) < _strength(back) or (_strength(found) == _strength(back) and start < end):
            lines.append(_line(start, end, found))
    return tuple(lines)


def nets_of(lines: Iterable[Line]) -> tuple[Net, ...]:
    """The lines gathered by start, stroke and mark."""
    groups: dict[tuple[str, Stroke, Mark, bool], list[str]] = {}
    for line in lines:
        groups.setdefault((line.from_body, line.stroke, line.mark, line.arrow), []).append(line.to_body)
    return tuple(Net(*place, tuple(targets)) for place, targets in groups.items())


def _strength(kinds: set[RelationKind]) -> int:
    return min(STRENGTH.index(kind) for kind in kinds)


def _line(start: str, end: str, kinds: set[RelationKind]) -> Line:
    kind = STRENGTH[_strength(kinds)]
    return Line(start, end, kind.stroke, _mark(kinds - {kind}, kind.stroke), kind is not RelationKind.COOPERATES)


def _mark(kinds: set[RelationKind], stroke: Stroke) -> Mark:
    """The mark for the other relations of a pair, unless the stroke says it already."""
    if stroke is Stroke.DOUBLE:
        return Mark.NONE
    if kinds & {RelationKind.DISPATCHES, RelationKind.MANAGES}:
        return Mark.DISPATCHES
    return Mark.DECIDES if RelationKind.DECIDES_FOR in kinds else Mark.NONE
