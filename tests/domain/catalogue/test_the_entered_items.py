"""The items entered in data/catalogue: complete, in both languages, resting on law where they say so."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from juzhan.domain.catalogue import AffairClass, Domain, ItemKind, ItemVersion, load_catalogue
from juzhan.domain.shared import Citation

FOLDER = Path(__file__).resolve().parents[3] / "data" / "catalogue"
TODAY = date(2026, 11, 22)
FORBIDDEN_CERTIFICATES = (
    "亲属关系证明",
    "居民身份信息证明",
    "户口登记项目内容变更申请证明",
    "居民养犬证明",
    "无犯罪记录证明",
    "社区戒毒、社区康复人员情况证明",
    "人员失踪证明",
    "婚姻状况证明",
    "出生证明",
    "健在证明",
    "死亡证明",
    "疾病状况证明",
    "残疾状况证明",
    "婚育状况证明",
    "居民就业状况证明",
    "居民个人档案证明",
    "居民财产证明",
    "遗产继承权证明",
    "市场主体住所证明",
    "证件遗失证明",
)
SEED_ITEMS = {
    "居住证办理": "public_security.residence_permit",
    "少儿医保办理": "labor_security.child_health_insurance",
    "开入学证明": "certificate.school_enrolment",
    "怀孕检查": "health_family.pregnancy_inspection",
    "计划生育证明": "certificate.family_planning",
    "廉租住房申请": "civil_affairs.low_rent_housing",
    "低保申请": "civil_affairs.minimum_living_allowance",
    "下岗再就业": "labor_security.reemployment_preference_card",
    "办老年证": "civil_affairs.senior_card",
    "办独生子女证": "health_family.only_child_certificate",
}


@pytest.fixture(scope="module")
def versions() -> tuple[ItemVersion, ...]:
    return load_catalogue(FOLDER)


@pytest.fixture(scope="module")
def living(versions: tuple[ItemVersion, ...]) -> list[ItemVersion]:
    return [item for item in versions if item.can_start(TODAY)]


@pytest.fixture(scope="module")
def ended(versions: tuple[ItemVersion, ...]) -> list[ItemVersion]:
    return [item for item in versions if item.is_historical]


@pytest.fixture(scope="module")
def laws() -> dict[str, date]:
    tables = tomllib.loads((FOLDER / "laws.toml").read_text(encoding="utf-8"))["law"]
    return {law["title"]: law["from"] for law in tables}


def citations(item: ItemVersion) -> list[Citation]:
    """Every place in a law that an item names."""
    held = [item.time_limit, item.promised_limit, item.extension, item.fee]
    named = [basis.citation for basis in item.legal_basis] + [each.basis for each in held if each and each.basis]
    return named + ([item.ended.basis] if item.ended and item.ended.basis else [])


def test_there_are_a_hundred_living_items(living: list[ItemVersion]) -> None:
    assert len(living) >= 100


def test_each_of_the_six_domains_has_at_least_five_living_items(living: list[ItemVersion]) -> None:
    counted = Counter(item.domain for item in living if item.affair_class is AffairClass.ADMINISTRATIVE)
    assert {domain: counted[domain] for domain in Domain if counted[domain] < 5} == {}


def test_professional_and_self_governance_affairs_stand_there_too(living: list[ItemVersion]) -> None:
    counted = Counter(item.affair_class for item in living)
    assert counted[AffairClass.PROFESSIONAL] >= 5
    assert counted[AffairClass.SELF_GOVERNANCE] >= 20


def test_every_item_the_seeds_name_is_there(versions: tuple[ItemVersion, ...]) -> None:
    assert set(SEED_ITEMS.values()) <= {item.code for item in versions}


def test_the_twenty_forbidden_certificates_are_all_historical(ended: list[ItemVersion]) -> None:
    names = {
        item.name.zh for item in ended if item.ended and item.ended.basis and "民发〔2020〕20号" in item.ended.basis.law
    }
    assert names >= set(FORBIDDEN_CERTIFICATES)
    assert len(FORBIDDEN_CERTIFICATES) == 20


def test_what_stands_in_the_place_of_an_ended_item_is_alive(
    ended: list[ItemVersion], living: list[ItemVersion]
) -> None:
    alive = {item.code for item in living}
    assert {code for item in ended if item.ended for code in item.ended.replaced_by} - alive == set()


def test_an_ended_item_starts_no_matter(ended: list[ItemVersion]) -> None:
    assert not any(item.can_start(TODAY) for item in ended)
    assert all(item.in_force(TODAY) for item in ended)


def test_every_living_guide_is_complete_but_for_unknown_prices(living: list[ItemVersion]) -> None:
    incomplete = {item.code for item in living if not item.is_complete}
    unpriced = {item.code for item in living if item.fee is None}
    assert incomplete == unpriced
    assert all(item.affair_class is AffairClass.PROFESSIONAL for item in living if item.fee is None)


def test_every_living_item_says_what_happens_and_how_to_reach_it(living: list[ItemVersion]) -> None:
    lacking = [item.code for item in living if not (item.steps and item.outcomes and item.synonyms)]
    unreachable = [item.code for item in living if not item.channels]
    assert (lacking, unreachable) == (
        [],
        ["oversight.bad_rating_follow_up"],
    )  # which a rating opens, and nobody applies for


def test_every_administrative_item_names_its_law(living: list[ItemVersion]) -> None:
    administrative = [item for item in living if item.affair_class is AffairClass.ADMINISTRATIVE]
    assert [item.code for item in administrative if not item.legal_basis] == []


def test_no_item_rests_on_a_law_that_was_not_yet_in_force(
    versions: tuple[ItemVersion, ...], laws: dict[str, date]
) -> None:
    early = [(i.code, i.version, c.law) for i in versions for c in citations(i) if laws[c.law] > i.valid_from]
    assert early == []


def test_every_law_entered_is_used(versions: tuple[ItemVersion, ...], laws: dict[str, date]) -> None:
    used = {citation.law for item in versions for citation in citations(item)}
    assert set(laws) - used == {"城市居民委员会组织法(1989)"}


def test_the_minimum_living_allowance_changed_with_the_law_of_2026(versions: tuple[ItemVersion, ...]) -> None:
    first, second = (item for item in versions if item.code == "civil_affairs.minimum_living_allowance")
    assert first.valid_until == second.valid_from == date(2026, 7, 1)
    assert {basis.citation.law[:7] for basis in second.legal_basis} == {"社会救助法(2"}
    assert first.materials == second.materials


@pytest.mark.parametrize(
    ("code", "amount", "unit", "article"),
    [
        ("public_security.residence_permit", 15, "calendar_day", "9"),
        ("public_security.identity_card", 60, "calendar_day", "12"),
        ("public_security.legal_aid", 7, "calendar_day", "43"),
        ("public_security.petition", 15, "calendar_day", "23"),
        ("labor_security.unemployment_benefit", 10, "working_day", "24"),
        ("labor_security.pension_claim", 20, "working_day", "18"),
        ("labor_security.medical_reimbursement", 30, "working_day", "20"),
        ("disability.card_new", 10, "working_day", "9"),
        ("self_governance.mediation_confirmation", 30, "calendar_day", "33"),
        ("oversight.government_information", 20, "working_day", "33"),
    ],
)
def test_a_limit_of_law_is_the_laws(living: list[ItemVersion], code: str, amount: int, unit: str, article: str) -> None:
    limit = next(item.time_limit for item in living if item.code == code)
    assert limit is not None
    assert limit.basis is not None
    assert (limit.limit.amount, limit.limit.unit.value, limit.basis.article) == (amount, unit, article)


def test_a_limit_without_law_is_a_promise_and_never_a_time_limit(versions: tuple[ItemVersion, ...]) -> None:
    assert [item.code for item in versions if item.time_limit and not item.time_limit.is_law] == []
    assert [item.code for item in versions if item.promised_limit and item.promised_limit.is_law] == []


def test_mediation_is_free_by_law(living: list[ItemVersion]) -> None:
    fee = next(item.fee for item in living if item.code == "self_governance.mediation")
    assert fee is not None
    assert fee.is_free
    assert fee.basis == Citation("人民调解法(2010)", "4", "People's Mediation Law (2010)")


def test_reports_may_be_anonymous_and_applications_never(living: list[ItemVersion]) -> None:
    anonymous = [item for item in living if item.anonymous_allowed]
    assert len(anonymous) >= 10
    assert ItemKind.APPLICATION not in {item.kind for item in anonymous}


def test_names_of_living_items_are_unique_in_both_languages(living: list[ItemVersion]) -> None:
    for names in ([item.name.zh for item in living], [item.name.en for item in living]):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_english_texts_hold_no_chinese_and_chinese_texts_some(living: list[ItemVersion]) -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    texts = [
        text
        for item in living
        for text in (item.name, item.summary, item.what_it_is, item.who_may_apply, *(item.steps or ()))
    ]
    assert [text.en for text in texts if text and chinese.search(text.en)] == []
    assert [text.zh for text in texts if text and not chinese.search(text.zh)] == []


def test_texts_for_residents_are_short(living: list[ItemVersion]) -> None:
    assert [item.code for item in living if item.summary and len(item.summary.zh) > 60] == []
    assert [item.code for item in living for step in item.steps or () if len(step.zh) > 40] == []


def test_a_code_begins_with_its_domain_or_class(living: list[ItemVersion]) -> None:
    for item in living:
        first = item.code.split(".")[0]
        if item.affair_class is not AffairClass.ADMINISTRATIVE:
            assert first == item.affair_class.value, item.code
        elif item.domain:
            assert first == item.domain.value, item.code
        else:
            assert first in {"city_services", "oversight"}, item.code
