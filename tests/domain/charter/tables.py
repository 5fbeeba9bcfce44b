"""The tables of docs/algorithms/charter.md and permissions.md are made from the code.

Run ``python -m tests.domain.charter.tables`` in the repository after a change; a test keeps documents and code equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from juzhan.domain.charter import (
    GRANTS,
    OWN,
    Act,
    Affair,
    AffairClass,
    BodyKind,
    FaultKind,
    RelationKind,
    Role,
    Routing,
    check,
    departures,
    load_charter_law,
    load_charters,
    route,
)
from juzhan.domain.charter.faults import FAULT_TEXTS
from juzhan.domain.charter.grants import PASSES_DOWN
from juzhan.domain.charter.law_loading import READERS
from tests.domain.charter.towns import CHARTERS, LAW, ROOT

DOCUMENTS = tuple(ROOT / "docs" / "algorithms" / name for name in ("charter.md", "permissions.md"))
DAYS = (date(2008, 6, 1), date(2020, 6, 1), date(2026, 1, 1))
PLACE = re.compile(r"<!-- table: (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def acts(found: frozenset[Act]) -> str:
    """Acts in the order of the vocabulary."""
    return ", ".join(act for act in Act if act in found) or "–"


def grants() -> str:
    """What each relation gives over the matters of the other body."""
    roles = (Role.HEAD, Role.HANDLER, Role.MEMBER)
    rows = [["own body", *(acts(OWN[role]) for role in roles), "–"]]
    for kind, given in GRANTS.items():
        rows.append(
            [f"{kind} {kind.text.zh}", *(acts(given[role]) for role in roles), "yes" if kind in PASSES_DOWN else "no"]
        )
    return table(["relation", "head, deputy", "handler", "member", "passes down"], rows)


def act_names() -> str:
    """Every act with its two names."""
    return table(["act", "中文", "English"], ([act, act.text.zh, act.text.en] for act in Act))


def relations() -> str:
    """Every relation with its two names and its line."""
    return table(["relation", "中文", "English", "line"], ([k, k.text.zh, k.text.en, k.stroke] for k in RelationKind))


def bodies() -> str:
    """Every kind of body with its two names."""
    return table(["kind", "中文", "English"], ([kind, kind.text.zh, kind.text.en] for kind in BodyKind))


def faults() -> str:
    """Every fault with its message."""
    return table(["fault", "中文", "English"], ([k, FAULT_TEXTS[k].zh, FAULT_TEXTS[k].en] for k in FaultKind))


def owners() -> str:
    """Who owns each class of affair under each charter; a fallback stands in brackets."""
    rows = []
    for name, charter in load_charters(CHARTERS).items():
        cells = [name]
        for klass in AffairClass:
            routing = route(charter, Affair(klass))
            assert isinstance(routing, Routing)
            owner = charter.bodies[routing.owner].name.zh
            exact = any(rule.klass is klass and rule.domain for rule in charter.affairs)
            cells.append((f"（{owner}）" if routing.is_fallback else owner) + ("；按领域另有归属" if exact else ""))
        rows.append(cells)
    return table(["charter", *(klass for klass in AffairClass)], rows)


def findings() -> str:
    """The departures of each charter on three days."""
    law = load_charter_law(LAW)
    rows = []
    for name, charter in load_charters(CHARTERS).items():
        found = [departures(check(charter, day, law)) for day in DAYS]
        codes = [dict.fromkeys(f"{f.code} ({f.citation.article})" for f in each) for each in found]
        rows.append([name, *(", ".join(each) or "–" for each in codes)])
    return table(["charter", *(day.isoformat() for day in DAYS)], rows)


def rule_kinds() -> str:
    """The kinds of rule with the rules of the law file that use them."""
    rules = load_charter_law(LAW).rules
    return table(
        ["kind", "rules of the file"],
        (
            [kind, ", ".join(dict.fromkeys(rule.code for rule in rules if _kind(rule.condition) == kind)) or "–"]
            for kind in READERS
        ),
    )


def _kind(condition: object) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", type(condition).__name__).lower()


TABLES: Mapping[str, Callable[[], str]] = {
    function.__name__: function
    for function in (grants, act_names, relations, bodies, faults, owners, findings, rule_kinds)
}


def filled(text: str) -> str:
    """A document with every table made anew."""
    return PLACE.sub(lambda match: f"<!-- table: {match[1]} -->\n{TABLES[match[1]]()}\n<!-- end -->", text)


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(filled(document.read_text(encoding="utf-8")), encoding="utf-8")
