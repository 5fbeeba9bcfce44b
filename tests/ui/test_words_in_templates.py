"""Nothing that people read in a template stands outside its pair of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines

from tests.ui.templates import SOURCES, all_templates

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"(?<![\w.])[A-Za-z]{2,}(?![\w]*\.\w)")
"""A word, but not a part of a name of a file."""
BOTH_AT_ONCE = {"ui/templates/500.html"}
"""Pages that say everything in both languages, because they must not depend on anything."""
HAN_IN_ENGLISH = {"中文", "居站", "居站分离", "街道办事处"}
"""Chinese words that English readers are shown on purpose: the other language's own name, and names of things."""
ENGLISH_IN_TEXT = {"Juzhan", "API", "OpenAPI", "PDF", "CSV", "XLSX", "SVG", "MB", "KB", "JSON", "https", "http", "SHA"}
READ_ALOUD = (
    "title",
    "alt",
    "placeholder",
    "aria-label",
    "aria-description",
    "label",
    "hint",
    "caption",
    "text",
    "button",
)
PAIR = re.compile(r"""\{%\s*t\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
COMMENTS = re.compile(r"<!--.*?-->|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
NAMES = re.compile(r"\{% block (?:layout|sheet) %\}\w+\{% endblock %\}")
"""Blocks whose content is a name for the style sheets."""
UNREAD = re.compile(r"<(style|script|code|svg|kbd|pre)\b.*?</\1>|<c-vars\b.*?/>", re.DOTALL | re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\s([:\w-]+)="([^"]*)\"""")


def name(path: Path) -> str:
    """A template's name as people know it."""
    return path.relative_to(SOURCES).as_posix()


def loose_text(source: str) -> Iterator[str]:
    """What stands in the template itself, outside of template tags: text between elements, attributes that are read."""
    bare = TAGS.sub(" ", UNREAD.sub(" ", NAMES.sub(" ", COMMENTS.sub(" ", source))))
    for attribute, value in ATTRIBUTE.findall(bare):
        if attribute in READ_ALOUD:
            yield value
    yield re.sub(r"<[^>]*>", "\n", bare)


TEMPLATES = [path for path in all_templates() if name(path) not in BOTH_AT_ONCE]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_chinese_stands_outside_a_pair(path: Path) -> None:
    outside = PAIR.sub("", COMMENTS.sub("", path.read_text("utf-8")))
    outside = re.sub(r"\{#.*?#\}", "", outside)
    assert not HAN.findall(outside), "put it into {% t %} or a Text"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_english_stands_outside_a_pair(path: Path) -> None:
    words = {word for text in loose_text(path.read_text("utf-8")) for word in WORD.findall(text)}
    assert not words - ENGLISH_IN_TEXT, "put it into {% t %} or a Text"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_each_side_of_a_pair_is_in_its_language(path: Path) -> None:
    for quoted in PAIR.findall(path.read_text("utf-8")):
        zh, en = (text[1:-1] for text in quoted)
        stray = set(re.findall(r"[\u3400-\u9fff]+", en)) - HAN_IN_ENGLISH
        assert not stray, f"Chinese in the English text: {en}"
        bare = re.sub(r"\{\w+\}", "", zh)
        assert HAN.search(zh) or not re.search(r"[a-z]{4,}", bare) or zh == "English", f"not Chinese: {zh}"


@pytest.mark.parametrize("path", all_templates(), ids=name)
def test_every_template_can_be_compiled(path: Path) -> None:
    inside = path.as_posix().split("/templates/", 1)[1]
    engines["django"].get_template(inside)


def test_the_check_finds_what_it_looks_for() -> None:
    assert any("Save" in text for text in loose_text('<p title="x">Save</p>'))
    assert any("Close" in text for text in loose_text('<button aria-label="Close"></button>'))
    assert not any(WORD.search(text) for text in loose_text('<p class="note">{{ name }}</p><code>make run</code>'))
