"""What a line of the record says to people: the act in both languages; a word for every act that the program records."""

from __future__ import annotations

from juzhan.apps.matters.services.core import PAST
from juzhan.domain.queueing.table import TABLE
from juzhan.domain.shared import Text

_MATTERS = {f"matter.{past}": act.text for act, past in PAST.items()}
_TICKETS = {f"ticket.{act}": row.text for act, row in TABLE.items()}
ACTS: dict[str, Text] = {
    **_MATTERS,
    **_TICKETS,
    "ticket.take": Text("取号", "Number taken"),
    "matter.submitted": Text("提交或登记事项", "Matter submitted"),
    "inquiry.day_settled": Text(
        "放假安排载入后，答复期限确定", "The day of the answer became known with the year's holidays"
    ),
    "matter.day_settled": Text("放假安排载入后，期限日期确定", "The last day became known with the year's holidays"),
    "matter.rerouted": Text("机构变更，事项转归新的机构", "Matter moved to the body that took the place of another"),
    "person.forgotten": Text("到期删除个人信息", "Personal data deleted when its time was over"),
    "person.shown": Text("查看申请人姓名和电话", "Name and phone of the applicant looked at"),
    "person.sought": Text("按姓名和电话查找事项", "Matters looked for by name and phone"),
    "charter.adopted": Text("启用章程", "Charter adopted"),
    "charter.withdrawn": Text("撤回改换章程的计划", "Planned change of charter withdrawn"),
    "station.shared": Text("改由另一工作站服务", "Served by another station"),
    "post.taken": Text("任职", "Post taken"),
    "post.left": Text("卸任", "Post left"),
    "places.imported": Text("导入区划", "Places taken in"),
    "items.imported": Text("导入服务事项", "Service items taken in"),
    "rating.given": Text("评价一次来访", "Visit rated"),
    "rating.appealed": Text("对差评提出申诉", "Bad rating appealed"),
    "rating.struck": Text("申诉成立，评价不计入统计", "Rating struck after an appeal"),
    "rating.kept": Text("申诉不成立，评价保留", "Rating kept after an appeal"),
    "ratings.forgotten": Text("到期删除评价中写的话", "Words of ratings deleted when their time was over"),
    "booking.made": Text("预约到大厅的时间", "Time in the hall booked"),
    "booking.moved": Text("预约改时间", "Booking moved"),
    "booking.cancelled": Text("取消预约", "Booking cancelled"),
    "booking.shown": Text("查看预约人的姓名和电话", "Name and phone of a booking looked at"),
    "bookings.forgotten": Text("预约日已过，删除所留姓名和电话", "Names and phones of past bookings deleted"),
    "inquiry.opened": Text("提出质询", "Inquiry opened"),
    "inquiry.answered": Text("答复质询", "Inquiry answered"),
    "hall.begun": Text("建立大厅", "Hall set up"),
    "hall.arranged": Text("调整大厅的时间、承诺或规则", "Hours, promise or rules of a hall changed"),
    "hall.queue_added": Text("大厅新增队列", "Queue added to a hall"),
    "hall.queue_changed": Text("调整大厅的队列", "Queue of a hall changed"),
    "hall.counter_added": Text("大厅新增窗口", "Counter added to a hall"),
    "hall.counter_changed": Text("调整大厅的窗口", "Counter of a hall changed"),
    "hall.item_capped": Text("事项每天限号", "Numbers a day limited for an item"),
    "roster.set": Text("排定大厅窗口的班", "Roster of a hall's counters set"),
    "roster.copied": Text("照上一周排定大厅窗口的班", "Roster of a hall's counters copied from the week before"),
    "counter.opened": Text("开窗口", "Counter opened"),
    "counter.closed": Text("关窗口", "Counter closed"),
    "ticket.link": Text("这次来办的事项", "Matter of a visit named"),
}
"""Every act by the name that stands in the record."""


def say_act(name: str) -> Text:
    """The act in words; a name from a later version of the program is shown as it is."""
    return ACTS.get(name) or Text(name, name)
