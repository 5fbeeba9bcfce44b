"""The rules of a day are what the entries in force on it say; they change only on the days the entries name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen

from juzhan.domain.rulebook.entries import Entry
from juzhan.domain.rulebook.groups import (
    AssemblyRules,
    CommitteeRules,
    DataRules,
    ElectionRules,
    GroupRules,
    MediationRules,
    MeetingRules,
    OversightRules,
    PeriodRules,
    RecallRules,
)
from juzhan.domain.rulebook.settings_group import SettingRules
from juzhan.domain.rulebook.view import Rule, RuleGroup, RuleNotInForce
from juzhan.domain.shared.citation import Citation
from juzhan.domain.shared.text import Text

GROUPS: tuple[type[RuleGroup], ...] = (
    CommitteeRules,
    GroupRules,
    ElectionRules,
    RecallRules,
    MeetingRules,
    AssemblyRules,
    OversightRules,
    MediationRules,
    PeriodRules,
    DataRules,
    SettingRules,
)
RULES: Mapping[str, Rule[Any]] = {rule.name: rule for group in GROUPS for rule in group.rules()}
"""Every known rule by full name; a name in a file that is not here is a fault."""


class Rules:
    """The rules in force over one span of days, by group; reading a rule that no law sets raises ``RuleNotInForce``."""

    def __init__(self, since: date, entries: Mapping[str, Entry]) -> None:
        self.since = since
        """First day on which exactly these rules were in force."""
        self.entries = entries
        self.committee = CommitteeRules(entries, since)
        self.residents_group = GroupRules(entries, since)
        self.election = ElectionRules(entries, since)
        self.recall = RecallRules(entries, since)
        self.residents_meeting = MeetingRules(entries, since)
        self.assembly = AssemblyRules(entries, since)
        self.oversight = OversightRules(entries, since)
        self.mediation = MediationRules(entries, since)
        self.periods = PeriodRules(entries, since)
        self.data = DataRules(entries, since)
        self.settings = SettingRules(entries, since)

    def knows(self, name: str) -> bool:
        """Whether a rule of this full name is in force; an unknown name is a ``KeyError``."""
        return RULES[name].name in self.entries

    def entry(self, name: str) -> Entry:
        """Value, span and basis of the rule; raises ``RuleNotInForce`` if no law or setting has it on this day."""
        if not self.knows(name):
            raise RuleNotInForce(name, RULES[name].full_title, self.since)
        return self.entries[name]

    def cite(self, name: str) -> Citation:
        """The citation of a legal rule in the version then in force; a setting has none and is a ``ValueError``."""
        basis = self.entry(name).basis
        if basis is None:
            raise ValueError(f"{name} is a setting and rests on no law; show source() instead")
        return basis.citation(self.since)

    def source(self, name: str) -> Text:
        """Where the value comes from, for people: the citation, or that it is a setting and its reason."""
        return self.entry(name).source(self.since)


@frozen
class Rulebook:
    """All entries; ``at(day)`` gives the rules of that day, made once for each day on which anything changes."""

    entries: tuple[Entry, ...]
    changes: tuple[date, ...] = field(init=False, eq=False)
    _views: tuple[Rules, ...] = field(init=False, eq=False, repr=False)

    @changes.default
    def _change_days(self) -> tuple[date, ...]:
        days = {date.min}
        for entry in self.entries:
            days |= set(_edges((entry.span.first, entry.span.last)))
            for text in entry.basis.texts if entry.basis else ():
                days |= set(_edges((text.span.first, text.span.last)))
        return tuple(sorted(days))

    @_views.default
    def _rules_of_each_span(self) -> tuple[Rules, ...]:
        return tuple(
            Rules(day, {entry.name: entry for entry in self.entries if day in entry.span}) for day in self.changes
        )

    def at(self, day: date) -> Rules:
        """The rules in force on ``day``."""
        return self._views[bisect_right(self.changes, day) - 1]

    def history(self, name: str) -> tuple[Entry, ...]:
        """Every value the rule has had, oldest first; an unknown name is a ``KeyError``."""
        known = RULES[name].name
        return tuple(sorted((each for each in self.entries if each.name == known), key=lambda each: each.span.first))


def _edges(span: tuple[date, date | None]) -> Iterable[date]:
    first, last = span
    return (first,) if last is None else (first, last + timedelta(1))
