"""Settings are what no law fixes and a district may change; each has a reason and none is ever shown as law."""

from __future__ import annotations

from juzhan.domain.rulebook.view import RuleGroup, limit, number
from juzhan.domain.shared.text import Text


class SettingRules(RuleGroup):
    """The settings of a district, from ``rules/cn/settings.toml`` and the district's own file."""

    group = "settings"
    title = Text("区级设定（非法律规定）", "settings of the district (not law)")
    acceptance_days = limit("决定是否受理", "time to decide on acceptance")
    one_time_notice_days = limit("一次性告知所缺材料", "time to name all missing papers at once")
    supplement_days = limit("申请人补正材料", "time for the applicant to add papers")
    default_time_limit_days = limit("事项未定办理时限时的办理时限", "time to settle where the item sets none")
    suspension_review_days = limit("中止后复核", "time after which a suspension is looked at again")
    due_soon_days = limit("临期提醒", "how long before the due day a matter counts as due soon")
    handover_answer_days = limit("答复转办", "time to answer a hand-over")
    dispute_answer_days = limit("被指单位答复归属争议", "time for the body named to answer an ownership dispute")
    dispute_ruling_days = limit("裁定归属争议", "time to rule on an ownership dispute")
    inquiry_answer_days = limit("答复质询", "time to answer an inquiry")
    rating_days = limit("办结后评价", "time to rate after closing")
    bad_rating_follow_up_days = limit("差评核实整改并回访", "time to check, mend and call back after a bad rating")
    reopen_days = limit("办结后申请重办", "time to ask for reopening after closing")
    index_cases_min = number("公开指标的最少件数", "fewest cases before an index is shown")
    personal_data_kept_days = limit("办结后个人信息保存", "time personal data is kept after closing")
    booking_contact_days = limit("预约日之后保存姓名和电话", "time name and phone of a booking are kept after its day")
    supervision_members_min = number("居务监督委员会人数下限", "fewest members of the supervision committee")
    supervision_members_max = number("居务监督委员会人数上限", "most members of the supervision committee")
