"""Route says which one body of a charter owns an affair, and why; where the source is silent it says so.

A rule for one domain goes before the rule for the whole class. Where the most specific rule says "unknown", the
charter's declared fallback is used and marked as such; without a fallback the answer is a refusal that names the gap.
Worked tables: docs/algorithms/charter.md.
"""

from __future__ import annotations

from attrs import frozen

from juzhan.domain.charter.model import Affair, AffairRule, Charter
from juzhan.domain.charter.vocabulary import AffairClass, Domain, SourceKind
from juzhan.domain.shared import Refusal, RefusalKind, Text

OWNER_UNKNOWN = RefusalKind(
    "charter.owner_unknown",
    Text(
        "“{charter}”章程没有说{affair}归谁：{gap}请由区里决定归属后再办",
        "“{charter}” does not say who owns {affair}: {gap} Ask the district to decide the owner first",
    ),
)

OWNED = Text("按“{charter}”章程，{affair}归{owner}", "Under the charter “{charter}” the {owner} owns {affair}")
PROVISIONAL = Text(
    "按“{charter}”章程，{affair}暂归{owner}",
    "Under the charter “{charter}” the {owner} takes {affair} for the time being",
)


@frozen
class Routing:
    """The answer: ``owner`` is a body key of the charter; ``reasons`` cite the rule and its source.

    ``is_fallback`` is true where the source is silent and the charter's declared fallback was used.
    """

    owner: str
    reasons: tuple[Text, ...]
    is_fallback: bool


def route(charter: Charter, affair: Affair) -> Routing | Refusal:
    """Say which body owns the affair."""
    rule = most_specific(charter, affair, fallback=False)
    if rule is not None and rule.owner is not None:
        return Routing(rule.owner, _reasons(charter, affair, rule), is_fallback=False)
    gap = _gap(rule)
    fallback = most_specific(charter, affair, fallback=True)
    if fallback is None or fallback.owner is None:
        return OWNER_UNKNOWN(charter=charter.title, affair=describe_affair(affair), gap=gap)
    return Routing(fallback.owner, (gap, *_reasons(charter, affair, fallback)), is_fallback=True)


def most_specific(charter: Charter, affair: Affair, fallback: bool) -> AffairRule | None:
    """The rule for this class and domain, else the rule for the whole class."""
    rules = [r for r in charter.affairs if r.klass is affair.klass and r.fallback is fallback]
    exact = [r for r in rules if r.domain is not None and r.domain is affair.domain]
    general = [r for r in rules if r.domain is None]
    return next(iter(exact + general), None)


def describe_affair(affair: Affair) -> Text:
    """The affair in words: its class, and its domain where it has one."""
    if affair.domain is None:
        return affair.klass.text
    return Text(
        f"{affair.klass.text.zh}（{affair.domain.text.zh}）", f"{affair.klass.text.en} ({affair.domain.text.en})"
    )


def affairs_told_apart(*charters: Charter) -> tuple[tuple[Affair, Text], ...]:
    """Every affair that any of the charters tells apart, in words: each class, and each domain with a rule of its own."""
    exact = {(rule.klass, rule.domain) for charter in charters for rule in charter.affairs}
    found = []
    for klass in AffairClass:
        apart = [Affair(klass, domain) for domain in Domain if (klass, domain) in exact]
        rest = Text(f"其他{klass.text.zh}", f"other {klass.text.en}") if apart else klass.text
        found += [(affair, describe_affair(affair)) for affair in apart] + [(Affair(klass), rest)]
    return tuple(found)


def _gap(rule: AffairRule | None) -> Text:
    if rule is None or rule.reason is None:
        return Text("来源没有说。", "the source does not say.")
    return rule.reason


def _reasons(charter: Charter, affair: Affair, rule: AffairRule) -> tuple[Text, ...]:
    template = PROVISIONAL if rule.fallback else OWNED
    owner = charter.bodies[rule.owner or ""].name
    said = template.format(charter=charter.title, affair=_scope(affair, rule), owner=lowered(owner))
    reasons = [said] + ([rule.reason] if rule.reason else [])
    if rule.evidence.source.kind is not SourceKind.PRODUCT:
        reasons.append(rule.evidence.text)
    return tuple(reasons)


def _scope(affair: Affair, rule: AffairRule) -> Text:
    return describe_affair(affair if rule.domain else Affair(affair.klass))


def lowered(name: Text) -> Text:
    """A name as it stands within an English sentence."""
    return Text(name.zh, name.en[:1].lower() + name.en[1:])
