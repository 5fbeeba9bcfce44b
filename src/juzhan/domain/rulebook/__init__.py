"""Every legal number is a dated parameter with its citation; every setting is one a district may change.

``load_rulebook(folder).at(day)`` gives the typed view of a day. How it is computed: docs/algorithms/rulebook.md.
"""

from juzhan.domain.rulebook.entries import Basis, Entry, LawText, Span
from juzhan.domain.rulebook.loading import load_rulebook
from juzhan.domain.rulebook.rulebook import GROUPS, RULES, Rulebook, Rules
from juzhan.domain.rulebook.values import Comparison, Share
from juzhan.domain.rulebook.view import RuleGroup, RuleNotInForce

__all__ = [
    "GROUPS",
    "RULES",
    "Basis",
    "Comparison",
    "Entry",
    "LawText",
    "RuleGroup",
    "RuleNotInForce",
    "Rulebook",
    "Rules",
    "Share",
    "Span",
    "load_rulebook",
]
