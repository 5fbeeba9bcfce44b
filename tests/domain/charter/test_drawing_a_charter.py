"""The figure of a charter: legible, the same each time, no line through a box, no line upon another; a twin in words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from juzhan.domain.charter import Charter, CharterLaw, RelationKind, completed_by_law, draw
from juzhan.domain.charter.drawing.layout import Box, Layout, lay_out
from juzhan.domain.charter.drawing.lines import Net
from tests.domain.charter.test_permissions_equal_the_reference import any_charter

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("zh", "en")
WIDEST = 440
Segment = tuple[tuple[float, float], tuple[float, float]]


@pytest.fixture(scope="module")
def all_charters(charters: Mapping[str, Charter], law: CharterLaw) -> list[Charter]:
    """The ten as their files have them, and the ten as completed by the law of 2025."""
    return [*charters.values(), *(completed_by_law(c, date(2026, 1, 1), law) for c in charters.values())]


def layouts(charters: list[Charter]) -> Iterator[Layout]:
    for charter in charters:
        for language in LANGUAGES:
            yield lay_out(charter, language)


def segments(layout: Layout) -> Iterator[tuple[Net, Segment]]:
    for wire in layout.wires:
        yield from ((wire.net, pair) for pair in pairwise(wire.points))


def goes_through(segment: Segment, box: Box) -> bool:
    (x1, y1), (x2, y2) = segment
    across = min(x1, x2) < box.x + box.width and max(x1, x2) > box.x
    down = min(y1, y2) < box.y + box.height and max(y1, y2) > box.y
    return across and down


def lies_upon(one: Segment, other: Segment) -> bool:
    """Whether two level or two upright segments share more than a point."""
    for axis in (0, 1):
        cross = 1 - axis
        if one[0][cross] == one[1][cross] == other[0][cross] == other[1][cross]:
            low = max(min(p[axis] for p in one), min(p[axis] for p in other))
            high = min(max(p[axis] for p in one), max(p[axis] for p in other))
            return high - low > 1e-6
    return False


def assert_clean(layout: Layout) -> None:
    for net, segment in segments(layout):
        assert segment[0][0] == segment[1][0] or segment[0][1] == segment[1][1], "lines run level or upright"
        assert not [box.key for box in layout.boxes if goes_through(segment, box)], net
    for (net, one), (other_net, other) in combinations(segments(layout), 2):
        assert net == other_net or not lies_upon(one, other), (net, other_net)


def test_no_line_runs_through_a_box_or_upon_another_line(all_charters: list[Charter]) -> None:
    for layout in layouts(all_charters):
        assert_clean(layout)


@settings(max_examples=80, deadline=None)
@given(any_charter())
def test_nor_in_any_charter_that_can_be_written(charter: Charter) -> None:
    assert_clean(lay_out(charter, "zh"))


def test_every_body_has_one_box_and_boxes_keep_apart(all_charters: list[Charter]) -> None:
    for charter in all_charters:
        layout = lay_out(charter, "zh")
        assert sorted(box.key for box in layout.boxes) == sorted(charter.bodies)
        for one, other in combinations(layout.boxes, 2):
            assert not goes_through(((one.x, one.y), (one.x + one.width, one.y + one.height)), other)


def test_every_related_pair_has_a_line_that_starts_and_ends_at_its_boxes(all_charters: list[Charter]) -> None:
    for charter in all_charters:
        layout = lay_out(charter, "en")
        boxes = {box.key: box for box in layout.boxes}
        pairs = {frozenset((r.from_body, r.to_body)) for r in charter.relations}
        assert {frozenset((wire.net.from_body, wire.to_body)) for wire in layout.wires} == pairs
        for wire in layout.wires:
            for (x, y), key in ((wire.points[0], wire.net.from_body), (wire.points[-1], wire.to_body)):
                box = boxes[key]
                assert box.x < x < box.x + box.width
                assert y in (box.y, box.y + box.height)


def test_on_a_phone_of_360_pixels_letters_stay_readable_and_names_fit_their_boxes(all_charters: list[Charter]) -> None:
    for charter in all_charters:
        for language in LANGUAGES:
            root = ET.fromstring(draw(charter, language).svg)
            width = float(root.attrib["viewBox"].split()[2])
            assert width <= WIDEST
            for text in root.iter(f"{SVG}text"):
                assert float(text.attrib["font-size"]) * 360 / width >= 9.5
        for box in lay_out(charter, "zh").boxes:
            assert all(len(line) * 14.5 <= box.width for line in box.lines)


def test_the_figure_speaks_to_screen_readers_and_carries_no_code(charters: Mapping[str, Charter]) -> None:
    for charter in charters.values():
        for language in LANGUAGES:
            drawing = draw(charter, language)
            root = ET.fromstring(drawing.svg)
            assert root.attrib["role"] == "img"
            names = root.attrib["aria-labelledby"].split()
            assert [element.attrib["id"] for element in root[:2]] == names
            assert root[0].text == charter.title.within(language)
            assert not list(root.iter(f"{SVG}script")) + list(root.iter(f"{SVG}style"))
            assert 'style="' not in drawing.svg


def test_the_same_charter_gives_the_same_bytes(charters: Mapping[str, Charter]) -> None:
    for charter in charters.values():
        assert draw(charter, "zh") == draw(charter, "zh")


def test_leading_is_solid_and_supervising_dashed(charters: Mapping[str, Charter]) -> None:
    root = ET.fromstring(draw(charters["wuhou"], "zh").svg)
    by_class = {path.attrib.get("class", ""): path for path in root.iter(f"{SVG}path")}
    assert "stroke-dasharray" not in by_class["charter-line charter-line-solid"].attrib
    assert by_class["charter-line charter-line-dashed"].attrib["stroke-dasharray"] == "6 4"


def test_bodies_added_by_law_have_a_broken_frame_and_a_line_in_the_legend(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    raw, completed = charters["wuhou"], completed_by_law(charters["wuhou"], date(2026, 1, 1), law)
    assert "依法补充" not in draw(raw, "zh").svg
    svg = draw(completed, "zh").svg
    frames = [r for r in ET.fromstring(svg).iter(f"{SVG}rect") if r.attrib.get("class") == "charter-body"]
    assert sum("stroke-dasharray" in frame.attrib for frame in frames) == len(completed.added_bodies) == 2
    assert "依法补充" in svg


def test_the_twin_says_every_body_every_relation_and_every_owner(all_charters: list[Charter]) -> None:
    for charter in all_charters:
        twin = "".join(sentence.zh for sentence in draw(charter, "zh").twin)
        assert all(body.name.zh in twin for body in charter.bodies.values())
        said = [sentence.zh for sentence in draw(charter, "zh").twin]
        for relation in charter.relations:
            start, end = charter.bodies[relation.from_body].name.zh, charter.bodies[relation.to_body].name.zh
            assert any(s.startswith(start) and end in s and marks(relation.kind, s) for s in said)


def marks(kind: RelationKind, sentence: str) -> bool:
    words = {RelationKind.DECIDES_FOR: "决策", RelationKind.ELECTS: "选出", RelationKind.EXECUTES_FOR: "执行"}
    return words.get(kind, kind.text.zh) in sentence


def test_the_twin_tells_who_heads_the_station(charters: Mapping[str, Charter]) -> None:
    sentences = draw(charters["wuhou"], "zh").twin
    assert "站长由社区党组织书记担任。" in {sentence.zh for sentence in sentences}
    assert "专业性服务事务归谁，来源没有说；暂归社区工作站。" in {sentence.zh for sentence in sentences}
