"""The one table of what may happen to a matter: act, who may, from which states, to which state.

``docs/algorithms/matters.md`` prints it; a test keeps the two equal. To add a state or an act, begin here.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from juzhan.domain.matters.states import OPEN_STATES, State
from juzhan.domain.shared import Refusal, RefusalKind, Text


class MatterAct(StrEnum):
    """Everything that can be done to a matter once it is there."""

    ACCEPT = "accept"
    DECLINE = "decline"
    REQUEST_PAPERS = "request_papers"
    ADD_PAPERS = "add_papers"
    CONTEST = "contest"
    ANSWER_CONTEST = "answer_contest"
    RULE = "rule"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    NOTE = "note"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    HAND_UP = "hand_up"
    TAKE_UP = "take_up"
    RETURN_DOWN = "return_down"
    DECIDE = "decide"
    CLOSE = "close"
    RATE = "rate"
    ASK_REOPENING = "ask_reopening"
    REOPEN = "reopen"
    REFUSE_REOPENING = "refuse_reopening"
    WITHDRAW = "withdraw"
    DIRECT = "direct"
    ASK = "ask"

    @property
    def text(self) -> Text:
        """The act's name in both languages."""
        return TABLE[self].text


@frozen
class Transition:
    """One row. ``right`` is the act of the charter that is needed over the body ``over`` names; empty for the resident.

    ``target`` is None where the state stays as it is.
    """

    act: MatterAct
    text: Text
    right: str
    over: str
    sources: frozenset[State]
    target: State | None


def _row(
    act: MatterAct,
    zh: str,
    en: str,
    right: str,
    over: str,
    sources: set[State] | frozenset[State],
    target: State | None,
) -> tuple[MatterAct, Transition]:
    return act, Transition(act, Text(zh, en), right, over, frozenset(sources), target)


_S, _A = State, MatterAct
_RUNNING = frozenset({_S.ACCEPTED, _S.SUSPENDED, _S.HANDED_UP})
_CONCLUDED = frozenset({_S.DECIDED, _S.CLOSED})

TABLE: dict[MatterAct, Transition] = dict(
    (
        _row(_A.ACCEPT, "受理", "Accept", "accept", "owner", {_S.SUBMITTED, _S.PAPERS_REQUESTED}, _S.ACCEPTED),
        _row(_A.DECLINE, "不予受理", "Decline", "accept", "owner", {_S.SUBMITTED, _S.PAPERS_REQUESTED}, _S.DECLINED),
        _row(
            _A.REQUEST_PAPERS, "一次性告知补正", "Ask for papers", "request_papers", "owner",
            {_S.SUBMITTED}, _S.PAPERS_REQUESTED,
        ),
        _row(_A.ADD_PAPERS, "补交材料", "Add papers", "", "", {_S.PAPERS_REQUESTED, _S.SUBMITTED}, _S.SUBMITTED),
        _row(_A.CONTEST, "不属本单位", "Not ours", "contest", "owner", {_S.SUBMITTED}, _S.CONTESTED),
        _row(_A.ANSWER_CONTEST, "回复归属", "Answer on ownership", "answer_contest", "claimed", {_S.CONTESTED}, None),
        _row(_A.RULE, "裁定归属", "Rule on ownership", "rule", "arbiter", {_S.CONTESTED}, _S.SUBMITTED),
        _row(_A.ASSIGN, "分派", "Assign", "assign", "owner", OPEN_STATES, None),
        _row(_A.HAND_OVER, "转交同事", "Hand to a colleague", "hand_over", "owner", OPEN_STATES, None),
        _row(_A.NOTE, "记录进展", "Note progress", "decide", "holder", _RUNNING, None),
        _row(_A.SUSPEND, "中止", "Suspend", "suspend", "owner", {_S.ACCEPTED}, _S.SUSPENDED),
        _row(_A.RESUME, "恢复", "Resume", "resume", "owner", {_S.SUSPENDED}, _S.ACCEPTED),
        _row(_A.EXTEND, "延长期限", "Extend", "extend", "owner", {_S.ACCEPTED}, None),
        _row(_A.HAND_UP, "移交上级", "Hand up", "hand_up", "owner", {_S.ACCEPTED}, _S.HANDED_UP),
        _row(_A.TAKE_UP, "提级办理", "Take up", "take_up", "owner", {_S.ACCEPTED}, _S.HANDED_UP),
        _row(_A.RETURN_DOWN, "交回", "Give back", "return_down", "holder", {_S.HANDED_UP}, _S.ACCEPTED),
        _row(_A.DECIDE, "作出决定", "Decide", "decide", "owner", {_S.ACCEPTED}, _S.DECIDED),
        _row(_A.CLOSE, "办结", "Close", "close", "owner", {_S.DECIDED}, _S.CLOSED),
        _row(_A.RATE, "评价", "Rate", "", "", _CONCLUDED, None),
        _row(_A.ASK_REOPENING, "申请重办", "Ask to reopen", "", "", {_S.CLOSED}, _S.REOPENING_ASKED),
        _row(_A.REOPEN, "重新办理", "Reopen", "reopen", "owner", {_S.REOPENING_ASKED}, _S.ACCEPTED),
        _row(
            _A.REFUSE_REOPENING, "不予重办", "Refuse to reopen", "reopen", "owner",
            {_S.REOPENING_ASKED}, _S.CLOSED,
        ),
        _row(
            _A.WITHDRAW, "撤回", "Withdraw", "", "",
            {_S.SUBMITTED, _S.PAPERS_REQUESTED, _S.CONTESTED, _S.ACCEPTED, _S.SUSPENDED}, _S.WITHDRAWN,
        ),
        _row(_A.DIRECT, "下达指令", "Give an instruction", "direct", "owner", OPEN_STATES, None),
        _row(_A.ASK, "商请协助", "Make a request", "ask", "owner", OPEN_STATES, None),
    )
)  # fmt: skip

WRONG_STATE = RefusalKind(
    "matter.wrong_state",
    Text(
        "此事项现为“{state}”，不能{act}。请刷新页面查看最新进展。",
        "This matter is “{state}” now, so it cannot do “{act}”. Reload to see where it stands.",
    ),
)


def next_state(act: MatterAct, state: State) -> State | Refusal:
    """Give the state after an act, or refuse because the act does not start from this state."""
    row = TABLE[act]
    if state not in row.sources:
        return WRONG_STATE(state=state.text, act=row.text)
    return row.target or state


def printed() -> str:
    """The table as Markdown, for the documents."""
    lines = ["| 事项动作 act | 所需权利 right | 对谁 over | 从 from | 到 to |", "|---|---|---|---|---|"]
    for row in TABLE.values():
        sources = "、".join(f"{state.text.zh} {state.value}" for state in State if state in row.sources)
        target = f"{row.target.text.zh} {row.target.value}" if row.target else "不变 unchanged"
        who = row.right or "居民 resident"
        lines.append(f"| {row.text.zh} {row.act.value} | {who} | {row.over or '—'} | {sources} | {target} |")
    return "\n".join(lines) + "\n"
