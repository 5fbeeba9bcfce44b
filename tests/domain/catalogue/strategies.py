"""Random items as the product may meet them: any characters but the few that a table cell cannot hold."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from juzhan.domain.catalogue import (
    AffairClass,
    Applicant,
    Channel,
    Domain,
    Ended,
    Fee,
    ItemKind,
    ItemVersion,
    LegalBasis,
    Material,
    MaterialForm,
    OutcomeKind,
    TimeLimit,
    check_item,
)
from juzhan.domain.shared import Citation, Text
from juzhan.domain.shared.calendar_limits import DayUnit, Limit
from juzhan.domain.shared.rows import cell_problem

words = (
    st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="|"), min_size=1, max_size=6)
    .map(str.strip)
    .filter(lambda word: bool(word) and word[0] not in "=+-@" and cell_problem(word) is None)
)
texts = st.builds(Text, words, words)
maybe_texts = st.none() | texts
citations = st.builds(Citation, words, words | st.just(""), words | st.just(""))
limits = st.builds(Limit, st.integers(0, 90), st.sampled_from(DayUnit))
time_limits = st.builds(TimeLimit, limits, st.none() | citations, maybe_texts)
fees = st.builds(Fee, st.integers(0, 10**8), st.none() | citations, maybe_texts)
codes = st.from_regex(r"[a-z]{1,6}(\.[a-z_]{1,6}){1,2}", fullmatch=True)
bare = st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True)
materials = st.lists(
    st.builds(
        Material, bare, texts, st.sampled_from(MaterialForm), st.integers(1, 9), st.booleans(), maybe_texts, maybe_texts
    ),
    max_size=3,
    unique_by=lambda material: material.code,
).map(tuple)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def items(draw: st.DrawFn) -> ItemVersion:
    """A sound item with any of its fields unknown or filled in."""
    valid_from = draw(days)
    kind = draw(st.sampled_from(ItemKind))
    extension = draw(st.none() | time_limits)
    item = ItemVersion(
        code=draw(codes),
        version=draw(st.integers(1, 999)),
        valid_from=valid_from,
        valid_until=draw(st.none() | st.integers(1, 9999).map(lambda more: valid_from + timedelta(days=more))),
        name=draw(texts),
        affair_class=draw(st.sampled_from(AffairClass)),
        kind=kind,
        domain=draw(st.none() | st.sampled_from(Domain)),
        summary=draw(texts),
        synonyms=draw(st.lists(words, max_size=4, unique=True).map(tuple)),
        department=draw(maybe_texts),
        main_item=draw(words | st.just("")),
        external_code=draw(bare | st.just("")),
        task_type=draw(st.sampled_from(["", "1", "20"])),
        what_it_is=draw(maybe_texts),
        applicant=draw(st.none() | st.sampled_from(Applicant)),
        who_may_apply=draw(maybe_texts),
        materials=draw(st.none() | materials),
        steps=draw(st.none() | st.lists(texts, max_size=3).map(tuple)),
        legal_basis=draw(st.lists(st.builds(LegalBasis, citations, maybe_texts), max_size=3).map(tuple)),
        time_limit=draw(st.none() | time_limits),
        fee=draw(st.none() | fees),
        may_suspend=draw(st.none() | st.booleans()),
        may_extend=extension is not None,
        extension=extension,
        channels=draw(st.none() | st.lists(st.sampled_from(Channel), unique=True).map(tuple)),
        anonymous_allowed=kind is not ItemKind.APPLICATION and draw(st.booleans()),
        outcomes=draw(st.lists(st.sampled_from(OutcomeKind), unique=True).map(tuple)),
        result=draw(maybe_texts),
        ended=draw(
            st.none() | st.builds(Ended, texts, texts, st.lists(bare, max_size=2).map(tuple), st.none() | citations)
        ),
        note=draw(maybe_texts),
        seed=draw(st.sampled_from(["", "95"])),
    )
    assert check_item(item) == ()
    return item
