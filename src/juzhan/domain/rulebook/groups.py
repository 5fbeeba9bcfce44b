"""The rules the product knows about residents' bodies, mediation, time, data and settings, by subject.

Names end in their unit or bound: ``_years``, ``_months``, ``_min`` (so many or more), ``_max`` (so many or fewer),
``_days`` (a :class:`Limit`, which names its kind of day). Values and sources: ``rules/cn/*.toml``.
"""

from __future__ import annotations

from juzhan.domain.rulebook.view import RuleGroup, flag, limit, number, share
from juzhan.domain.shared.text import Text


class CommitteeRules(RuleGroup):
    """The residents' committee: size, members, term, handover."""

    group = "committee"
    title = Text("居民委员会", "residents' committee")
    term_years = number("每届任期（年）", "term of office in years")
    members_min = number("成员人数下限", "fewest members")
    members_max = number("成员人数上限", "most members")
    households_min = number("一般设立范围：户数下限", "usual size: fewest households")
    households_max = number("一般设立范围：户数上限", "usual size: most households")
    women_min = number("妇女成员下限", "fewest women among the members")
    close_relatives_barred = flag("成员近亲属回避", "close relatives may not sit together")
    handover_days = limit("工作移交期限", "time to hand over to the new committee")


class GroupRules(RuleGroup):
    """Residents' groups and their representatives."""

    group = "residents_group"
    title = Text("居民小组与居民代表", "residents' groups and representatives")
    delegates_min = number("每组选举代表下限", "fewest delegates of a group")
    delegates_max = number("每组选举代表上限", "most delegates of a group")
    households_per_representative_min = number("每名代表一般所代表的户数下限", "fewest households per representative")
    households_per_representative_max = number("每名代表一般所代表的户数上限", "most households per representative")
    term_follows_committee = flag("代表任期与居委会相同", "representatives serve the committee's term")


class ElectionRules(RuleGroup):
    """Who votes, how the roll is made, what makes an election valid, who is elected."""

    group = "election"
    title = Text("居民委员会选举", "committee elections")
    voter_age_min = number("选举权年龄（周岁）", "voting age")
    worker_months_min = number("社区工作者工作满（月）", "months a community worker must have worked here")
    roll_public_days = limit("选民名单在选举日前公布", "voter roll public before election day")
    roll_appeal_days = limit("对名单申诉", "time to appeal against the roll")
    roll_decision_days = limit("对申诉作出处理决定", "time to decide the appeal")
    nominators_min = number("联名提名选民下限", "fewest voters who nominate together")
    candidates_exceed_seats = flag("候选人多于应选名额", "more candidates than seats")
    turnout_voters = share("全体选民选举：参加投票", "turnout, election by all voters")
    turnout_households = share("户代表选举：参加投票", "turnout, election by household delegates")
    turnout_representatives = share("居民代表选举：参加投票", "turnout, election by representatives")
    winning = share("当选得票", "votes to be elected")
    rerun_winning = share("另行选举当选得票", "votes to be elected in a rerun")
    proxies_max = number("每名选民接受委托上限", "most proxies one voter may hold")
    candidate_may_be_proxy = flag("候选人可以接受委托", "a candidate may vote as proxy")
    representatives_may_use_proxy = flag("居民代表选举可以委托投票", "proxies allowed in elections by representatives")


class RecallRules(RuleGroup):
    """Recall of a member of the committee."""

    group = "recall"
    title = Text("罢免", "recall")
    request_voters = share("联名选民", "voters who ask for it")
    request_households = share("联名户代表", "household delegates who ask for it")
    request_representatives = share("联名居民代表", "representatives who ask for it")
    turnout_voters = share("选民参加投票", "turnout of voters")
    turnout_households = share("户代表参加投票", "turnout of household delegates")
    turnout_representatives = share("居民代表参加投票", "turnout of representatives")
    approval = share("投票人员同意", "agreement of those who vote")


class MeetingRules(RuleGroup):
    """The residents' meeting."""

    group = "residents_meeting"
    title = Text("居民会议", "residents' meeting")
    age_min = number("参加年龄（周岁）", "age to take part")
    request_residents = share("提议居民", "residents who can have it called")
    request_households = share("提议户", "households who can have it called")
    request_groups = share("提议居民小组", "residents' groups who can have it called")
    request_representatives = share("提议居民代表", "representatives who can have it called")
    notice_days = limit("提前通知", "notice before the meeting")
    quorum = share("到会", "attendance")
    decision = share("通过", "votes of those present")


class AssemblyRules(RuleGroup):
    """The residents' assembly (居民代表会议)."""

    group = "assembly"
    title = Text("居民代表会议", "residents' assembly")
    representatives = share("居民代表占组成人员", "representatives among its members")
    per_half_year_min = number("每半年召开次数下限", "fewest meetings in a half-year")
    request_representatives = share("提议居民代表", "representatives who can have it called")
    quorum = share("组成人员到会", "attendance of its members")
    decision = share("通过", "votes of members present")


class OversightRules(RuleGroup):
    """What watches the committee: supervision committee, disclosure, appraisal, audit."""

    group = "oversight"
    title = Text("民主监督", "oversight")
    supervision_required = flag("应当建立居务监督委员会", "a supervision committee is required")
    supervision_bars_committee = flag("居委会成员不得任监督委员", "committee members may not supervise")
    supervision_term_follows_committee = flag("监督委员会任期与居委会相同", "it serves the committee's term")
    posting_days = limit("居务公开公布期限", "time a disclosure stays posted")
    appraisals_per_year_min = number("每年民主评议次数下限", "fewest appraisals a year")
    failures_end_office = number("连续不称职终止职务（次）", "failures in a row that end office")
    audit_request_representatives = share("要求审计的居民代表", "representatives who can widen an audit")
    audit_request_residents = share("要求审计的居民", "residents who can widen an audit")


class MediationRules(RuleGroup):
    """People's mediation committees."""

    group = "mediation"
    title = Text("人民调解", "people's mediation")
    term_years = number("委员任期（年）", "term of members in years")
    members_min = number("委员人数下限", "fewest members")
    members_max = number("委员人数上限", "most members")
    women_min = number("妇女成员下限", "fewest women among the members")
    free_of_charge = flag("不收取任何费用", "no fee of any kind")
    confirmation_days = limit("共同申请司法确认", "time to ask the court for confirmation together")


class PeriodRules(RuleGroup):
    """How time limits are counted."""

    group = "periods"
    title = Text("期间计算", "counting of time")
    start_day_counts = flag("开始的当日计入", "the first day counts")
    last_day_off_moves = flag("末日为法定休假日顺延", "a last day off moves to the next day that is none")


class DataRules(RuleGroup):
    """Personal information and network logs."""

    group = "data"
    title = Text("个人信息与日志", "personal data and logs")
    child_age_under = number("未成年人特别保护：不满（周岁）", "special protection of children under the age of")
    impact_assessment_kept_years = number("影响评估报告保存（年）", "years an impact assessment is kept")
    network_logs_kept_months = number("网络日志留存（月）", "months network logs are kept")
