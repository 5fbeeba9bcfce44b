"""Status and time limit: words, a shape and a colour, for every state there is."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from juzhan.domain.matters.states import State
from juzhan.ui.cells import STATUSES, due, status
from juzhan.ui.icons import SHAPES
from tests.ui.templates import render


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_matter_is_shown_by_its_own_words(state: State) -> None:
    with translation.override("en"):
        shown = status(state)
    assert state.text.en in shown
    assert "<svg" in shown


def test_no_two_states_of_a_matter_look_the_same_without_their_words() -> None:
    looks = [(STATUSES[state.value].tone, STATUSES[state.value].shape) for state in State]
    assert len(set(looks)) == len(looks)
    assert {shape for _, shape in looks} <= set(SHAPES)


def test_a_label_from_people_is_escaped_whatever_was_shown_before() -> None:
    trusted = status("closed", mark_safe("<b>甲</b>"))
    given = status("closed", "<b>甲</b>")
    assert "<b>" in trusted
    assert "<b>" not in given


@pytest.mark.parametrize(
    ("days", "options", "tone", "words"),
    [
        (9, {}, "calm", "还剩 9 个工作日"),
        (2, {}, "soon", "还剩 2 个工作日"),
        (0, {}, "soon", "今天到期"),
        (-1, {}, "late", "已超期 1 个工作日"),
        (-1, {"paused": True}, "paused", "计时已中止"),
        (4, {"done": True}, "ok", "按时办结"),
        (0, {"done": True}, "ok", "按时办结"),
        (-4, {"done": True}, "late", "超期办结"),
        (None, {}, "none", "无时限"),
    ],
)
def test_a_time_limit_speaks_in_words_and_tone(
    days: int | None, options: dict[str, bool], tone: str, words: str
) -> None:
    with translation.override("zh-hans"):
        shown = due(days, **options)
    assert f"due--{tone}" in shown
    assert words in shown


def test_the_component_and_the_tag_give_the_same_cell() -> None:
    on = date(2026, 3, 5)
    tag = render('{% status "closed" %}|{% due 3 on=on %}', on=on).strip()
    component = render('<c-status code="closed" />|<c-due :days="3" :on="on" />', on=on)
    assert component.replace("\n", "") == tag
