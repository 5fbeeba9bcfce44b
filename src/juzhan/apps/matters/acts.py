"""How staff do each act: its form, its service, and what the page says before and after. To add an act, add one entry.

The table of :mod:`juzhan.domain.matters.table` says who may and from which state; here stands only how people do it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import frozen

from juzhan.apps.bodies.selectors import Actor, upper_bodies
from juzhan.apps.matters import act_forms as forms
from juzhan.apps.matters import act_paper_forms as papers
from juzhan.apps.matters import services
from juzhan.apps.matters.asked_papers import still_awaited
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.selectors import acts_open_to
from juzhan.domain.matters import MatterAct, refusals
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOTHING_ABOVE = RefusalKind(
    "handing_up.nothing_above",
    Text("按章程，本机构没有可以移交的上级机构。", "By the charter no body stands above this one to hand it up to."),
)


class Weight(StrEnum):
    """How an act is shown: the next step of the usual way, one of many, or one that ends something."""

    MAIN = ""
    USUAL = "quiet"
    GRAVE = "danger"


Do = Callable[[Any, datetime], Matter | Refusal]
Bar = Callable[[Matter, Actor], Refusal | None]


def _open(_: Matter, __: Actor) -> Refusal | None:
    return None


@frozen
class StaffAct:
    """One act as people do it; ``tells`` is what will happen, ``done`` what the next page says, ``barred`` why not now."""

    act: MatterAct
    form: type[forms.ActForm]
    do: Do
    tells: Text
    done: Text
    weight: Weight = Weight.USUAL
    icon: str = ""
    barred: Bar = _open


def _clock_may_stop(matter: Matter, _: Actor) -> Refusal | None:
    return None if matter.item.may_suspend else refusals.MAY_NOT_SUSPEND()


def _may_extend(matter: Matter, _: Actor) -> Refusal | None:
    if matter.item.rules.limit is None:
        return refusals.NO_CLOCK()
    if matter.item.rules.extension is None:
        return refusals.MAY_NOT_EXTEND()
    return refusals.ALREADY_EXTENDED() if matter.extended else None


def _not_told_yet(matter: Matter, _: Actor) -> Refusal | None:
    return refusals.ALREADY_TOLD() if matter.told_missing else None


def _not_ruled_yet(matter: Matter, _: Actor) -> Refusal | None:
    return refusals.RULING_IS_FINAL() if matter.ruled else None


def _has_above(matter: Matter, actor: Actor) -> Refusal | None:
    return None if upper_bodies(matter.owner_id, actor.on) else NOTHING_ABOVE()


_A, _W = MatterAct, Weight

_ALL = (
    StaffAct(
        _A.ACCEPT, forms.Bare,
        lambda f, at: services.accept_matter(f.matter, by=f.actor, at=at),
        Text(
            "办理期限从明天起算；还没有承办人的，由您承办。",
            "The clock starts with tomorrow; if nobody handles it yet, you do.",
        ),
        Text("已受理，期限开始计算。", "Accepted; the clock is running."),
        _W.MAIN, "tick",
    ),
    StaffAct(
        _A.DECLINE, forms.Reasoned,
        lambda f, at: services.decline_matter(f.matter, reason=f.said, by=f.actor, at=at),
        Text(
            "事项到此结束，居民会看到理由，也可以重新申请。缺材料的先用“一次性告知补正”，不归本单位的用“不属本单位”。",
            "The matter ends here; the resident reads why and may apply again. Ask for missing papers first;"
            " if it is not ours say so.",
        ),
        Text("已告知不予受理。", "Declined, and the resident is told why."),
        _W.GRAVE, "cross", barred=still_awaited,
    ),
    StaffAct(
        _A.REQUEST_PAPERS, papers.RequestPapers,
        lambda f, at: services.request_papers(f.matter, missing=f.lines, by=f.actor, at=at),
        Text(
            "缺什么，这一次全部告知；以后不能再要。",
            "Everything that is missing is told now; nothing can be asked for later.",
        ),
        Text("已一次性告知。可以打印告知书交给居民。", "The resident is told. You can print the notice."),
        icon="document", barred=_not_told_yet,
    ),
    StaffAct(
        _A.ADD_PAPERS, papers.AddPapers,
        lambda f, at: services.add_papers(f.matter, papers=f.taken, note=f.said, by=f.actor, at=at),
        Text("替居民把材料收进来。", "Take papers in for the resident."),
        Text("材料已收下。", "The papers are in."),
        icon="upload",
    ),
    StaffAct(
        _A.CONTEST, forms.Contest,
        lambda f, at: services.contest_ownership(f.matter, claimed=f.chosen, reason=f.said, by=f.actor, at=at),
        Text(
            "对方接过去之前，仍由本单位对居民负责（首问负责）。对方也说不是，就提交裁定，裁定为最终决定。",
            "Until the other body takes it, yours stays answerable. If it says the same, a third body rules, and that is final.",
        ),
        Text("已请对方机构答复。", "The other body is asked to answer."),
        icon="scales", barred=_not_ruled_yet,
    ),
    StaffAct(
        _A.ANSWER_CONTEST, forms.AnswerContest,
        lambda f, at: services.answer_contest(f.matter, takes=f.is_taken, reason=f.said, by=f.actor, at=at),
        Text(
            "接过来就由本单位办；也不属于本单位的，写明理由，提交裁定。",
            "Take it and it is yours; or say why not, and it goes to be ruled on.",
        ),
        Text("已答复。", "Answered."),
        _W.MAIN, "scales",
    ),
    StaffAct(
        _A.RULE, forms.Rule,
        lambda f, at: services.rule_ownership(f.matter, owner=f.chosen, reason=f.said, by=f.actor, at=at),
        Text(
            "裁定为最终决定，双方不能再推；会记入存证。",
            "The ruling is final for both sides and goes into the record.",
        ),
        Text("已裁定。", "Ruled."),
        _W.MAIN, "scales",
    ),
    StaffAct(
        _A.ASSIGN, forms.ToColleague,
        lambda f, at: services.assign_matter(f.matter, handler=f.chosen, note=f.said, by=f.actor, at=at),
        Text("期限不变，由他承办。", "The clock goes on; they handle it from now on."),
        Text("已分派。", "Assigned."),
        icon="people",
    ),
    StaffAct(
        _A.HAND_OVER, forms.ToColleague,
        lambda f, at: services.hand_over_matter(f.matter, handler=f.chosen, note=f.said, by=f.actor, at=at),
        Text("期限不变，由同事接着办。", "The clock goes on; your colleague handles it from now on."),
        Text("已转交。", "Handed over."),
        icon="hand-over",
    ),
    StaffAct(
        _A.NOTE, forms.Noted,
        lambda f, at: services.note_progress(f.matter, note=f.said, public=f.cleaned_data["public"], by=f.actor, at=at),
        Text("写一行进展，状态不变。", "Write a line of progress; nothing else changes."),
        Text("已记录。", "Noted."),
        icon="pen",
    ),
    StaffAct(
        _A.SUSPEND, forms.Reasoned,
        lambda f, at: services.suspend_matter(f.matter, reason=f.said, by=f.actor, at=at),
        Text("从今天起停止计时，直到恢复。", "The clock stands from today until it is resumed."),
        Text("已中止计时。", "The clock is stopped."),
        icon="pause", barred=_clock_may_stop,
    ),
    StaffAct(
        _A.RESUME, forms.Remark,
        lambda f, at: services.resume_matter(f.matter, note=f.said, by=f.actor, at=at),
        Text(
            "从今天起继续计时，到期日按中止的天数顺延。",
            "The clock goes on from today; the due day moves by the pause.",
        ),
        Text("已恢复计时。", "The clock is running again."),
        _W.MAIN, "clock",
    ),
    StaffAct(
        _A.EXTEND, forms.Reasoned,
        lambda f, at: services.extend_matter(f.matter, reason=f.said, by=f.actor, at=at),
        Text("只能延长一次，延多久由办事指南定。", "Once only, by as much as the guide allows."),
        Text("已延长。", "Extended."),
        icon="calendar", barred=_may_extend,
    ),
    StaffAct(
        _A.HAND_UP, forms.HandUp,
        lambda f, at: services.hand_up_matter(f.matter, body=f.chosen, reason=f.said, by=f.actor, at=at),
        Text(
            "由上级机构接手办理，期限继续算，仍由本单位对居民负责。",
            "The upper body takes it in hand; the clock goes on and yours stays answerable.",
        ),
        Text("已移交上级。", "Handed up."),
        icon="building", barred=_has_above,
    ),
    StaffAct(
        _A.TAKE_UP, forms.Reasoned,
        lambda f, at: services.take_up_matter(f.matter, reason=f.said, by=f.actor, at=at),
        Text("由本单位直接办理；对居民负责的仍是原机构。", "Your body takes it in hand; the owner stays answerable."),
        Text("已提级办理。", "Taken up."),
        icon="building",
    ),
    StaffAct(
        _A.RETURN_DOWN, forms.Answered,
        lambda f, at: services.return_matter_down(f.matter, answer=f.said, by=f.actor, at=at),
        Text("带着答复意见交回原机构。", "It goes back to its owner with your answer."),
        Text("已交回。", "Given back."),
        _W.MAIN, "hand-over",
    ),
    StaffAct(
        _A.DECIDE, forms.Decide,
        lambda f, at: services.decide_matter(f.matter, outcome=f.result, reason=f.said, by=f.actor, at=at),
        Text("作出决定并告知居民，之后办结。", "Decide and tell the resident; then close."),
        Text("已作出决定。把结果交给居民以后，请办结。", "Decided. Close it when the resident has the result."),
        _W.MAIN, "tick",
    ),
    StaffAct(
        _A.CLOSE, forms.Remark,
        lambda f, at: services.close_matter(f.matter, note=f.said, by=f.actor, at=at),
        Text(
            "结果已经交给居民，期限到此为止。居民可以评价。",
            "The resident has the result; the clock ends and the resident may rate.",
        ),
        Text("已办结。", "Closed."),
        _W.MAIN, "tick",
    ),
    StaffAct(
        _A.REOPEN, forms.Remark,
        lambda f, at: services.reopen_matter(f.matter, note=f.said, by=f.actor, at=at),
        Text("重新办理，期限从明天重新起算。", "It is taken up again with a new clock from tomorrow."),
        Text("已重新办理。", "Taken up again."),
        _W.MAIN, "reopen",
    ),
    StaffAct(
        _A.REFUSE_REOPENING, forms.Reasoned,
        lambda f, at: services.refuse_reopening(f.matter, reason=f.said, by=f.actor, at=at),
        Text("事项维持办结，居民会看到理由。", "The matter stays closed and the resident reads why."),
        Text("已答复不予重办。", "The resident is told why it stays closed."),
        _W.GRAVE, "cross",
    ),
    StaffAct(
        _A.DIRECT, forms.Addressed,
        lambda f, at: services.direct_owner(f.matter, note=f.said, by=f.actor, at=at),
        Text(
            "对本单位领导、派出或管理的机构下达指令，对方应当执行。",
            "An instruction to a body that yours leads, dispatches or manages: it has to follow.",
        ),
        Text("指令已下达。", "The instruction is given."),
        icon="speech",
    ),
    StaffAct(
        _A.ASK, forms.Addressed,
        lambda f, at: services.ask_owner(f.matter, note=f.said, by=f.actor, at=at),
        Text("商请不是命令，对方可以不同意。", "A request is not an order: the other body is free to say no."),
        Text("已商请。", "The request is made."),
        icon="speech",
    ),
)  # fmt: skip

ACTS: dict[MatterAct, StaffAct] = {each.act: each for each in _ALL}


@frozen
class Offer:
    """An act that the person may do to the matter as it stands; ``refusal`` is why it cannot be done all the same."""

    how: StaffAct
    refusal: Refusal | None = None


def offers(actor: Actor, matter: Matter) -> Sequence[Offer]:
    """What the page offers, the next step of the usual way first; barred acts carry their reason.

    Nobody instructs or asks a body in which they sit, and who may assign need not hand over.
    """
    may = [act for act in acts_open_to(actor, matter) if act in ACTS]
    if any(post.body_id == matter.owner_id for post in actor.posts):
        may = [act for act in may if act not in {_A.DIRECT, _A.ASK}]
    if _A.ASSIGN in may:
        may.remove(_A.HAND_OVER)
    found = [Offer(ACTS[act], ACTS[act].barred(matter, actor)) for act in may]
    return sorted(found, key=lambda offer: tuple(_W).index(offer.how.weight))
