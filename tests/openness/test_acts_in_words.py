"""Every act that the program records has words in both languages."""

from __future__ import annotations

import re

from juzhan.apps.district.models import TableImport
from juzhan.apps.matters.services.core import PAST
from juzhan.apps.openness.acts import ACTS, say_act
from juzhan.domain.matters import MatterAct
from tests.environment import ROOT

APPS = ROOT / "src" / "juzhan" / "apps"
_RECORDED = re.compile(r"(?:record_act|NewEntry)\((?:[^()]|\([^()]*\))*?\"([a-z_]+\.[a-z_]+)\"", re.S)


def recorded() -> set[str]:
    """The names of acts that stand in the program's own calls."""
    sources = (path.read_text(encoding="utf-8") for path in APPS.glob("**/*.py"))
    return {name for source in sources for name in _RECORDED.findall(source)}


def test_the_search_finds_the_acts_that_are_known() -> None:
    assert {"matter.submitted", "charter.adopted", "inquiry.opened", "matter.rerouted", "post.left"} <= recorded()


def test_every_recorded_act_has_words() -> None:
    assert recorded() - ACTS.keys() == set()
    assert {f"matter.{PAST[act]}" for act in MatterAct} <= ACTS.keys()
    assert {f"{kind.value}.imported" for kind in TableImport.Kind} <= ACTS.keys()


def test_an_act_of_a_later_version_is_shown_by_its_name() -> None:
    assert say_act("mandate.admitted").zh == "mandate.admitted"
