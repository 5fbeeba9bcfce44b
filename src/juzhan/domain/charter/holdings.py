"""Who may hold which posts together is the charter's rule; this finds the people who hold posts against it.

Looks at every holding that is in force on the day or later: two posts that exclude each other held at the same time, a
post not held by the person who must hold it, and more holders than seats. That close relatives may not sit together
(organic law 2025 arts. 8 and 36) cannot be known from data and is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from attrs import frozen

from juzhan.domain.charter.findings import Finding, Severity
from juzhan.domain.charter.law import CharterLaw, PostsIncompatible
from juzhan.domain.charter.model import Charter, Post
from juzhan.domain.charter.soundness import forbids
from juzhan.domain.shared import Citation, Text

HELD_TOGETHER = Text(
    "“{one}”和“{other}”不得由同一人同时担任", "“{one}” and “{other}” may not be held by one person at the same time"
)
END_ONE = Text("请先结束其中一个任职。", "End one of the two holdings first.")
NOT_THE_REQUIRED = Text("“{one}”须由担任“{other}”的人担任", "“{one}” must be held by whoever holds “{other}”")
HOLD_BOTH = Text(
    "请由同一人担任，且任职时间在其内。", "Let the same person hold both, within the time of the other holding."
)
TOO_MANY = Text(
    "“{one}”定额{seats}，同时任职的有{count}人",
    "“{one}” has seats for {seats}, and {count} people hold it at the same time",
)
END_HOLDING = Text("请先结束一个任职。", "End one holding first.")


@frozen
class PostHeld:
    """A person holds a post (``body.post``) from ``since`` up to, not including, ``until`` (``None``: no end set)."""

    person: str
    post: str
    since: date
    until: date | None = None

    def overlaps(self, other: PostHeld) -> bool:
        """Whether there is a day on which both are held."""
        return self.since < (other.until or date.max) and other.since < (self.until or date.max)


def check_holdings(
    charter: Charter, holdings: Iterable[PostHeld], on: date, law: CharterLaw | None = None
) -> tuple[Finding, ...]:
    """Every holding in force on the day or later that is against the charter, or against the law where it is given.

    The holdings are those of one community's bodies; posts that the charter does not know are left out.
    """
    rows = [row for row in holdings if row.post in charter.posts and (row.until is None or row.until > on)]
    together = _held_together(charter, rows, _barred_by_law(charter, on, law))
    return (*together, *_not_the_required(charter, rows, on), *_too_many(charter, rows, on))


def _held_together(charter: Charter, rows: Sequence[PostHeld], barred: dict[frozenset[str], Citation]) -> list[Finding]:
    found = []
    for one, other in combinations(rows, 2):
        first, second = charter.posts[one.post], charter.posts[other.post]
        citation = _barring(first, second) or barred.get(frozenset({first.body, second.body}))
        if citation is not None and one.person == other.person and one.overlaps(other):
            text = HELD_TOGETHER.format(one=first.title, other=second.title)
            found.append(_finding("posts.held_together", citation, text, second, END_ONE))
    return found


def _barring(first: Post, second: Post) -> Citation | None:
    if forbids(first, second):
        return first.evidence.citation
    return second.evidence.citation if forbids(second, first) else None


def _barred_by_law(charter: Charter, on: date, law: CharterLaw | None) -> dict[frozenset[str], Citation]:
    if law is None:
        return {}
    return {
        frozenset({one.key, other.key}): citation
        for rule, citation in law.rules_on(on)
        if isinstance(rule.condition, PostsIncompatible)
        for one, other in rule.condition.pairs(charter)
    }


def _not_the_required(charter: Charter, rows: Sequence[PostHeld], on: date) -> Iterator[Finding]:
    for row in rows:
        post = charter.posts[row.post]
        required = charter.posts.get(post.must_be_held_by or "")
        if required is None:
            continue
        spans = [(r.since, r.until) for r in rows if r.person == row.person and r.post == required.path]
        if not _covers(spans, max(row.since, on), row.until):
            text = NOT_THE_REQUIRED.format(one=post.title, other=required.title)
            yield _finding("posts.not_held_by_required", post.evidence.citation, text, post, HOLD_BOTH)


def _covers(spans: Iterable[tuple[date, date | None]], since: date, until: date | None) -> bool:
    """Whether the spans, laid end to end, leave no day open between the two dates."""
    reached, goal = since, until or date.max
    for start, end in sorted(spans, key=lambda span: span[0]):
        if start <= reached:
            reached = max(reached, end or date.max)
    return reached >= goal


def _too_many(charter: Charter, rows: Sequence[PostHeld], on: date) -> Iterator[Finding]:
    for post in charter.posts.values():
        seats = post.seats.at_most
        held = [row for row in rows if row.post == post.path]
        days = [max(row.since, on) for row in held]
        most = max(
            (sum(r.since <= day and (r.until is None or day < r.until) for r in held) for day in days), default=0
        )
        if seats is not None and most > seats:
            text = TOO_MANY.format(one=post.title, seats=post.seats.text, count=most)
            yield _finding("posts.too_many_holders", post.evidence.citation, text, post, END_HOLDING)


def _finding(code: str, citation: Citation, text: Text, post: Post, mend: Text) -> Finding:
    return Finding(code, Severity.DEPARTURE, citation, text, f"posts.{post.path}", mend)
