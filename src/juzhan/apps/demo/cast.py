"""The named cast of the demonstration: one for each kind of user, and one who does not belong."""

from __future__ import annotations

from attrs import frozen

from juzhan.domain.shared import Text

COMMUNITY = "510107001006"
"""锦里社区, where the cast lives."""
NEIGHBOR = "510107001004"
"""洗面桥社区, next door."""


@frozen
class Character:
    """One of the cast: what they are and what one can try as them. ``seats`` are (place, body key, post key)."""

    username: str
    name: str
    name_en: str
    title: Text
    try_this: Text
    seats: tuple[tuple[str, str, str], ...]

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en)


CAST: tuple[Character, ...] = (
    Character(
        "demo-clerk",
        "陈小禾",
        "Chen Xiaohe",
        Text("工作站窗口人员", "Clerk of the workstation"),
        Text(
            "受理、补正、中止、移交、办结；登记当面来办的事项",
            "Accept, ask for papers, suspend, hand up, close; register for someone at the counter",
        ),
        ((COMMUNITY, "workstation", "clerk"),),
    ),
    Character(
        "demo-head",
        "周明川",
        "Zhou Mingchuan",
        Text("党组织书记兼站长", "Party secretary and station head"),
        Text(
            "分派、看负荷、看临期；裁定工作站与居委会的归属争议",
            "Assign, balance, see what will be late; rule between station and committee",
        ),
        ((COMMUNITY, "party_branch", "secretary"), (COMMUNITY, "workstation", "station_head")),
    ),
    Character(
        "demo-committee",
        "吴桂芳",
        "Wu Guifang",
        Text("居委会委员", "Member of the residents' committee"),
        Text("办自治事项；说“这不归我们”", "Handle self-governance affairs; say “this is not ours”"),
        ((COMMUNITY, "residents_committee", "member"),),
    ),
    Character(
        "demo-street",
        "罗健",
        "Luo Jian",
        Text("街道办事处工作人员", "Officer of the street office"),
        Text(
            "办移交上来的事项；可指令工作站，对居委会只能商请",
            "Handle what was handed up; direct the station, only ask the committee",
        ),
        ((COMMUNITY[:9], "street_office", "officer"),),
    ),
    Character(
        "demo-section",
        "何静",
        "He Jing",
        Text("街道科室工作人员", "Officer of a street section"),
        Text("办移交到科室的事项", "Handle what was handed up to the section"),
        ((COMMUNITY[:9], "street_section", "officer"),),
    ),
    Character(
        "demo-assembly",
        "郑秀兰",
        "Zheng Xiulan",
        Text("居民代表", "Representative in the residents' assembly"),
        Text("查看事项（不含个人信息），提出质询", "See matters without personal data, open an inquiry"),
        ((COMMUNITY, "residents_assembly", "representative"),),
    ),
    Character(
        "demo-council",
        "唐一鸣",
        "Tang Yiming",
        Text("协商议事会成员", "Member of the deliberation council"),
        Text("提出质询，商请居委会", "Open an inquiry, ask the committee"),
        ((COMMUNITY, "deliberation_council", "member"),),
    ),
    Character(
        "demo-supervisor",
        "冯淑珍",
        "Feng Shuzhen",
        Text("居务监督委员会成员", "Member of the supervision committee"),
        Text("监督居委会，提出质询", "Supervise the committee, open an inquiry"),
        ((COMMUNITY, "supervision_committee", "member"),),
    ),
    Character(
        "demo-bureau",
        "赵伟",
        "Zhao Wei",
        Text("区级部门工作人员", "Officer of a district bureau"),
        Text("查看业务指导关系", "See what guiding means"),
        ((COMMUNITY[:6], "district_bureau", "officer"),),
    ),
    Character(
        "demo-district",
        "林清",
        "Lin Qing",
        Text("区级管理员", "District administrator"),
        Text("导入区划和事项，换用章程，比较章程", "Import places and items, switch and compare charters"),
        ((COMMUNITY[:6], "district_government", "officer"),),
    ),
    Character(
        "demo-neighbor",
        "马超英",
        "Ma Chaoying",
        Text("外社区工作站人员", "Clerk of another community"),
        Text("看不到锦里社区的事项", "Cannot see the matters of this community"),
        ((NEIGHBOR, "workstation", "clerk"),),
    ),
    Character(
        "demo-outsider",
        "钱无位",
        "Qian Wuwei",
        Text("没有任职的人", "Someone who holds no post"),
        Text("登录后没有工作台", "Signs in and has no desk"),
        (),
    ),
)
