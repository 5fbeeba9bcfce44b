"""Every body of a charter gets a row and one of three columns: levels from the top down, leaders above those they lead.

Three columns keep the figure legible on a phone. Within a level a body stands one row below the lowest of those that
lead, dispatch, manage, guide, decide for or elect it; a row of more than three is split evenly. Columns are chosen, row
by row, so that related bodies stand near each other. All choices are deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations

from attrs import frozen

from juzhan.domain.charter.model import Body, Charter
from juzhan.domain.charter.vocabulary import Level, RelationKind

COLUMNS = 3
SWEEPS = 4
DOWNWARD = frozenset(
    {
        RelationKind.LEADS,
        RelationKind.DISPATCHES,
        RelationKind.MANAGES,
        RelationKind.ENTRUSTS,
        RelationKind.GUIDES,
        RelationKind.DECIDES_FOR,
        RelationKind.ELECTS,
    }
)
# Evenly spread is better than pushed to one side when nothing else decides.
SPREAD: Mapping[tuple[int, ...], int] = {(0,): 1, (2,): 1, (0, 1): 1, (1, 2): 1}

Cells = tuple[str | None, ...]


@frozen
class Row:
    """One row: the level it belongs to and the body key (or nothing) in each column."""

    level: Level
    cells: Cells


def place(charter: Charter) -> tuple[Row, ...]:
    """The rows of the figure, from the top down."""
    rows = [row for level in Level for row in _rows_of_level(charter, level)]
    near = _neighbors(charter)
    for _ in range(SWEEPS):
        for number in range(len(rows)):
            rows[number] = _arrange(rows, number, near)
    return tuple(rows)


def cells_of(rows: Sequence[Row]) -> Mapping[str, tuple[int, int]]:
    """Row and column of every body."""
    return {key: (r, c) for r, row in enumerate(rows) for c, key in enumerate(row.cells) if key is not None}


def _rows_of_level(charter: Charter, level: Level) -> list[Row]:
    bodies = [body for body in charter.bodies.values() if body.level is level]
    depths = _depths(charter, bodies)
    rows = []
    for depth in sorted(set(depths.values())):
        keys = [body.key for body in bodies if depths[body.key] == depth]
        rows += [Row(level, _spread(part)) for part in _parts(keys)]
    return rows


def _parts(keys: Sequence[str]) -> list[Sequence[str]]:
    """Split into as few rows as hold them, of even length, longer ones first."""
    count = -(-len(keys) // COLUMNS)
    length, longer = divmod(len(keys), count)
    starts = [number * length + min(number, longer) for number in range(count + 1)]
    return [keys[start:end] for start, end in pairwise(starts)]


def _spread(keys: Sequence[str]) -> Cells:
    if len(keys) == 1:
        return (None, keys[0], None)
    return (keys[0], None, keys[1]) if len(keys) == 2 else tuple(keys)


def _depths(charter: Charter, bodies: Sequence[Body]) -> Mapping[str, int]:
    """Longest way down to each body inside its level; a relation that would close a circle is left out."""
    keys = [body.key for body in bodies]
    above: dict[str, set[str]] = {key: set() for key in keys}
    for relation in sorted(charter.relations, key=lambda each: tuple(RelationKind).index(each.kind)):
        start, end = relation.from_body, relation.to_body
        if relation.kind in DOWNWARD and start in above and end in above and not _is_above(above, end, start):
            above[end].add(start)
    depths: dict[str, int] = {}
    while len(depths) < len(keys):
        for key in keys:
            if key not in depths and above[key] <= depths.keys():
                depths[key] = max((depths[other] + 1 for other in above[key]), default=0)
    return depths


def _is_above(above: Mapping[str, set[str]], upper: str, lower: str) -> bool:
    found, fresh = {lower}, {lower}
    while fresh:
        fresh = {other for key in fresh for other in above[key]} - found
        found |= fresh
    return upper in found


def _neighbors(charter: Charter) -> Mapping[str, Mapping[str, int]]:
    """How strongly each body is tied to each other one; leadership counts most."""
    near: dict[str, dict[str, int]] = {key: {} for key in charter.bodies}
    for relation in charter.relations:
        weight = 3 if relation.kind is RelationKind.LEADS else 1
        for one, other in ((relation.from_body, relation.to_body), (relation.to_body, relation.from_body)):
            near[one][other] = near[one].get(other, 0) + weight
    return near


def _arrange(rows: Sequence[Row], number: int, near: Mapping[str, Mapping[str, int]]) -> Row:
    columns = {key: column for key, (_, column) in cells_of(rows).items()}
    keys = [key for key in rows[number].cells if key is not None]
    choices = permutations(range(COLUMNS), len(keys))
    best = min(
        choices, key=lambda choice: (_cost(keys, choice, columns, near), SPREAD.get(tuple(sorted(choice)), 0), choice)
    )
    cells: list[str | None] = [None] * COLUMNS
    for key, column in zip(keys, best, strict=True):
        cells[column] = key
    return Row(rows[number].level, tuple(cells))


def _cost(
    keys: Sequence[str], choice: Sequence[int], columns: Mapping[str, int], near: Mapping[str, Mapping[str, int]]
) -> int:
    own = dict(zip(keys, choice, strict=True))
    return sum(
        weight * abs(own[key] - own.get(other, columns[other])) for key in keys for other, weight in near[key].items()
    )
