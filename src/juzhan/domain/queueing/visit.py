"""For whom a visitor comes, and when one who waits is told to come near."""

from __future__ import annotations

from enum import StrEnum

from juzhan.domain.shared import Text

NEAR = 3
"""With so many ahead, the visitor is told to be in the hall."""


class ComesAs(StrEnum):
    """For whom a visitor comes; who it is for is named to the clerk and nowhere else."""

    SELF = "self"
    COMPANION = "companion"
    PROXY = "proxy"

    @property
    def text(self) -> Text:
        """What clerk and visitor read."""
        return _TEXTS[self]


_TEXTS = {
    ComesAs.SELF: Text("给自己办", "For themselves"),
    ComesAs.COMPANION: Text("陪人来办", "Has come along with someone"),
    ComesAs.PROXY: Text("替别人办", "Acts for someone who is not here"),
}


def step_of_waiting(ahead: int) -> str:
    """What one who waits is told: to wait, to be near, or that they are next.

    >>> [step_of_waiting(ahead) for ahead in (4, 3, 0)]
    ['waiting', 'near', 'next']
    """
    return "waiting" if ahead > NEAR else "near" if ahead else "next"
