"""A finding is one place where a charter, or those who hold its posts, departs from a rule, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from juzhan.domain.shared import Citation, Text


class Severity(StrEnum):
    """A departure is against the rule; a note says where the charter is silent or the rule needs attention."""

    DEPARTURE = "departure"
    NOTE = "note"

    @property
    def text(self) -> Text:
        """The label of this severity."""
        return SEVERITY_LABELS[self]


SEVERITY_LABELS = {Severity.DEPARTURE: Text("不符", "departure"), Severity.NOTE: Text("提示", "note")}


@frozen
class Finding:
    """One departure or note: ``where`` is the key in the charter (``relations.street_office.leads.workstation``)."""

    code: str
    severity: Severity
    citation: Citation
    text: Text
    where: str
    mend: Text


def departures(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only the findings that are against the rule."""
    return tuple(finding for finding in findings if finding.severity is Severity.DEPARTURE)
