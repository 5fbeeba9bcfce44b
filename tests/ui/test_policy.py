"""Templates keep to the content policy ``default-src 'self'`` and need no scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui.templates import SOURCES, UI, all_templates

INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"""(?:src|href|action)=["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import|from\s+["']https?:"""
)
STATIC = sorted(path for path in (UI / "static").rglob("*") if path.suffix in {".css", ".js"})


@pytest.mark.parametrize("path", all_templates(), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    assert not INLINE.findall(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [*all_templates(), *STATIC], ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    assert not ELSEWHERE.findall(path.read_text("utf-8"))


@pytest.mark.parametrize("path", all_templates(), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_every_form_that_changes_something_carries_its_token(path: Path) -> None:
    source = path.read_text("utf-8")
    for form in re.findall(r'<form\b[^>]*method="post".*?</form>', source, re.DOTALL | re.IGNORECASE):
        assert "csrf_token" in form
