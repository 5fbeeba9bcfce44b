"""Every decision is on the list, and says what was decided, why and at what cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import anchors, links, named
from tests.environment import ROOT

FOLDER = ROOT / "docs" / "adr"
LIST = FOLDER / "README.md"
DECISIONS = sorted(page for page in FOLDER.glob("*.md") if page != LIST)


def test_the_list_names_every_decision_once() -> None:
    assert sorted(link for link in links(LIST) if "/" not in link) == [page.name for page in DECISIONS]


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_says_what_was_decided_and_what_it_costs(page: Path) -> None:
    text = page.read_text()
    assert "\nStatus: " in text
    found = anchors(page)
    assert {"what-had-to-be-decided", "decision"} <= found
    assert any(anchor.startswith("what-it-costs") for anchor in found)
    assert any(anchor.startswith("why") for anchor in found)
