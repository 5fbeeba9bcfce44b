"""The closed words in which every charter is written, each with its label in both languages.

A charter file may use no other word for a body, a level, a relation, a role, a class of affair or a domain: so the law
rules and the permission table can speak about all charters at once.
Source: design.md glossary; classes of affairs from seeds/000 essay three; the six domains from seeds/002.
"""

from __future__ import annotations

from enum import StrEnum

from juzhan.domain.shared import Text


class BodyKind(StrEnum):
    """What a body is, whatever a charter calls it."""

    RESIDENTS = "residents"
    PARTY_BRANCH = "party_branch"
    RESIDENTS_COMMITTEE = "residents_committee"
    WORKSTATION = "workstation"
    DEPARTMENT_STATION = "department_station"
    COMMITTEE_OFFICE = "committee_office"
    RESIDENTS_MEETING = "residents_meeting"
    RESIDENTS_ASSEMBLY = "residents_assembly"
    DELIBERATION_COUNCIL = "deliberation_council"
    SUPERVISION_COMMITTEE = "supervision_committee"
    MANAGEMENT_COMMITTEE = "management_committee"
    WORK_COMMITTEE = "work_committee"
    SOCIAL_ORGANIZATION = "social_organization"
    STREET_OFFICE = "street_office"
    STREET_PARTY_COMMITTEE = "street_party_committee"
    STREET_SECTION = "street_section"
    STREET_ASSEMBLY = "street_assembly"
    STREET_SERVICE_CENTER = "street_service_center"
    STREET_ACCOUNTING_STATION = "street_accounting_station"
    DISTRICT_GOVERNMENT = "district_government"
    DISTRICT_PARTY_COMMITTEE = "district_party_committee"
    DISTRICT_BUREAU = "district_bureau"

    @property
    def text(self) -> Text:
        """The label of this kind."""
        return BODY_KIND_LABELS[self]


BODY_KIND_LABELS = {
    BodyKind.RESIDENTS: Text("居民（选民）", "Residents (voters)"),
    BodyKind.PARTY_BRANCH: Text("社区党组织", "Community party branch"),
    BodyKind.RESIDENTS_COMMITTEE: Text("社区居民委员会", "Residents' committee"),
    BodyKind.WORKSTATION: Text("社区工作站", "Workstation"),
    BodyKind.DEPARTMENT_STATION: Text("部门站点", "Department station"),
    BodyKind.COMMITTEE_OFFICE: Text("居委会办公室", "Committee office"),
    BodyKind.RESIDENTS_MEETING: Text("居民会议", "Residents' meeting"),
    BodyKind.RESIDENTS_ASSEMBLY: Text("居民代表会议", "Residents' assembly"),
    BodyKind.DELIBERATION_COUNCIL: Text("社区协商议事会", "Deliberation council"),
    BodyKind.SUPERVISION_COMMITTEE: Text("居务监督委员会", "Supervision committee"),
    BodyKind.MANAGEMENT_COMMITTEE: Text("社区管理委员会", "Community management committee"),
    BodyKind.WORK_COMMITTEE: Text("工作委员会", "Work committee"),
    BodyKind.SOCIAL_ORGANIZATION: Text("社会组织", "Social organization"),
    BodyKind.STREET_OFFICE: Text("街道办事处", "Street office"),
    BodyKind.STREET_PARTY_COMMITTEE: Text("街道党工委", "Street party committee"),
    BodyKind.STREET_SECTION: Text("街道科室", "Street section"),
    BodyKind.STREET_ASSEMBLY: Text("街道居民代表会议", "Street residents' assembly"),
    BodyKind.STREET_SERVICE_CENTER: Text("街道社区服务中心", "Street service center"),
    BodyKind.STREET_ACCOUNTING_STATION: Text("街道会计站", "Street accounting station"),
    BodyKind.DISTRICT_GOVERNMENT: Text("区人民政府", "District government"),
    BodyKind.DISTRICT_PARTY_COMMITTEE: Text("区委", "District party committee"),
    BodyKind.DISTRICT_BUREAU: Text("区级部门", "District bureau"),
}


