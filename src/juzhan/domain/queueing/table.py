"""The one table of what may happen to a ticket: act, from which states, to which state.

``docs/algorithms/queueing.md`` prints it; a test keeps the two equal.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from juzhan.domain.queueing.states import OVER, TicketState
from juzhan.domain.shared import Refusal, RefusalKind, Text


class TicketAct(StrEnum):
    """Everything that can be done to a ticket once it is taken."""

    CALL = "call"
    CALL_AGAIN = "call_again"
    BEGIN = "begin"
    HOLD = "hold"
    GO_ON = "go_on"
    TRANSFER = "transfer"
    PUT_BACK = "put_back"
    MISS = "miss"
    BRING_BACK = "bring_back"
    FINISH = "finish"
    LEAVE = "leave"
    KEEP = "keep"
    END = "end"

    @property
    def text(self) -> Text:
        """The act's name in both languages."""
        return TABLE[self].text


@frozen
class Transition:
    """One row; ``target`` is None where the state stays as it is. ``who`` is clerk, visitor or hall."""

    act: TicketAct
    text: Text
    who: str
    sources: frozenset[TicketState]
    target: TicketState | None


def _row(
    act: TicketAct, zh: str, en: str, who: str, sources: set[TicketState], target: TicketState | None
) -> tuple[TicketAct, Transition]:
    return act, Transition(act, Text(zh, en), who, frozenset(sources), target)


_S, _A = TicketState, TicketAct
_HERE = {_S.CALLED, _S.SERVING, _S.HELD}

TABLE: dict[TicketAct, Transition] = dict(
    (
        _row(_A.CALL, "叫号", "Call", "clerk", {_S.WAITING}, _S.CALLED),
        _row(_A.CALL_AGAIN, "重呼", "Call again", "clerk", {_S.CALLED}, None),
        _row(_A.BEGIN, "开始办理", "Begin", "clerk", {_S.CALLED}, _S.SERVING),
        _row(_A.HOLD, "暂留", "Hold", "clerk", {_S.SERVING}, _S.HELD),
        _row(_A.GO_ON, "继续办理", "Go on", "clerk", {_S.HELD}, _S.SERVING),
        _row(_A.TRANSFER, "转到别的窗口", "Transfer", "clerk", _HERE, _S.WAITING),
        _row(_A.PUT_BACK, "退回队列", "Put back", "clerk", {_S.CALLED}, _S.WAITING),
        _row(_A.MISS, "过号", "Mark as missed", "clerk", {_S.CALLED, _S.HELD}, _S.MISSED),
        _row(_A.BRING_BACK, "过号找回", "Bring back", "clerk", {_S.MISSED}, _S.WAITING),
        _row(_A.FINISH, "办完", "Finish", "clerk", {_S.SERVING}, _S.SERVED),
        _row(_A.LEAVE, "取消", "Give up", "visitor", {_S.WAITING, _S.CALLED, _S.MISSED, _S.HELD}, _S.LEFT),
        _row(_A.KEEP, "留到下一天", "Keep for the next day", "hall", {_S.WAITING, _S.HELD, _S.MISSED}, None),
        _row(_A.END, "闭厅", "End of the day", "hall", set(_S) - OVER, _S.ENDED),
    )
)

WRONG_STATE = RefusalKind(
    "ticket.wrong_state",
    Text(
        "{number} 号现在是“{state}”，不能{act}。请看最新的队列。",
        "Number {number} is “{state}” now, so “{act}” is not possible. Look at the queue as it stands.",
    ),
)


def next_state(act: TicketAct, state: TicketState, number: str) -> TicketState | Refusal:
    """Give the state after an act, or refuse because the act does not start from this state; ``number`` is the ticket's."""
    row = TABLE[act]
    if state not in row.sources:
        return WRONG_STATE(number=number, state=state.text, act=row.text)
    return row.target or state


def printed() -> str:
    """The table as Markdown, for the documents."""
    lines = ["| 动作 act | 谁 who | 从 from | 到 to |", "|---|---|---|---|"]
    for row in TABLE.values():
        sources = "、".join(f"{state.text.zh} {state.value}" for state in TicketState if state in row.sources)
        target = f"{row.target.text.zh} {row.target.value}" if row.target else "不变 unchanged"
        lines.append(f"| {row.text.zh} {row.act.value} | {row.who} | {sources} | {target} |")
    return "\n".join(lines) + "\n"
