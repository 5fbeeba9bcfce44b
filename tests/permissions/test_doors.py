"""Every page of a desk is reached by links, every act has its lines in the matrix, and a browser has looked at every page."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.test import Client

from juzhan.api.desk import ACTS as OF_THE_INTERFACE
from juzhan.apps.matters.acts import ACTS as OF_PAGES
from tests.environment import ROOT
from tests.permissions.probing import FILE, addresses, clients
from tests.world import World

MATRIX: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text())
WHO = ("clerk", "secretary", "street_officer", "administrator", "representative")
_LINK = re.compile(r'href="(/desk[^"?#]*)')
_MOST = 200
"""Pages one person is followed through; the small world has fewer."""


def pages_of_desks() -> set[str]:
    """The addresses of desks that need no number or code and answer to GET."""
    plain = (f"/{route}" for route in addresses() if route.startswith("desk") and "<" not in route)
    return {path for path in plain if "405" not in MATRIX[f"GET {path}"]}


def reached(client: Client) -> set[str]:
    """What somebody finds by following links from the desk."""
    found, waiting = {"/desk"}, ["/desk"]
    while waiting and len(found) < _MOST:
        new = set(_LINK.findall(client.get(waiting.pop()).content.decode(errors="ignore"))) - found
        found |= new
        waiting += sorted(new)
    return found


@pytest.mark.django_db
def test_every_page_of_a_desk_is_reached_by_links(world: World) -> None:
    world.matter()
    everyone = clients(world)
    found = set().union(*(reached(everyone[who]) for who in WHO))
    assert sorted(pages_of_desks() - found) == [], "give the page a door in apps/bodies/desk.py or a link"


def test_a_browser_has_looked_at_every_page_of_a_desk() -> None:
    tests = "\n".join(path.read_text() for path in (ROOT / "tests" / "browser").glob("test_*.py"))
    unseen = [path for path in sorted(pages_of_desks()) if not re.search(rf"[\"'}}]{path}[\"'?]", tests)]
    assert unseen == [], "name the page in tests/browser/test_desk_pages.py: PAGES"


@pytest.mark.parametrize(
    ("start", "acts"), [("/desk/matters/", OF_PAGES), ("/api/v1/desk/matters/", OF_THE_INTERFACE)], ids=["page", "api"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_act_of_a_desk_has_lines_of_its_own(method: str, start: str, acts: dict[str, object]) -> None:
    asked = {line.rsplit("/", 1)[1] for line in MATRIX if line.startswith(f"{method} {start}")}
    assert sorted({str(act) for act in acts} - asked) == [], "add to tests/permissions/lines.txt and rewrite"
