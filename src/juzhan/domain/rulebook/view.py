"""A rule is read as a typed attribute of its group; where the law of the day knows no such rule, reading it raises.

Each group class is at once the list of known names, their kinds and what they mean in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from juzhan.domain.rulebook.entries import Entry
from juzhan.domain.rulebook.values import Share
from juzhan.domain.shared.calendar_limits import Limit
from juzhan.domain.shared.refusal import Refusal, RefusalKind
from juzhan.domain.shared.text import Text

T = TypeVar("T", int, bool, Share, Limit)

RULE_NOT_IN_FORCE = RefusalKind(
    "rule.not_in_force",
    Text(
        "自 {since} 起施行的规定中没有“{title}”这一项，此事不能按它办理",
        "The rules in force since {since} do not have “{title}”, so nothing can be decided by it",
    ),
)


class RuleNotInForce(LookupError):
    """Raised when a rule is read for a day on which no law sets it; ``refusal`` says so to people."""

    def __init__(self, name: str, title: Text, since: date) -> None:
        self.name = name
        self.refusal: Refusal = RULE_NOT_IN_FORCE(title=title, since=since.isoformat())
        super().__init__(f"{name}: {self.refusal.text.en}")


class Rule(Generic[T]):
    """A typed attribute of a group: kind, meaning and, on an instance, the value in force."""

    def __init__(self, kind: type[T], title: Text) -> None:
        self.kind: type[T] = kind
        self.title = title
        """What it means, short; inside its group."""
        self.name = ""
        """Full name, ``group.attribute``."""

    def __set_name__(self, owner: type[RuleGroup], name: str) -> None:
        self.name = f"{owner.group}.{name}"
        self.full_title = Text("{group}：{rule}", "{group}: {rule}").format(group=owner.title, rule=self.title)

    @overload
    def __get__(self, rules: None, owner: type[RuleGroup]) -> Self: ...
    @overload
    def __get__(self, rules: RuleGroup, owner: type[RuleGroup]) -> T: ...
    def __get__(self, rules: RuleGroup | None, owner: type[RuleGroup]) -> Self | T:
        if rules is None:
            return self
        if self.name not in rules.entries:
            raise RuleNotInForce(self.name, self.full_title, rules.since)
        value: Any = rules.entries[self.name].value
        return value  # type: ignore[no-any-return] # the loader has checked it against ``kind``

    def __set__(self, rules: RuleGroup, value: object) -> None:
        raise AttributeError(f"{self.name} is set by the rule files, never by code")


class RuleGroup:
    """Rules about one subject, as they stand in one span of days."""

    group: ClassVar[str]
    title: ClassVar[Text]

    def __init__(self, entries: Mapping[str, Entry], since: date) -> None:
        self.entries = entries
        self.since = since

    @classmethod
    def rules(cls) -> list[Rule[Any]]:
        """The rules of the group in the order in which they are written."""
        return [rule for rule in vars(cls).values() if isinstance(rule, Rule)]


def number(zh: str, en: str) -> Rule[int]:
    """A whole number; its unit or bound stands at the end of its name (``_years``, ``_min``, ``_max``)."""
    return Rule(int, Text(zh, en))


def flag(zh: str, en: str) -> Rule[bool]:
    """A yes or no that the law decides."""
    return Rule(bool, Text(zh, en))


def share(zh: str, en: str) -> Rule[Share]:
    """A part of a whole with its comparison."""
    return Rule(Share, Text(zh, en))


def limit(zh: str, en: str) -> Rule[Limit]:
    """So many working or calendar days."""
    return Rule(Limit, Text(zh, en))
