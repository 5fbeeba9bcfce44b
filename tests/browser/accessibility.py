"""axe-core looks at a page; what keeps people out fails the test, each fault with its place and its cure."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
_RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def assert_accessible(page: Page) -> None:
    """Fail with a list of every serious or critical fault that axe finds on the page as it stands."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    found = page.evaluate(_RUN, TAGS)
    grave = [violation for violation in found["violations"] if violation["impact"] in GRAVE]
    assert not grave, f"{page.url} keeps people out:\n" + "\n".join(map(_told, grave))


def _told(violation: dict[str, Any]) -> str:
    places = "\n".join(f"      {node['target']}: {node['html'][:160]}" for node in violation["nodes"][:5])
    more = len(violation["nodes"]) - 5
    rest = f"\n      ... and {more} more" if more > 0 else ""
    return f"  [{violation['impact']}] {violation['id']}: {violation['help']}\n{places}{rest}"
