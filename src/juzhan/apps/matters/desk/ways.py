"""Ways from a matter's pages to pages of apps above, which name them here: back to a counter, to the words of a rating."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.models import Matter
from juzhan.domain.shared import Text


@frozen
class Way:
    """One link: what it says and where it leads."""

    label: Text
    url: str


Back = Callable[[Actor], Way | None]
Beside = Callable[[Actor, Matter], Way | None]
_BACK: list[Back] = []
_BESIDE: list[Beside] = []


def lead_back(find: Back) -> None:
    """Name a way back to where the person is at work; every page of a matter asks for it."""
    _BACK.append(find)


def lead_beside(find: Beside) -> None:
    """Name a way to what belongs to a matter; its own page shows it to those to whom it leads."""
    _BESIDE.append(find)


def way_back(actor: Actor) -> Way | None:
    """Where the person left off, such as a counter with a visitor."""
    return next((way for find in _BACK if (way := find(actor))), None)


def ways_beside(actor: Actor, matter: Matter) -> list[Way]:
    """What else this person may read about a matter."""
    return [way for find in _BESIDE if (way := find(actor, matter))]
