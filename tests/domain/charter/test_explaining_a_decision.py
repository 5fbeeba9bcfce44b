"""Every decision can be explained: the relation and charter behind a yes, what is lacking behind a no."""

from __future__ import annotations

from collections.abc import Mapping

from juzhan.domain.charter import Act, Charter, Holding, Role
from tests.domain.charter.towns import Town, town_under


def test_a_yes_names_the_charter_and_the_relation(wuhou_town: Town) -> None:
    permit = wuhou_town.explain("street_office", Role.HANDLER, Act.DIRECT, "workstation")
    assert permit.allowed
    assert permit.reasons[0].zh == "按“武侯居站分离”章程，街道办事处派出社区工作站，街道办事处的经办人因此可以下达指令"
    assert "the street office dispatches the workstation" in permit.reasons[0].en


def test_a_yes_through_leaders_names_every_step(wuhou_town: Town) -> None:
    permit = wuhou_town.explain("street_party_committee", Role.HEAD, Act.RULE, "residents_committee")
    assert "街道党工委领导社区党支部，社区党支部领导社区居民委员会" in permit.reasons[0].zh


def test_in_the_own_body_the_post_is_the_reason(wuhou_town: Town) -> None:
    permit = wuhou_town.explain("workstation", Role.HANDLER, Act.ACCEPT, "workstation")
    assert permit.reasons[0].zh == "社区工作站的经办人可以对本机构的事项受理"


def test_a_no_says_that_guiding_is_not_commanding(wuhou_town: Town) -> None:
    permit = wuhou_town.explain("street_office", Role.HANDLER, Act.DIRECT, "residents_committee")
    assert not permit.allowed
    assert [reason.zh for reason in permit.reasons] == [
        "街道办事处对社区居民委员会是指导关系，不能下达指令",
        "需要领导、派出、管理关系",
    ]


def test_a_no_says_when_another_role_of_the_same_body_may(wuhou_town: Town) -> None:
    permit = wuhou_town.explain("party_branch", Role.MEMBER, Act.RULE, "workstation")
    assert permit.reasons[0].zh == "社区党支部对社区工作站是领导关系，但只有负责人、副职可以裁定归属，成员不能"


def test_a_no_says_when_only_the_owner_itself_may(wuhou_town: Town) -> None:
    permit = wuhou_town.explain("residents_assembly", Role.MEMBER, Act.READ_PERSON, "workstation")
    assert permit.reasons[-1].zh == "只有社区工作站自己的人可以查看姓名和电话"


def test_a_no_says_when_nothing_relates_the_two(wuhou_town: Town) -> None:
    held = (Holding(wuhou_town.body("workstation", 0), Role.HEAD),)
    permit = wuhou_town.permissions.explain(held, Act.READ, wuhou_town.body("workstation", 2))
    assert permit.reasons[0].zh == "社区工作站与社区工作站之间没有章程规定的关系，不能查看事项"


def test_a_no_to_somebody_without_a_post_says_so(wuhou_town: Town) -> None:
    permit = wuhou_town.permissions.explain((), Act.READ, wuhou_town.body("workstation"))
    assert permit.reasons[0].zh == "您现在没有任何职位，不能查看事项"


def test_the_answer_is_always_that_of_may_and_always_has_a_reason(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["wuhou"], charters["before_reform"], charters["shenzhen"], charters["shenzhen"])
    for body in town.graph.nodes:
        for owner in town.graph.nodes:
            for act, role in ((Act.DIRECT, Role.HEAD), (Act.READ, Role.MEMBER), (Act.RULE, Role.HANDLER)):
                held = (Holding(body, role),)
                permit = town.permissions.explain(held, act, owner)
                assert permit.allowed == town.permissions.may(held, act, owner)
                assert permit.reasons


def test_each_charter_that_gives_the_right_speaks_once(charters: Mapping[str, Charter]) -> None:
    for chosen, count in (("wuhou", "wuhou"), 1), (("wuhou", "separate"), 2):
        town = town_under(*(charters[name] for name in chosen))
        permit = town.explain("district_government", Role.HEAD, Act.READ, "street_office")
        assert len(permit.reasons) == count
