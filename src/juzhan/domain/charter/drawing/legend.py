"""The legend says what each stroke, mark and frame of this figure means, and only those that occur in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from attrs import frozen

from juzhan.domain.charter.drawing.layout import Wire
from juzhan.domain.charter.drawing.lines import Mark
from juzhan.domain.charter.drawing.numbers import number
from juzhan.domain.charter.drawing.wrapping import wrapped_sentence
from juzhan.domain.charter.model import Body, Charter
from juzhan.domain.charter.vocabulary import BodyKind, Stroke
from juzhan.domain.shared import Text

WIDTHS: Mapping[Stroke, float] = {
    Stroke.SOLID: 2.2,
    Stroke.DASHED: 1.6,
    Stroke.DOUBLE: 2.2,
    Stroke.DOTTED: 1.8,
    Stroke.THIN: 1,
}
DASHES: Mapping[Stroke, str] = {
    Stroke.SOLID: "",
    Stroke.DASHED: ' stroke-dasharray="6 4"',
    Stroke.DOUBLE: ' stroke-dasharray="12 3 2 3"',
    Stroke.DOTTED: ' stroke-dasharray="1 4" stroke-linecap="round"',
    Stroke.THIN: "",
}
STROKE_TEXTS: Mapping[Stroke, Text] = {
    Stroke.SOLID: Text("领导", "leads"),
    Stroke.DASHED: Text("监督", "supervises"),
    Stroke.DOUBLE: Text("派出或管理", "dispatches or manages"),
    Stroke.DOTTED: Text("指导或委托", "guides or entrusts"),
    Stroke.THIN: Text("选举、决策、执行、协同等", "elects, decides, executes, cooperates"),
}
MARK_TEXTS: Mapping[Mark, Text] = {
    Mark.DISPATCHES: Text("起点有圆点：同时派出或管理", "dot at the start: dispatches or manages as well"),
    Mark.DECIDES: Text("起点有菱形：同时决策、交付执行", "diamond at the start: decides as well"),
}
SQUARE = Text("方角：政府机构和站点", "square corners: government offices and stations")
ROUND = Text("圆角：居民的机构", "round corners: the residents' bodies")
HEAVY = Text("粗框：党组织", "heavy frame: the party's organizations")
BROKEN = Text("虚框：依法补充，来源没有", "broken frame: added by law, not in the source")
STRONGEST = Text(
    "两个机构之间有几种关系时只画最强的一种，全部关系见文字说明。",
    "Between two bodies only the strongest relation is drawn; the text gives them all.",
)

PARTY = frozenset({BodyKind.PARTY_BRANCH, BodyKind.STREET_PARTY_COMMITTEE, BodyKind.DISTRICT_PARTY_COMMITTEE})
RESIDENTS = frozenset(
    {
        BodyKind.RESIDENTS,
        BodyKind.RESIDENTS_COMMITTEE,
        BodyKind.COMMITTEE_OFFICE,
        BodyKind.RESIDENTS_MEETING,
        BodyKind.RESIDENTS_ASSEMBLY,
        BodyKind.DELIBERATION_COUNCIL,
        BodyKind.SUPERVISION_COMMITTEE,
        BodyKind.MANAGEMENT_COMMITTEE,
        BodyKind.WORK_COMMITTEE,
        BodyKind.SOCIAL_ORGANIZATION,
        BodyKind.STREET_ASSEMBLY,
    }
)
SAMPLE = 34.0
TEXT_X = 44.0
STEP = 19.0
SIZE = 12.5
CHARACTER = 6.4


@frozen
class Entry:
    """One line of the legend: a sample (SVG, drawn around y) and what it means."""

    stroke: Stroke | None
    mark: Mark
    frame: str
    text: Text


def entries_of(charter: Charter, wires: Iterable[Wire]) -> tuple[Entry, ...]:
    """What occurs in the figure, in a fixed order."""
    nets = [wire.net for wire in wires]
    bodies = list(charter.bodies.values())
    strokes = [Entry(s, Mark.NONE, "", STROKE_TEXTS[s]) for s in Stroke if any(net.stroke is s for net in nets)]
    marks = [Entry(None, m, "", text) for m, text in MARK_TEXTS.items() if any(net.mark is m for net in nets)]
    frames = [
        Entry(None, Mark.NONE, _frame(heavy, rounded, broken), text)
        for heavy, rounded, broken, text, occurs in (
            (False, False, False, SQUARE, True),
            (False, True, False, ROUND, any(body.kind in RESIDENTS for body in bodies)),
            (True, False, False, HEAVY, any(body.kind in PARTY for body in bodies)),
            (False, True, True, BROKEN, bool(charter.added_bodies)),
        )
        if occurs
    ]
    return (*strokes, *marks, *frames, Entry(None, Mark.NONE, "", STRONGEST))


def frame_of(charter: Charter, body: Body) -> str:
    """The attributes of a body's frame."""
    return _frame(body.kind in PARTY, body.kind in RESIDENTS, body.key in charter.added_bodies)


def _frame(heavy: bool, rounded: bool, broken: bool) -> str:
    return (
        f'rx="{12 if rounded else 2}" fill="currentColor" fill-opacity="0.06" stroke="currentColor"'
        f' stroke-width="{2.6 if heavy else 1.2}"' + (' stroke-dasharray="4 3"' if broken else "")
    )


def legend_height(entries: Sequence[Entry], language: str, width: float) -> float:
    """The height the legend needs below the figure."""
    return 16 + STEP * sum(len(_lines(entry, language, width)) for entry in entries)


def draw_legend(entries: Sequence[Entry], language: str, top: float, width: float) -> Iterable[str]:
    """The legend as SVG, one entry below the other."""
    y = top + 16
    for entry in entries:
        yield from _sample(entry, y)
        for line in _lines(entry, language, width):
            x = TEXT_X if _has_sample(entry) else 8
            yield (
                f'<text class="charter-legend" x="{number(x)}" y="{number(y)}" font-size="{SIZE}"'
                f' dominant-baseline="central" fill="currentColor">{escape(line)}</text>'
            )
            y += STEP


def _has_sample(entry: Entry) -> bool:
    return entry.stroke is not None or entry.mark is not Mark.NONE or bool(entry.frame)


def _lines(entry: Entry, language: str, width: float) -> tuple[str, ...]:
    room = width - (TEXT_X if _has_sample(entry) else 8) - 6
    return wrapped_sentence(entry.text.within(language), language, int(room / CHARACTER))


def _sample(entry: Entry, y: float) -> Iterable[str]:
    if entry.stroke is not None:
        yield (
            f'<path d="M8 {number(y)} L{number(8 + SAMPLE - 6)} {number(y)}" fill="none" stroke="currentColor"'
            f' stroke-width="{WIDTHS[entry.stroke]}"{DASHES[entry.stroke]}/>'
        )
    elif entry.mark is Mark.DISPATCHES:
        yield f'<circle cx="22" cy="{number(y)}" r="3.6" fill="currentColor"/>'
    elif entry.mark is Mark.DECIDES:
        points = f"22,{number(y - 5)} 26,{number(y)} 22,{number(y + 5)} 18,{number(y)}"
        yield f'<polygon points="{points}" fill="currentColor"/>'
    elif entry.frame:
        yield f'<rect x="10" y="{number(y - 6.5)}" width="24" height="13" {entry.frame}/>'.replace('rx="12"', 'rx="6"')
