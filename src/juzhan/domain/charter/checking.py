"""Check says where a charter departs from the organic law in force on a day, article by article.

The law side is data (:mod:`juzhan.domain.charter.law`); a charter is judged as it is written, without anything the law
itself adds (for that see :mod:`juzhan.domain.charter.completing`).
"""

from __future__ import annotations

from datetime import date

from juzhan.domain.charter.findings import Finding, Severity
from juzhan.domain.charter.law import CharterLaw
from juzhan.domain.charter.model import Charter
from juzhan.domain.shared import Citation, Text

NO_LAW = Finding(
    "law.none_in_force",
    Severity.NOTE,
    Citation("城市居民委员会组织法", "", "Organic Law of Urban Residents' Committees"),
    Text(
        "这一天没有已收录的法律文本在生效，无法检查。",
        "No recorded text of the law was in force on that day: nothing can be checked.",
    ),
    "charter",
    Text("换一个1990年1月1日以后的日期。", "Choose a day from 1 January 1990 on."),
)


def check(charter: Charter, on: date, law: CharterLaw) -> tuple[Finding, ...]:
    """Every departure and note on the day, departures first, each group in the order of the law file."""
    if law.text_on(on) is None:
        return (NO_LAW,)
    findings = [
        Finding(rule.code, rule.severity, citation, rule.text.format(**names), where, rule.mend.format(**names))
        for rule, citation in law.rules_on(on)
        for where, names in rule.condition.broken_in(charter)
    ]
    return tuple(sorted(findings, key=lambda finding: finding.severity is Severity.NOTE))
