"""An entry is one value of one rule over a span of days, with the law it rests on or a setting's reason."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from juzhan.domain.rulebook.values import Share
from juzhan.domain.shared.calendar_limits import Limit
from juzhan.domain.shared.citation import Citation
from juzhan.domain.shared.text import Text

Value = int | bool | Share | Limit

NOT_LAW = Text("本系统设定，区可调整，不是法律规定", "a setting of this system that a district may change, not law")


@frozen
class Span:
    """Days from ``first`` to ``last``, both included; ``last`` of ``None`` is open."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@frozen
class LawText:
    """One version of a law and the days on which it was or is in force."""

    title: str
    title_en: str
    span: Span
    reference: str = ""


@frozen
class Basis:
    """What a legal number rests on: the versions of the law that say so, the article and the words."""

    texts: tuple[LawText, ...]
    article: str
    quote: str
    reference: str = ""

    def citation(self, day: date) -> Citation:
        """The citation in the version in force on ``day``."""
        text = next(each for each in self.texts if day in each.span)
        return Citation(text.title, self.article, text.title_en)


@frozen
class Entry:
    """The value of the rule ``name`` (``group.attribute``) over a span; ``basis`` for law, ``reason`` for a setting."""

    name: str
    value: Value
    span: Span
    basis: Basis | None
    reason: Text | None
    file: str
    line: int

    def source(self, day: date) -> Text:
        """Where the value comes from, as people read it: the citation, or that it is a setting and why."""
        if self.basis is not None:
            return self.basis.citation(day).text
        return Text("{what}：{why}", "{what}: {why}").format(what=NOT_LAW, why=self.reason)