class Level(StrEnum):
    """Where a body stands, from the top down; a cluster is several communities served by one body."""

    DISTRICT = "district"
    STREET = "street"
    CLUSTER = "cluster"
    COMMUNITY = "community"

    @property
    def text(self) -> Text:
        """The label of this level."""
        return LEVEL_LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the district, 3 for the community."""
        return tuple(Level).index(self)


LEVEL_LABELS = {
    Level.DISTRICT: Text("区", "District"),
    Level.STREET: Text("街道", "Street"),
    Level.CLUSTER: Text("片区（几个社区）", "Cluster of communities"),
    Level.COMMUNITY: Text("社区", "Community"),
}


class RelationKind(StrEnum):
    """How one body stands to another; always read "from does this to to"."""

    LEADS = "leads"
    GUIDES = "guides"
    SUPERVISES = "supervises"
    DISPATCHES = "dispatches"
    MANAGES = "manages"
    ENTRUSTS = "entrusts"
    FUNDS = "funds"
    EMPLOYS = "employs"
    TRAINS = "trains"
    ELECTS = "elects"
    DECIDES_FOR = "decides_for"
    EXECUTES_FOR = "executes_for"
    COOPERATES = "cooperates"

    @property
    def text(self) -> Text:
        """The verb of this relation."""
        return RELATION_LABELS[self]

    def sentence(self, from_body: Text, to_body: Text) -> Text:
        """The relation as a clause; the names as they stand inside a sentence."""
        return RELATION_SENTENCES[self].format(from_body=from_body, to_body=to_body)

    @property
    def stroke(self) -> Stroke:
        """The line by which a figure shows this relation."""
        return RELATION_STROKES[self]


class Stroke(StrEnum):
    """The lines of a figure: leads is solid, supervises dashed, as in the figure of seeds/002; others are lighter."""

    SOLID = "solid"
    DASHED = "dashed"
    DOUBLE = "double"
    DOTTED = "dotted"
    THIN = "thin"


RELATION_LABELS = {
    RelationKind.LEADS: Text("领导", "leads"),
    RelationKind.GUIDES: Text("指导", "guides"),
    RelationKind.SUPERVISES: Text("监督", "supervises"),
    RelationKind.DISPATCHES: Text("派出", "dispatches"),
    RelationKind.MANAGES: Text("管理", "manages"),
    RelationKind.ENTRUSTS: Text("委托", "entrusts"),
    RelationKind.FUNDS: Text("拨款", "funds"),
    RelationKind.EMPLOYS: Text("聘用", "employs"),
    RelationKind.TRAINS: Text("培训", "trains"),
    RelationKind.ELECTS: Text("选举产生", "elects"),
    RelationKind.DECIDES_FOR: Text("决策并交付执行", "decides for"),
    RelationKind.EXECUTES_FOR: Text("代为执行", "executes for"),
    RelationKind.COOPERATES: Text("协同", "cooperates with"),
}

RELATION_SENTENCES = {
    RelationKind.LEADS: Text("{from_body}领导{to_body}", "the {from_body} leads the {to_body}"),
    RelationKind.GUIDES: Text("{from_body}指导{to_body}", "the {from_body} guides the {to_body}"),
    RelationKind.SUPERVISES: Text("{from_body}监督{to_body}", "the {from_body} supervises the {to_body}"),
    RelationKind.DISPATCHES: Text("{from_body}派出{to_body}", "the {from_body} dispatches the {to_body}"),
    RelationKind.MANAGES: Text("{from_body}管理{to_body}", "the {from_body} manages the {to_body}"),
    RelationKind.ENTRUSTS: Text("{from_body}委托{to_body}办事", "the {from_body} entrusts work to the {to_body}"),
    RelationKind.FUNDS: Text("{from_body}给{to_body}拨款", "the {from_body} funds the {to_body}"),
    RelationKind.EMPLOYS: Text("{from_body}聘用{to_body}的人员", "the {from_body} employs the staff of the {to_body}"),
    RelationKind.TRAINS: Text("{from_body}培训{to_body}的人员", "the {from_body} trains the staff of the {to_body}"),
    RelationKind.ELECTS: Text("{from_body}选出{to_body}", "the {from_body} elects the {to_body}"),
    RelationKind.DECIDES_FOR: Text("{from_body}决策，交{to_body}执行", "the {from_body} decides for the {to_body}"),
    RelationKind.EXECUTES_FOR: Text("{from_body}为{to_body}执行", "the {from_body} executes for the {to_body}"),
    RelationKind.COOPERATES: Text("{from_body}与{to_body}协同", "the {from_body} cooperates with the {to_body}"),
}

RELATION_STROKES = {
    RelationKind.LEADS: Stroke.SOLID,
    RelationKind.SUPERVISES: Stroke.DASHED,
    RelationKind.DISPATCHES: Stroke.DOUBLE,
    RelationKind.MANAGES: Stroke.DOUBLE,
    RelationKind.GUIDES: Stroke.DOTTED,
    RelationKind.ENTRUSTS: Stroke.DOTTED,
    RelationKind.FUNDS: Stroke.THIN,
    RelationKind.EMPLOYS: Stroke.THIN,
    RelationKind.TRAINS: Stroke.THIN,
    RelationKind.ELECTS: Stroke.THIN,
    RelationKind.DECIDES_FOR: Stroke.THIN,
    RelationKind.EXECUTES_FOR: Stroke.THIN,
    RelationKind.COOPERATES: Stroke.THIN,
}


class Role(StrEnum):
    """What a post does in its body; the only thing about a post that permissions look at.

    A handler works on matters (a clerk of a station, a member of a residents' committee); a member only sits in a body
    that deliberates or supervises.
    """

    HEAD = "head"
    DEPUTY = "deputy"
    HANDLER = "handler"
    MEMBER = "member"

    @property
    def text(self) -> Text:
        """The label of this role."""
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.HEAD: Text("负责人", "head"),
    Role.DEPUTY: Text("副职", "deputy"),
    Role.HANDLER: Text("经办人", "handler"),
    Role.MEMBER: Text("成员", "member"),
}


class AffairClass(StrEnum):
    """The three classes of community affairs that seeds/000 essay three tells apart."""

    ADMINISTRATIVE = "administrative"
    PROFESSIONAL = "professional"
    SELF_GOVERNANCE = "self_governance"

    @property
    def text(self) -> Text:
        """The label of this class."""
        return AFFAIR_CLASS_LABELS[self]


AFFAIR_CLASS_LABELS = {
    AffairClass.ADMINISTRATIVE: Text("行政事务", "administrative affairs"),
    AffairClass.PROFESSIONAL: Text("专业性服务事务", "professional services"),
    AffairClass.SELF_GOVERNANCE: Text("自治事务", "self-governance affairs"),
}


class Domain(StrEnum):
    """The six fields of administrative work that seeds/002 gives to the station."""

    PUBLIC_SECURITY = "public_security"
    HEALTH_FAMILY = "health_family"
    CIVIL_AFFAIRS = "civil_affairs"
    LABOR_SECURITY = "labor_security"
    CULTURE_EDUCATION_SPORTS = "culture_education_sports"
    DISABILITY = "disability"

    @property
    def text(self) -> Text:
        """The label of this domain."""
        return DOMAIN_LABELS[self]


DOMAIN_LABELS = {
    Domain.PUBLIC_SECURITY: Text("维稳综治", "public security"),
    Domain.HEALTH_FAMILY: Text("计生卫生", "health and family planning"),
    Domain.CIVIL_AFFAIRS: Text("民政事务", "civil affairs"),
    Domain.LABOR_SECURITY: Text("劳动保障", "labor and social security"),
    Domain.CULTURE_EDUCATION_SPORTS: Text("文体科教", "culture, education and sports"),
    Domain.DISABILITY: Text("残疾人服务", "services for disabled people"),
}


class TraitKind(StrEnum):
    """What a charter states about money that is neither a body nor a relation, and that the law speaks about."""

    SHARED_PURSE = "shared_purse"
    SPENDING_APPROVAL = "spending_approval"

    @property
    def text(self) -> Text:
        """The label of this trait."""
        return TRAIT_LABELS[self]


TRAIT_LABELS = {
    TraitKind.SHARED_PURSE: Text("工作经费共用", "the bodies share one purse"),
    TraitKind.SPENDING_APPROVAL: Text("每笔开支须报街道审批", "each sum needs the street office's approval"),
}


class SourceKind(StrEnum):
    """Where a statement of a charter comes from."""

    SEED = "seed"
    LAW = "law"
    SECONDARY = "secondary"
    PRODUCT = "product"
