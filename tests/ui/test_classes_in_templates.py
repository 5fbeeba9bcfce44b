"""A class in a template is a class of a style sheet; a misspelt one would change nothing and be noticed by nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui.templates import SOURCES, all_templates

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ATTRIBUTE = re.compile(r'\bclass="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', re.DOTALL)
NAME = re.compile(r"[a-z][a-z0-9]*(?:(?:--|__|-)[a-z0-9]+)*")
WITHOUT_LOOK = {"formset"}
"""Names that only group what is inside them."""


def used(source: str) -> set[str]:
    """The names written out in class attributes; names put together with a tag are left out."""
    words = " ".join(TAG.sub("\0", value) for value in ATTRIBUTE.findall(source)).split()
    return {word for word in words if NAME.fullmatch(word)}


def defined() -> set[str]:
    """All class names of all style sheets."""
    sheets = SOURCES.glob("**/static/**/*.css")
    return {name for sheet in sheets for name in re.findall(r"\.([a-z][\w-]*)", sheet.read_text("utf-8"))}


@pytest.mark.parametrize("path", all_templates(), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_every_class_is_defined(path: Path) -> None:
    known = defined() | WITHOUT_LOOK
    assert {name for name in used(path.read_text("utf-8")) if name not in known and _block(name) not in known} == set()


def _block(name: str) -> str:
    """The block that a part (``block__part``) belongs to: a part may be there for a script or for reading only."""
    return name.partition("__")[0]


def test_the_check_reads_classes_beside_tags() -> None:
    assert used('<p class="soft{% if x %} late{% endif %}">') == set()
    assert used('<p class="row {{ extra }} small">') == {"row", "small"}
    assert used('<p class="{% if x %}a{% endif %}"><b class="stack">') == {"stack"}
