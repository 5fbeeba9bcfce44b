"""Words: both languages at the same place, picked when read."""

from __future__ import annotations

import pickle

import pytest
from django.template import TemplateSyntaxError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.shared import RefusalKind, Text
from juzhan.ui.words import WordsIncompleteError, say, t
from tests.ui.templates import render

FULL = RefusalKind("slot.full", Text("{slot} 已约满", "{slot} is full"))


def test_a_reader_gets_the_words_of_her_language() -> None:
    assert render('{% t "提交" "Submit" %}') == "提交"
    assert render('{% t "提交" "Submit" %}', "en") == "Submit"


def test_a_language_the_site_does_not_have_is_read_as_chinese() -> None:
    with translation.override(None):
        assert str(t("提交", "Submit")) == "提交"


@pytest.mark.parametrize(("count", "said"), [(0, "0 matters"), (1, "1 matter"), (2, "2 matters")])
def test_english_counts_in_singular_and_plural(count: int, said: str) -> None:
    assert render('{% t "{n} 件" "{n} matter|{n} matters" n=count %}', "en", count=count) == said


def test_a_bar_without_a_count_is_an_ordinary_character() -> None:
    assert render('{% t "甲|乙" "a|b" %}', "en") == "a|b"


@given(st.text())
def test_values_are_escaped_in_both_languages(value: str) -> None:
    for language in ("zh-hans", "en"):
        said = render('{% t "你好 {name}" "Hello {name}" name=value %}', language, value=f"<script>{value}")
        assert "<script" not in said


def test_a_value_that_looks_like_a_parameter_is_left_alone() -> None:
    assert render('{% t "你好 {name}" "Hello {name}" name=value %}', value="{name} {0}") == "你好 {name} {0}"


def test_domain_texts_and_refusals_are_said_in_the_language() -> None:
    refusal = FULL(slot="9:00")
    assert render("{{ refusal|say }}", "en", refusal=refusal) == "9:00 is full"
    assert render("{{ text|say }}", text=Text("社区", "Community")) == "社区"
    assert render('{% t "在{place}" "in {place}" place=text %}', "en", text=Text("社区", "Wuhou")) == "in Wuhou"
    assert say(None) == ""


def test_words_can_be_kept_in_a_variable() -> None:
    assert render('{% t "姓名" "Name" as label %}<b title="{{ label }}">', "en") == '<b title="Name">'


def test_words_stand_in_attributes_of_components() -> None:
    assert 'aria-label="Pages"' in render("<c-tabs label=\"{% t '翻页' 'Pages' %}\"></c-tabs>", "en")


def test_quotes_may_stand_in_words() -> None:
    assert render(r"""{% t '他说\'好\'' 'He said \'yes\'' %}""", "en") == "He said 'yes'"


@pytest.mark.parametrize(
    "tag",
    [
        '{% t "提交" %}',
        '{% t "提交" "" %}',
        '{% t "  " "Submit" %}',
        '{% t "提交" submit %}',
        '{% t "共 {n} 件" "{n} in all" %}',
        '{% t "共 {n} 件" "in all" n=count %}',
        '{% t "共 {n} 件" "one|{m} in all" n=count %}',
        '{% t "提交" "Submit" count %}',
    ],
)
def test_an_incomplete_pair_is_an_error_of_the_template(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(tag, count=1)


def test_an_incomplete_pair_in_python_fails_at_once() -> None:
    with pytest.raises(WordsIncompleteError, match="both languages"):
        t("提交", "")
    with pytest.raises(WordsIncompleteError, match="both languages"):
        t("{n} 件", "some", n=3)


def test_lazy_words_follow_the_reader_and_survive_storage() -> None:
    label = pickle.loads(pickle.dumps(t("{n} 天", "{n} day|{n} days", n=1)))
    with translation.override("en"):
        assert str(label) == "1 day"
    with translation.override("zh-hans"):
        assert str(label) == "1 天"
