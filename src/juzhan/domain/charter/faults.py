"""A broken charter is refused with every fault in it, each with file, line, key and reason in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from attrs import frozen

from juzhan.domain.shared import Text


class FaultKind(StrEnum):
    """What can be wrong with a charter or law file."""

    SYNTAX = "syntax"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    WRONG_TYPE = "wrong_type"
    MISSING_TEXT = "missing_text"
    UNKNOWN_WORD = "unknown_word"
    BAD_NAME = "bad_name"
    BAD_DATES = "bad_dates"
    BAD_RANGE = "bad_range"
    DECLARED_TWICE = "declared_twice"
    UNKNOWN_BODY = "unknown_body"
    UNKNOWN_POST = "unknown_post"
    UNKNOWN_SOURCE = "unknown_source"
    NO_EVIDENCE = "no_evidence"
    RELATION_TO_ITSELF = "relation_to_itself"
    LEADERSHIP_CYCLE = "leadership_cycle"
    TWO_OWNERS = "two_owners"
    NO_OWNER = "no_owner"
    NEEDLESS_FALLBACK = "needless_fallback"
    HOLDING_CONTRADICTION = "holding_contradiction"
    HOLDING_CYCLE = "holding_cycle"
    CLUSTER_MISMATCH = "cluster_mismatch"
    NO_POST = "no_post"


FAULT_TEXTS = {
    FaultKind.SYNTAX: Text("不是合法的 TOML：{detail}", "not valid TOML: {detail}"),
    FaultKind.UNREADABLE: Text("无法读取文件：{detail}", "the file cannot be read: {detail}"),
    FaultKind.MISSING: Text("缺少“{name}”", "“{name}” is missing"),
    FaultKind.UNEXPECTED: Text(
        "不认识的键“{name}”，可用的有：{known}", "unknown key “{name}”; known keys are: {known}"
    ),
    FaultKind.WRONG_TYPE: Text("“{name}”应为{wanted}", "“{name}” must be {wanted}"),
    FaultKind.MISSING_TEXT: Text(
        "“{name}”要有中文（zh）和英文（en），两者都不能空", "“{name}” needs zh and en, neither empty"
    ),
    FaultKind.UNKNOWN_WORD: Text(
        "“{name}”不能是“{value}”，只能是：{known}",
        "“{name}” cannot be “{value}”; choose from: {known}",
    ),
    FaultKind.BAD_NAME: Text(
        "章程名“{value}”须与文件名“{wanted}”一致，只用小写字母、数字和下划线",
        "the key “{value}” must equal the file name “{wanted}” and use only a-z, 0-9 and _",
    ),
    FaultKind.BAD_DATES: Text(
        "“until”（{until}）须晚于“from”（{since}）",
        "“until” ({until}) must be later than “from” ({since})",
    ),
    FaultKind.BAD_RANGE: Text("人数范围不成立：{value}", "this number of people makes no sense: {value}"),
    FaultKind.DECLARED_TWICE: Text("“{value}”写了两次", "“{value}” is declared twice"),
    FaultKind.UNKNOWN_BODY: Text("章程里没有机构“{value}”", "the charter has no body “{value}”"),
    FaultKind.UNKNOWN_POST: Text("章程里没有职位“{value}”", "the charter has no post “{value}”"),
    FaultKind.UNKNOWN_SOURCE: Text("没有声明来源“{value}”", "no source “{value}” is declared"),
    FaultKind.NO_EVIDENCE: Text(
        "来源“{value}”是原文或法律，须写出原文（quote）或条款（article）",
        "the source “{value}” is a document or a law: give its exact words (quote) or its article",
    ),
    FaultKind.RELATION_TO_ITSELF: Text(
        "机构“{value}”不能与自己有关系", "the body “{value}” cannot have a relation to itself"
    ),
    FaultKind.LEADERSHIP_CYCLE: Text(
        "领导关系成了圈：{value}。谁也不能领导自己的上级",
        "leadership runs in a circle: {value}; nobody can lead their own leader",
    ),
    FaultKind.TWO_OWNERS: Text(
        "{affair}同时归“{first}”和“{second}”：一类事务只能有一个归属",
        "{affair} belongs to both “{first}” and “{second}”: one affair has one owner",
    ),
    FaultKind.NO_OWNER: Text(
        '没有说{affair}归谁：写明归属，或写 owner = "unknown"',
        'nothing says who owns {affair}: name the owner, or write owner = "unknown"',
    ),
    FaultKind.NEEDLESS_FALLBACK: Text(
        "{affair}已有归属，不能再写备用归属",
        "{affair} already has an owner: a fallback is only for what the source does not say",
    ),
    FaultKind.HOLDING_CONTRADICTION: Text(
        "职位“{post}”须由“{other}”担任，又不得与“{other}”同时担任",
        "the post “{post}” must be held by “{other}” and may not be held together with “{other}”",
    ),
    FaultKind.HOLDING_CYCLE: Text(
        "职位互相要求由对方担任，成了圈：{value}",
        "posts require each other's holder in a circle: {value}",
    ),
    FaultKind.CLUSTER_MISMATCH: Text(
        '“serves = "several"”与“level = "cluster"”须同时出现',
        '“serves = "several"” and “level = "cluster"” go together',
    ),
    FaultKind.NO_POST: Text(
        "机构“{value}”没有任何职位，无人可以办事", "the body “{value}” has no post, so nobody can act for it"
    ),
}


@frozen
class Fault:
    """One thing wrong in one file; ``line`` counts from 1 and is the best that can be found."""

    kind: FaultKind
    file: str
    line: int
    key: str
    reason: Text

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" + (f" [{self.key}]" if self.key else "")
        return f"{place}: {self.reason.zh} / {self.reason.en}"


def fault(kind: FaultKind, file: str, line: int, key: str, /, **params: Any) -> Fault:
    """Fill in the reason of a fault."""
    return Fault(kind, file, line, key, FAULT_TEXTS[kind].format(**params))


class CharterBroken(ValueError):
    """A charter or law file that cannot be used; ``faults`` holds all that is wrong with it, in the order of lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(sorted(faults, key=lambda each: (each.file, each.line, each.key)))
        super().__init__("\n".join(str(each) for each in self.faults))
