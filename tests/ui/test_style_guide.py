"""The style guide and the author's guide know every component, and every component can be drawn."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from juzhan.ui.guide import LAYOUTS, groups
from tests.ui.templates import UI

COTTON = UI / "templates" / "cotton"
COMPONENTS = sorted(
    path.relative_to(COTTON).with_suffix("").as_posix().removesuffix("/index").replace("/", ".").replace("_", "-")
    for path in COTTON.rglob("*.html")
)
INSIDE_OTHERS = {"messages", "demo-banner"}
"""Parts of the layouts, which page authors do not write."""


def sources() -> str:
    """All specimens and the guide's own pages."""
    return "\n".join(path.read_text("utf-8") for path in (UI / "templates" / "ui" / "styleguide").rglob("*.html"))


@pytest.mark.parametrize("component", sorted(set(COMPONENTS) - INSIDE_OTHERS))
def test_every_component_is_shown(component: str) -> None:
    everywhere = sources() + (UI / "templates" / "layouts" / "print.html").read_text("utf-8")
    assert re.search(rf"<c-{re.escape(component)}[\s/>]", everywhere)


@pytest.mark.parametrize("component", sorted(set(COMPONENTS) - INSIDE_OTHERS))
def test_every_component_is_explained_to_authors(component: str) -> None:
    assert f"<c-{component}" in (UI / "README.md").read_text("utf-8")


def test_authors_are_told_of_no_component_that_does_not_exist() -> None:
    told = set(re.findall(r"<c-([a-z.-]+)", (UI / "README.md").read_text("utf-8"))) - {"slot"}
    assert told <= set(COMPONENTS)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_specimen_is_drawn_in_every_layout(layout: str, language: str) -> None:
    page = Client(headers={"accept-language": language}).get("/styleguide", {"layout": layout})
    assert page.status_code == 200
    assert f'data-layout="{layout}"' in page.content.decode()
    for group in groups():
        for specimen in group.specimens:
            assert f'id="specimen-{specimen.name}"' in page.content.decode()


def test_an_unknown_layout_is_shown_as_the_public_one() -> None:
    assert 'data-layout="public"' in Client().get("/styleguide", {"layout": "../x"}).content.decode()


@pytest.mark.parametrize("kind", ["receipt", "notice"])
def test_printed_pages_have_specimens(kind: str) -> None:
    assert Client().get(f"/styleguide/print/{kind}").status_code == 200
