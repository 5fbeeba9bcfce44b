"""What a resident reads of a matter: each state and each step as a plain sentence, never as a word of the office."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from juzhan.apps.accounts.models import Person
from juzhan.apps.matters.models import Attachment, Matter, Step
from juzhan.domain.matters import MatterAct, Outcome, Rating, State
from juzhan.domain.shared import Text

SUBMIT, REROUTE, SETTLE = "submit", "reroute", "settle"

_STATES = {
    State.SUBMITTED: Text(
        "已经收到，{owner}正在看能不能受理。",
        "We have it. {owner} is checking whether it can be accepted.",
    ),
    State.PAPERS_REQUESTED: Text("还缺材料。补上以后接着办。", "Papers are missing. Once they are there, it goes on."),
    State.CONTESTED: Text(
        "正在确定由哪个单位办。定下来之前由{first}负责，您不用跑。",
        "It is being settled which body handles it. Until then {first} answers for it; you need not do anything.",
    ),
    State.ACCEPTED: Text("已经受理，{owner}正在办。", "It has been accepted, and {owner} is working on it."),
    State.SUSPENDED: Text(
        "暂时停了下来，停的时间不算在期限内。",
        "It has been paused; the time of the pause does not count.",
    ),
    State.HANDED_UP: Text(
        "这件事要上级来办，已经交给{holder}。期限不变，{owner}仍然对您负责。",
        "It needs the upper body and is now with {holder}. The last day stays, and {owner} still answers to you.",
    ),
    State.DECIDED: Text("有结果了，正要交给您。", "There is a result; it is on its way to you."),
    State.CLOSED: Text("办完了。", "It is done."),
    State.REOPENING_ASKED: Text(
        "您申请了重办，等{owner}答复。", "You asked for it to be reopened; {owner} will answer."
    ),
    State.DECLINED: Text("没有受理，原因写在下面。", "It was not accepted; the reason stands below."),
    State.WITHDRAWN: Text("您撤回了，不再办理。", "You took it back; nothing more is done."),
}

_STEPS = {
    MatterAct.ACCEPT: Text("受理了，开始办", "Accepted; work begins"),
    MatterAct.DECLINE: Text("没有受理", "Not accepted"),
    MatterAct.REQUEST_PAPERS: Text("一次告诉您还缺什么材料", "All missing papers were named at once"),
    MatterAct.ADD_PAPERS: Text("补交了材料", "Papers were added"),
    MatterAct.CONTEST: Text("提出应由别的单位办", "Said that another body should handle it"),
    MatterAct.ANSWER_CONTEST: Text("回复了由谁来办", "Answered whose it is"),
    MatterAct.RULE: Text("裁定了由谁来办", "Ruled whose it is"),
    MatterAct.NOTE: Text("办理进展", "Progress"),
    MatterAct.SUSPEND: Text("暂停办理，期限停下不算", "Paused; the clock stands"),
    MatterAct.RESUME: Text("接着办，期限继续算", "Goes on; the clock runs again"),
    MatterAct.EXTEND: Text("延长了期限", "The time was extended"),
    MatterAct.HAND_UP: Text("交给上级办理", "Handed up"),
    MatterAct.TAKE_UP: Text("上级接过来办", "Taken up by the upper body"),
    MatterAct.RETURN_DOWN: Text("上级办好交回", "Given back by the upper body"),
    MatterAct.DECIDE: Text("作出决定：{outcome}", "Decided: {outcome}"),
    MatterAct.CLOSE: Text("办结", "Closed"),
    MatterAct.RATE: Text("您评价：{rating}", "You rated it: {rating}"),
    MatterAct.ASK_REOPENING: Text("您申请重办", "You asked for it to be reopened"),
    MatterAct.REOPEN: Text("同意重办，重新计算期限", "Reopened, with a new clock"),
    MatterAct.REFUSE_REOPENING: Text("没有同意重办", "Not reopened"),
    MatterAct.WITHDRAW: Text("您撤回了", "You took it back"),
}
_SUBMITTED = Text("您提交了这件事", "You sent it in")
_REGISTERED = Text("工作人员替您登记了这件事", "It was registered for you")
_REROUTED = Text(
    "机构有调整，改由新的机构办，期限不变",
    "The bodies have changed: another one handles it now, and the last day stays",
)
_SETTLED = Text("放假安排公布了，最迟哪一天算出来了", "The holidays are known, and with them the last day")
_OTHER = Text("有新的进展", "Something was done")
_TONES = {
    MatterAct.REQUEST_PAPERS: "due",
    MatterAct.DECLINE: "due",
    MatterAct.REFUSE_REOPENING: "due",
    MatterAct.SUSPEND: "due",
    MatterAct.DECIDE: "ok",
    MatterAct.CLOSE: "ok",
}


def state(matter: Matter) -> Text:
    """Where a matter stands, as a sentence."""
    owner, holder, first = matter.owner.text, matter.holder.text, matter.first_contact.text
    return _STATES[matter.stands].format(owner=owner, holder=holder, first=first)


@frozen
class Told:
    """One line of the story for the resident's page."""

    at: datetime
    title: Text
    by: Text | None
    note: str
    papers: tuple[Attachment, ...]
    tone: str

    @classmethod
    def of(cls, step: Step) -> Told:
        """Tell a step; one without a body was the resident's own."""
        return cls(
            step.at,
            _title(step),
            step.body.text if step.body else None,
            step.note,
            tuple(step.attachments.all()),
            _TONES.get(MatterAct(step.act), "plain") if step.act in set(MatterAct) else "plain",
        )


def _title(step: Step) -> Text:
    if step.act == SUBMIT:
        return _REGISTERED if step.body_id else _SUBMITTED
    if step.act == REROUTE:
        return _REROUTED
    if step.act == SETTLE:
        return _SETTLED
    known = _STEPS.get(MatterAct(step.act)) if step.act in set(MatterAct) else None
    return (known or _OTHER).format(outcome=_outcome(step), rating=_rating(step))


def _outcome(step: Step) -> Text | str:
    value = step.data.get("outcome")
    return Outcome(value).text if value in set(Outcome) else ""


def _rating(step: Step) -> Text | str:
    value = step.data.get("rating")
    return Rating(value).text if value in set(Rating) else ""


_DOUBLE_SURNAMES = frozenset(
    {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "夏侯", "令狐"}
)


def surname(person: Person) -> Text:
    """The family name of the one who handles a matter, which stands first in both languages: enough to ask for them."""
    name = person.name
    zh = name[:2] if name[:2] in _DOUBLE_SURNAMES else name[:1]
    return Text(zh or "—", (person.name_en or zh or "—").split()[0])
