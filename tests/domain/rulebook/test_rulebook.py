"""The rules of a day, their citations and their history."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.rulebook import GROUPS, RULES, Entry, Rulebook, RuleNotInForce, Share, load_rulebook
from juzhan.domain.shared.calendar_limits import Limit
from juzhan.domain.shared.numerals import chinese_numeral

FOLDER = Path(__file__).parents[3] / "rules" / "cn"
BOOK = load_rulebook(FOLDER)
LAW_ENTRIES = [entry for entry in BOOK.entries if entry.basis]
OLD, NOW = date(2025, 12, 31), date(2026, 1, 1)


def label(entry: Entry) -> str:
    return f"{entry.name}@{entry.span.first}"


@given(day=st.dates(date(1985, 1, 1), date(2040, 1, 1)), name=st.sampled_from(sorted(RULES)))
def test_a_day_reads_the_one_entry_whose_span_holds_it(day: date, name: str) -> None:
    rules, holding = BOOK.at(day), [entry for entry in BOOK.history(name) if day in entry.span]
    group, attribute = name.split(".")
    if holding:
        assert getattr(getattr(rules, group), attribute) == holding[0].value
    else:
        with pytest.raises(RuleNotInForce):
            getattr(getattr(rules, group), attribute)


def test_days_between_two_changes_share_one_view() -> None:
    assert BOOK.at(date(2026, 1, 1)) is BOOK.at(date(2026, 11, 22))
    assert BOOK.at(date(2025, 12, 31)) is not BOOK.at(date(2026, 1, 1))


def test_every_group_is_an_attribute_of_the_rules() -> None:
    rules = BOOK.at(NOW)
    assert all(isinstance(getattr(rules, group.group), group) for group in GROUPS)


def test_the_law_of_the_day_is_cited_in_its_version_of_that_day() -> None:
    cited = [BOOK.at(date(year, 6, 1)).cite("committee.members_min").law for year in (2010, 2020, 2026)]
    assert cited == ["城市居民委员会组织法(1989)", "城市居民委员会组织法(2018修正)", "城市居民委员会组织法(2025)"]


def test_a_citation_is_written_as_lawyers_write_it() -> None:
    assert BOOK.at(NOW).cite("election.proxies_max").text.zh == "《城市居民委员会组织法(2025)》第十九条第四款"
    assert BOOK.at(NOW).cite("oversight.audit_request_residents").text.en.endswith("art. 38, para. 1, item 4")


def test_a_setting_is_never_cited_as_law() -> None:
    rules = BOOK.at(NOW)
    with pytest.raises(ValueError, match="rests on no law"):
        rules.cite("settings.reopen_days")
    assert rules.source("settings.reopen_days").zh.startswith("本系统设定，区可调整，不是法律规定")
    assert "not law" in rules.source("settings.reopen_days").en


def test_every_setting_has_a_reason_and_every_legal_number_a_quote() -> None:
    for entry in BOOK.entries:
        assert (entry.reason is None) is not (entry.basis is None), label(entry)
        assert (entry.basis is None) is entry.name.startswith("settings."), label(entry)


def test_a_rule_that_the_old_law_did_not_know_is_refused_by_name() -> None:
    with pytest.raises(RuleNotInForce) as caught:
        _ = BOOK.at(OLD).assembly.quorum
    assert caught.value.name == "assembly.quorum"
    assert "居民代表会议：组成人员到会" in caught.value.refusal.text.zh
    assert not BOOK.at(OLD).knows("assembly.quorum")
    assert BOOK.at(NOW).knows("assembly.quorum")


def test_a_rule_that_ended_is_gone_and_its_history_stays() -> None:
    assert not BOOK.at(NOW).knows("residents_meeting.request_groups")
    assert [entry.span.last for entry in BOOK.history("residents_meeting.request_groups")] == [OLD]


def test_an_unknown_name_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        BOOK.at(NOW).knows("committee.term_yaers")


def test_code_cannot_change_a_rule() -> None:
    with pytest.raises(AttributeError, match="never by code"):
        BOOK.at(NOW).committee.term_years = 4


def test_on_every_day_of_change_a_value_or_its_source_changes() -> None:
    for day in BOOK.changes[1:]:
        before, after = (
            {(name, entry.source(rules.since).zh, str(entry.value)) for name, entry in rules.entries.items()}
            for rules in (BOOK.at(day - timedelta(1)), BOOK.at(day))
        )
        assert before != after, day


def test_the_amendment_of_2018_changed_the_term_only() -> None:
    before, after = BOOK.at(date(2018, 12, 28)), BOOK.at(date(2018, 12, 29))
    changed = [name for name in after.entries if after.entries[name].value != before.entries[name].value]
    assert changed == ["committee.term_years"]
    assert before.entries.keys() == after.entries.keys()


def numeral_in_law(entry: Entry) -> str:
    """The words with which the law states this value."""
    if entry.name in IN_WORDS:
        return IN_WORDS[entry.name]
    match entry.value:
        case Share() as share:
            fraction = share.fraction
            words = f"{chinese_numeral(fraction.denominator)}分之{chinese_numeral(fraction.numerator)}"
            return "过半数" if words == "二分之一" else words
        case Limit() as limit:
            return chinese_numeral(limit.amount) + "日"
        case int() as number if not isinstance(number, bool):
            return {2: "[二两]"}.get(number, chinese_numeral(number))
    raise AssertionError(f"say in IN_WORDS which words decide {entry.name}")


IN_WORDS = {
    "committee.women_min": "应当有妇女",
    "committee.close_relatives_barred": "近亲属回避",
    "residents_group.term_follows_committee": "任期与居民委员会的任期相同",
    "election.candidates_exceed_seats": "多于应选名额",
    "election.candidate_may_be_proxy": "候选人不得",
    "election.representatives_may_use_proxy": "不实行委托投票",
    "oversight.supervision_required": "应当建立",
    "oversight.supervision_bars_committee": "不得担任",
    "oversight.supervision_term_follows_committee": "任期与居民委员会的任期相同",
    "assembly.per_half_year_min": "每半年至少召开一次",
    "mediation.women_min": "应当有妇女",
    "mediation.free_of_charge": "不收取任何费用",
    "periods.start_day_counts": "不计入",
    "periods.last_day_off_moves": "结束的次日为期间的最后一日",
}
"""Words that decide a yes or no, or a number that the law says without a numeral."""


@pytest.mark.parametrize("entry", LAW_ENTRIES, ids=label)
def test_the_quote_states_the_number(entry: Entry) -> None:
    assert entry.basis is not None
    assert re.search(numeral_in_law(entry), entry.basis.quote)


@pytest.mark.parametrize("entry", [entry for entry in LAW_ENTRIES if isinstance(entry.value, Share)], ids=label)
def test_the_words_above_and_more_than_are_kept_apart(entry: Entry) -> None:
    """以上 and 不得少于 include the number; 过半数 and 超过 do not (民法典 art. 1259)."""
    assert isinstance(entry.value, Share)
    assert entry.basis is not None
    number = numeral_in_law(entry)
    includes = re.search(f"{number}以上|不得少于[^，。]*{number}", entry.basis.quote) is not None
    assert includes is (entry.value.comparison == "at_least")


@cache
def reference_texts() -> dict[str, str]:
    folder = Path(os.environ["JUZHAN_REFERENCE"])
    return {path.name: plain(path.read_text("utf-8")) for path in folder.rglob("*") if path.suffix in {".md", ".txt"}}


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.skipif("JUZHAN_REFERENCE" not in os.environ, reason="JUZHAN_REFERENCE names no folder of law texts")
@pytest.mark.parametrize("entry", LAW_ENTRIES, ids=label)
def test_the_quote_stands_in_the_text_of_the_law(entry: Entry) -> None:
    assert entry.basis is not None
    holding = next(text for text in entry.basis.texts if entry.span.first in text.span)
    name = entry.basis.reference or holding.reference
    if name not in reference_texts():
        pytest.skip(f"the folder holds no {name or 'text of ' + holding.title}")
    assert plain(entry.basis.quote) in reference_texts()[name]


def test_loading_the_same_folder_twice_gives_the_same_rulebook() -> None:
    assert load_rulebook(FOLDER) == BOOK
    assert isinstance(BOOK, Rulebook)
