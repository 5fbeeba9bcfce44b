"""An expected "no" is a value with a code, its parameters and the rule it rests on, told in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from juzhan.domain.shared.citation import Citation
from juzhan.domain.shared.text import Text


@frozen
class Refusal:
    """One "no": what was wrong and what to do next.

    ``about`` names the input the refusal is about (empty for the whole act), so that a form can show it in place.
    """

    code: str
    text: Text
    params: Mapping[str, Any] = field(factory=dict)
    rule: Citation | None = None
    about: str = ""


@frozen
class RefusalKind:
    """A refusal not yet filled in; calling it with the parameters gives the :class:`Refusal`.

    >>> FULL = RefusalKind("slot.full", Text("{slot} 已约满", "{slot} is full"))
    >>> FULL(slot="9:00").code
    'slot.full'
    """

    code: str
    text: Text
    rule: Citation | None = None
    about: str = ""

    def __call__(self, **params: Any) -> Refusal:
        return Refusal(self.code, self.text.format(**params), params, self.rule, self.about)
