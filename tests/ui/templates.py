"""Renders template text as files are rendered: with components, in one language or the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from tests.environment import ROOT

SOURCES = ROOT / "src" / "juzhan"
UI = SOURCES / "ui"


def render(source: str, language: str = "zh-hans", request: HttpRequest | None = None, **context: Any) -> str:
    """Render a template's text for a reader of the language."""
    compiled = engines["django"].from_string(CottonCompiler().process(source))
    with translation.override(language):
        return str(compiled.render(context, request or RequestFactory().get("/")))


def all_templates() -> list[Path]:
    """Every template of the product."""
    return sorted(path for path in SOURCES.glob("**/templates/**/*.html"))
