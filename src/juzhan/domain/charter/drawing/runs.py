"""In a channel each trunk gets a lane of its own, ordered so that lines cross as seldom as a few swaps can achieve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from juzhan.domain.charter.drawing.trunks import Edge, Trunk, gutter_position

Slot = tuple[int, str]


@frozen
class Stub:
    """The short upright piece between a lane and a box or gutter; ``up`` says to which side of the lane it goes."""

    x: float
    up: bool


@frozen
class Run:
    """The level piece of one trunk in one channel."""

    trunk: int
    stubs: tuple[Stub, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(stub.x for stub in self.stubs)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(stub.x for stub in self.stubs)

    def covers(self, x: float) -> bool:
        """Whether an upright line at x would cross it."""
        return self.left < x < self.right


def slots_of(trunks: Iterable[Trunk]) -> Mapping[tuple[int, int], Sequence[Slot]]:
    """For each channel and column, the stubs that need a place of their own, from left to right.

    A slot is (trunk number, body at its outer end); a line straight down to the next row has one slot for both ends.
    """
    wanted: dict[tuple[int, int], dict[Slot, float]] = {}
    for trunk in trunks:
        own = wanted.setdefault((trunk.channel, trunk.column), {})
        own[trunk.number, trunk.net.from_body] = _aim(trunk)
        for arrival in trunk.arrivals:
            if straight(trunk, arrival.body):
                own[trunk.number, trunk.net.from_body] = trunk.column
                continue
            near = arrival.channel == trunk.channel
            aim = trunk.column if near else gutter_position(trunk.gutter or 0)
            wanted.setdefault((arrival.channel, arrival.column), {})[trunk.number, arrival.body] = aim
    return {place: sorted(slots, key=lambda slot: (slots[slot], slot)) for place, slots in wanted.items()}


def straight(trunk: Trunk, body: str) -> bool:
    """Whether the body lies right across the channel in the same column."""
    return any(
        each.body == body
        and each.channel == trunk.channel
        and each.column == trunk.column
        and each.edge is not trunk.edge
        for each in trunk.arrivals
    )


def _aim(trunk: Trunk) -> float:
    """The middle of where a trunk is heading, on the scale of columns."""
    aims: list[float] = [each.column for each in trunk.arrivals if each.channel == trunk.channel]
    if trunk.gutter is not None:
        aims.append(gutter_position(trunk.gutter))
    return sum(aims) / len(aims)


def runs_in(
    channel: int, trunks: Iterable[Trunk], slot_x: Mapping[tuple[int, Slot], float], gutter_x: Mapping[int, float]
) -> list[Run]:
    """The level pieces of one channel; a line that only goes straight across has none."""
    runs = []
    for trunk in trunks:
        stubs = []
        if trunk.channel == channel:
            stubs.append(Stub(slot_x[channel, (trunk.number, trunk.net.from_body)], trunk.edge is Edge.BOTTOM))
        for each in trunk.arrivals:
            if each.channel == channel:
                name = trunk.net.from_body if straight(trunk, each.body) else each.body
                stubs.append(Stub(slot_x[channel, (trunk.number, name)], each.edge is Edge.BOTTOM))
        if stubs and trunk.gutter is not None:
            stubs.append(Stub(gutter_x[trunk.number], _goes_up(trunk, channel)))
        if len({stub.x for stub in stubs}) > 1:
            runs.append(Run(trunk.number, tuple(stubs)))
    return runs


def _goes_up(trunk: Trunk, channel: int) -> bool:
    first, last = trunk.span
    return channel == last if channel != first else False


def lanes_of(runs: Sequence[Run]) -> Mapping[int, int]:
    """Lane number, from the top, by trunk number."""
    order = sorted(runs, key=lambda run: (run.left, run.right, run.trunk))
    swapped = True
    while swapped:
        swapped = False
        for place in range(len(order) - 1):
            one, other = order[place], order[place + 1]
            if _crossings(other, one) < _crossings(one, other):
                order[place], order[place + 1] = other, one
                swapped = True
    return _packed(order)


def _crossings(upper: Run, lower: Run) -> int:
    """How often two runs cross when one lies above the other."""
    down = sum(lower.covers(stub.x) for stub in upper.stubs if not stub.up)
    up = sum(upper.covers(stub.x) for stub in lower.stubs if stub.up)
    return down + up


def _packed(order: Sequence[Run]) -> Mapping[int, int]:
    """Runs that do not meet may share a lane; the order of those that meet is kept."""
    lanes: dict[int, int] = {}
    for number, run in enumerate(order):
        meeting = [lanes[other.trunk] for other in order[:number] if _meet(run, other)]
        lanes[run.trunk] = max(meeting, default=-1) + 1
    return lanes


def _meet(one: Run, other: Run) -> bool:
    return one.left <= other.right and other.left <= one.right
