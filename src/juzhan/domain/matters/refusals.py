"""Every "no" that a matter can give."""

from juzhan.domain.shared import RefusalKind, Text

ALREADY_ACCEPTED = RefusalKind(
    "matter.already_accepted",
    Text(
        "此事项已由{name}受理。请刷新页面；如需接手，请对方或站长转办。",
        "{name} has already accepted this matter. Reload the page; to take it over, ask them or the head to assign it to you.",
    ),
)
ALREADY_TOLD = RefusalKind(
    "papers.already_told",
    Text(
        "缺少的材料应一次性告知，本事项已经告知过。请按已告知的内容办理。",
        "What is missing is told once and completely, and it has been told. Go on with what was asked for.",
    ),
)
PAPERS_AWAITED = RefusalKind(
    "papers.awaited",
    Text(
        "居民补材料的期限到 {day}，在那以前不能因缺材料不予受理。",
        "The resident has until {day} to supply the papers; before that it cannot be declined.",
    ),
)
PAPERS_DAY_OPEN = RefusalKind(
    "papers.day_open",
    Text(
        "补材料的最后一天还算不出来（下一年的放假安排还没有载入），现在不能不予受理。",
        "The last day for the papers cannot be told until the next year's holidays are loaded; it cannot be declined yet.",
    ),
)
NOTHING_MISSING = RefusalKind(
    "papers.none_named",
    Text("请至少列出一项缺少的材料，并写明怎样补。", "Name at least one missing paper and say how to supply it."),
    about="missing",
)
REASON_NEEDED = RefusalKind(
    "reason.missing",
    Text(
        "请写明理由。理由会告知居民并记入存证。", "Give a reason. The resident is told it and it goes into the record."
    ),
    about="reason",
)
WORDS_NEEDED = RefusalKind(
    "words.missing",
    Text("请写明内容。", "Write what you have to say."),
    about="note",
)
MAY_NOT_SUSPEND = RefusalKind(
    "clock.may_not_suspend",
    Text("按办事指南，此事项不能中止计时。", "By its guide this item's clock may not be suspended."),
)
MAY_NOT_EXTEND = RefusalKind(
    "clock.may_not_extend",
    Text("按办事指南，此事项不能延长期限。", "By its guide this item's time limit may not be extended."),
)
ALREADY_EXTENDED = RefusalKind(
    "clock.already_extended",
    Text("此事项已延长过一次，不能再延长。", "This matter has been extended once and cannot be extended again."),
)
NO_CLOCK = RefusalKind(
    "clock.none",
    Text("此事项没有规定办理期限，无需延长。", "This item has no time limit, so there is nothing to extend."),
)
NAME_ANOTHER = RefusalKind(
    "contest.name_another",
    Text("请指明应由哪个机构办理，且不能是本机构。", "Name the body whose matter it is; it cannot be your own."),
    about="claimed",
)
RULING_IS_FINAL = RefusalKind(
    "contest.ruling_is_final",
    Text(
        "归属已经裁定，裁定为最终决定，请按裁定办理。",
        "Ownership has been ruled on and the ruling is final. Handle the matter.",
    ),
)
RULE_FOR_A_PARTY = RefusalKind(
    "ruling.for_a_party",
    Text("裁定只能在两个争议机构中指定一个。", "A ruling names one of the two bodies in the dispute."),
    about="owner",
)
ALREADY_RATED = RefusalKind(
    "rating.already_given",
    Text("此事项已经评价过，每件事只评价一次。", "This matter has been rated; each matter is rated once."),
)
TOO_LATE_TO_REOPEN = RefusalKind(
    "reopening.too_late",
    Text(
        "申请重办的期限到 {day} 为止，已经过了。可以就同一事情重新提交。",
        "Reopening could be asked for until {day}. You can submit the same thing anew.",
    ),
)
REOPENED_ENOUGH = RefusalKind(
    "reopening.already_once",
    Text(
        "此事项已申请过重办，每件事只能申请一次。如仍不满意，可向监督机构反映。",
        "Reopening has been asked for once already, and can be only once. If it is still not right, turn to a supervising body.",
    ),
)
SAME_BODY = RefusalKind(
    "handing_up.same_body",
    Text("请选择上级机构。", "Choose an upper body."),
    about="body",
)
