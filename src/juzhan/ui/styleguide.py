"""The style guide shows every token and component from the files that make them, so that it cannot disagree with them."""

from __future__ import annotations

from typing import Any

LAYOUTS = ("public", "resident", "staff")


def context(layout: str) -> dict[str, Any]:
    """Give what the style guide's template needs to show all specimens in one of the layouts."""
    return {"layout": f"layouts/{layout}.html"}


def print_context() -> dict[str, Any]:
    """Give the sample data of the printed specimens."""
    return {}
