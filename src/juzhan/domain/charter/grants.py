"""Relations give the rights: one constant table says which acts each relation and role gives over another's matters.

The table is printed in docs/algorithms/permissions.md, and a test keeps the two equal. Only the body that owns a matter
works on it; other bodies may at most look, ask, inquire, instruct, take a matter up or rule on whose it is.
Source: seeds/002 (lead, supervise, dispatch), organic law 2025 arts. 6 (guide) and 36 (supervise).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from juzhan.domain.charter.vocabulary import RelationKind, Role
from juzhan.domain.shared import Text


class Act(StrEnum):
    """What a person can do to a matter, or in respect of a body; a closed set.

    ``answer_contest`` is asked about the body that was named as the right one, ``register`` about the body at whose
    desk one sits, ``rule`` about each of the two bodies in dispute; all others about the body that owns the matter.
    """

    READ = "read"
    READ_PERSON = "read_person"
    REGISTER = "register"
    ACCEPT = "accept"
    REQUEST_PAPERS = "request_papers"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    HAND_OVER = "hand_over"
    HAND_UP = "hand_up"
    TAKE_UP = "take_up"
    RETURN_DOWN = "return_down"
    DECIDE = "decide"
    CLOSE = "close"
    REOPEN = "reopen"
    ASSIGN = "assign"
    CONTEST = "contest"
    ANSWER_CONTEST = "answer_contest"
    RULE = "rule"
    DIRECT = "direct"
    ASK = "ask"
    INQUIRE = "inquire"
    ANSWER_INQUIRY = "answer_inquiry"

    @property
    def text(self) -> Text:
        """The name of this act."""
        return ACT_LABELS[self]


ACT_LABELS = {
    Act.READ: Text("查看事项", "read a matter"),
    Act.READ_PERSON: Text("查看姓名和电话", "see names and phone numbers"),
    Act.REGISTER: Text("登记", "register a matter"),
    Act.ACCEPT: Text("受理", "accept a matter"),
    Act.REQUEST_PAPERS: Text("要求补正材料", "ask for papers"),
    Act.SUSPEND: Text("中止计时", "suspend the clock"),
    Act.RESUME: Text("恢复计时", "resume the clock"),
    Act.EXTEND: Text("延长期限", "extend the deadline"),
    Act.HAND_OVER: Text("移交", "hand a matter over"),
    Act.HAND_UP: Text("上交", "hand a matter up"),
    Act.TAKE_UP: Text("提级办理", "take a matter up"),
    Act.RETURN_DOWN: Text("退回下级", "return a matter down"),
    Act.DECIDE: Text("作出决定", "decide a matter"),
    Act.CLOSE: Text("办结", "close a matter"),
    Act.REOPEN: Text("重新办理", "reopen a matter"),
    Act.ASSIGN: Text("分派", "assign a matter"),
    Act.CONTEST: Text("提出“不归我办”", "contest that a matter is ours"),
    Act.ANSWER_CONTEST: Text("答复归属争议", "answer a contest"),
    Act.RULE: Text("裁定归属", "rule on whose a matter is"),
    Act.DIRECT: Text("下达指令", "give an instruction"),
    Act.ASK: Text("提出请求", "ask without force"),
    Act.INQUIRE: Text("质询", "open an inquiry"),
    Act.ANSWER_INQUIRY: Text("答复质询", "answer an inquiry"),
}

Roles = Mapping[Role, frozenset[Act]]

HANDLING = frozenset(
    {
        Act.READ,
        Act.READ_PERSON,
        Act.REGISTER,
        Act.ACCEPT,
        Act.REQUEST_PAPERS,
        Act.SUSPEND,
        Act.RESUME,
        Act.EXTEND,
        Act.HAND_OVER,
        Act.HAND_UP,
        Act.RETURN_DOWN,
        Act.DECIDE,
        Act.CLOSE,
        Act.REOPEN,
        Act.CONTEST,
        Act.ANSWER_CONTEST,
    }
)
HEADING = HANDLING | {Act.ASSIGN, Act.ANSWER_INQUIRY}
LOOKING = frozenset({Act.READ, Act.INQUIRE})
ASKING = frozenset({Act.ASK})
NOTHING: frozenset[Act] = frozenset()


def _roles(head: frozenset[Act], handler: frozenset[Act], member: frozenset[Act]) -> Roles:
    """A deputy has the rights of the head."""
    return {Role.HEAD: head, Role.DEPUTY: head, Role.HANDLER: handler, Role.MEMBER: member}


OWN = _roles(HEADING, HANDLING, frozenset({Act.READ}))

GRANTS: Mapping[RelationKind, Roles] = {
    RelationKind.LEADS: _roles(
        LOOKING | {Act.DIRECT, Act.RULE, Act.ASK}, frozenset({Act.READ, Act.ASK}), frozenset({Act.READ, Act.ASK})
    ),
    RelationKind.DISPATCHES: _roles(
        LOOKING | {Act.DIRECT, Act.TAKE_UP, Act.ASK}, frozenset({Act.READ, Act.DIRECT, Act.TAKE_UP, Act.ASK}), NOTHING
    ),
    RelationKind.MANAGES: _roles(
        LOOKING | {Act.DIRECT, Act.TAKE_UP, Act.ASK}, frozenset({Act.READ, Act.DIRECT, Act.TAKE_UP, Act.ASK}), NOTHING
    ),
    RelationKind.ENTRUSTS: _roles(LOOKING | {Act.TAKE_UP, Act.ASK}, frozenset({Act.READ, Act.ASK}), NOTHING),
    RelationKind.GUIDES: _roles(ASKING, ASKING, NOTHING),
    RelationKind.SUPERVISES: _roles(LOOKING, LOOKING, LOOKING),
    RelationKind.ELECTS: _roles(frozenset({Act.INQUIRE}), frozenset({Act.INQUIRE}), frozenset({Act.INQUIRE})),
    RelationKind.DECIDES_FOR: _roles(LOOKING | {Act.ASK}, LOOKING | {Act.ASK}, LOOKING | {Act.ASK}),
    RelationKind.COOPERATES: _roles(ASKING, ASKING, NOTHING),
    RelationKind.EXECUTES_FOR: _roles(ASKING, ASKING, NOTHING),
    RelationKind.FUNDS: _roles(NOTHING, NOTHING, NOTHING),
    RelationKind.EMPLOYS: _roles(NOTHING, NOTHING, NOTHING),
    RelationKind.TRAINS: _roles(NOTHING, NOTHING, NOTHING),
}

# A leader's leader leads as well; every other relation ends at the body it names.
PASSES_DOWN = frozenset({RelationKind.LEADS})


def relations_giving(act: Act, role: Role | None = None) -> tuple[RelationKind, ...]:
    """The relations that give an act to a role, or to any role."""
    return tuple(
        kind
        for kind, roles in GRANTS.items()
        if any(act in acts for each, acts in roles.items() if role is None or each is role)
    )
