"""What concerns a person besides the matters in hand: one line each at the top of the desk.

Contexts above this one tell theirs by a function named in ``settings.DESK_CONCERNS``: it is given the :class:`Actor` and
gives :class:`Concern` values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from attrs import frozen
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.desk.disputes import Dispute
from juzhan.domain.shared import Text

ONE_TO_RULE = Text("1 件归属争议等您裁定", "1 dispute about ownership waits for your ruling")
TO_RULE = Text("{n} 件归属争议等您裁定", "{n} disputes about ownership wait for your ruling")


@frozen
class Concern:
    """One line and where it leads; ``tone`` is ``info``, ``due`` or ``late``."""

    text: Text
    url: str
    tone: str = "info"


Tell = Callable[[Actor], Iterable[Concern]]


def concerns_of(actor: Actor, disputes: Sequence[Dispute]) -> list[Concern]:
    """Everything that waits for this person elsewhere, rulings first."""
    mine = [dispute for dispute in disputes if dispute.is_mine]
    found = [_rulings(mine)] if mine else []
    return found + [concern for tell in _tellers() for concern in tell(actor)]


def _rulings(mine: Sequence[Dispute]) -> Concern:
    late = any(dispute.deadline.days is not None and dispute.deadline.days < 0 for dispute in mine)
    text = TO_RULE.format(n=len(mine)) if len(mine) > 1 else ONE_TO_RULE
    return Concern(text, reverse("rulings"), "late" if late else "due")


@cache
def _tellers() -> tuple[Tell, ...]:
    return tuple(import_string(path) for path in getattr(settings, "DESK_CONCERNS", ()))
