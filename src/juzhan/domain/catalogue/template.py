"""An empty full table explains itself: every column with what goes in it, and one made-up example row.

``juzhan.workbooks.write_workbook(table.header, table.rows, table.notes)`` makes the file to hand out.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from juzhan.domain.catalogue import entries
from juzhan.domain.catalogue.full import FULL_COLUMNS, REQUIRED_COLUMNS, full_row
from juzhan.domain.catalogue.kinds import Applicant, Channel, ItemKind, MaterialForm, OutcomeKind
from juzhan.domain.catalogue.values import Fee, ItemVersion, LegalBasis, Material, TimeLimit
from juzhan.domain.charter.vocabulary import AffairClass, Domain
from juzhan.domain.shared import Citation, Text
from juzhan.domain.shared.calendar_limits import working_days


@frozen
class TemplateTable:
    """Header and example of the full table, and the notes for a second sheet."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, ...], ...]


def template_table() -> TemplateTable:
    """Give the table to hand out to whoever enters items."""
    notes = [NOTES_HEADER, *((column, _required(column), *_both(column)) for column in FULL_COLUMNS)]
    return TemplateTable(FULL_COLUMNS, (full_row(EXAMPLE),), tuple(notes))


NOTES_HEADER = ("column", "required", "说明", "meaning")


def _required(column: str) -> str:
    return "yes" if column in REQUIRED_COLUMNS else "no"


def _both(column: str) -> tuple[str, str]:
    text = COLUMN_NOTES[column]
    return text.zh, text.en


def _words(kind: type[AffairClass | Domain | ItemKind | Applicant | Channel | OutcomeKind | MaterialForm]) -> str:
    return ", ".join(member.value for member in kind)


def _list(parts: tuple[str, ...]) -> Text:
    order = " | ".join(parts)
    return Text(
        f"每行一项，各段用 | 隔开：{order}；没有则填 -",
        f"one entry a line, parts divided by |: {order}; - if there is none",
    )


def _one(parts: tuple[str, ...]) -> Text:
    order = " | ".join(parts)
    return Text(f"各段用 | 隔开：{order}", f"parts divided by |: {order}")


def _one_of(kind: type[AffairClass | Domain | ItemKind | Applicant], zh: str, en: str) -> Text:
    return Text(f"{zh}，可用值：{_words(kind)}", f"{en}: one of {_words(kind)}")


_YES_OR_NO = Text("yes 或 no，不知道就留空", "yes or no; empty if not known")

COLUMN_NOTES: dict[str, Text] = {
    "code": Text("事项编码，定了就不变，如 civil_affairs.temporary_relief", "the item's code, never changed"),
    "version": Text("版本号，从 1 起", "version number, from 1"),
    "valid_from": Text("启用日期，如 2026-01-01", "first day in use, such as 2026-01-01"),
    "name_zh": Text("名称", "name in Chinese"),
    "name_en": Text("英文名称", "name in English"),
    "affair_class": _one_of(AffairClass, "事务类别", "class of affair"),
    "kind": _one_of(ItemKind, "事项性质", "kind"),
    "domain": _one_of(Domain, "六个领域之一，都不是则留空", "one of the six domains, empty if none"),
    "valid_until": Text("停用日期（当天起不再适用），没有则留空", "first day no longer in use, empty if open"),
    "summary_zh": Text("一句话说明，用大白话", "one plain sentence in Chinese"),
    "summary_en": Text("一句话说明（英文）", "one plain sentence in English"),
    "synonyms": Text("居民的叫法，每行一个，中英文都可以", "what people call it, one a line, in either language"),
    "department_zh": Text("作决定的部门", "who decides, in Chinese"),
    "department_en": Text("作决定的部门（英文）", "who decides, in English"),
    "main_item": Text("政务目录中的主项", "main item of the government's catalogue"),
    "external_code": Text("政务目录中的编码", "code in the government's catalogue"),
    "task_type": Text("政务目录中的事项类型号", "number of the kind of task in the government's catalogue"),
    "what_it_is_zh": Text("这是什么", "what it is, in Chinese"),
    "what_it_is_en": Text("这是什么（英文）", "what it is, in English"),
    "applicant": _one_of(Applicant, "谁可以提出", "who may start it"),
    "who_may_apply_zh": Text("谁可以办，用大白话", "who may apply, in Chinese"),
    "who_may_apply_en": Text("谁可以办（英文）", "who may apply, in English"),
    "materials": _list(entries.MATERIAL_PARTS),
    "steps": _list(entries.STEP_PARTS),
    "legal_basis": _list(entries.BASIS_PARTS),
    "time_limit": _one(entries.LIMIT_PARTS),
    "promised_limit": _one(entries.LIMIT_PARTS),
    "fee": _one(entries.FEE_PARTS),
    "may_suspend": _YES_OR_NO,
    "may_extend": _YES_OR_NO,
    "extension": _one(entries.LIMIT_PARTS),
    "channels": Text(f"每行一个：{_words(Channel)}；没有则填 -", f"one a line: {_words(Channel)}; - if there is none"),
    "anonymous_allowed": Text(
        "可否不留姓名电话：yes 或 no；申请类不可以", "without name: yes or no; never for applications"
    ),
    "outcomes": Text(f"每行一个：{_words(OutcomeKind)}", f"one a line: {_words(OutcomeKind)}"),
    "result_zh": Text("办成后拿到什么", "what you get, in Chinese"),
    "result_en": Text("办成后拿到什么（英文）", "what you get, in English"),
    "ended_reason_zh": Text("历史事项：为什么不办了", "historical items: why it ended, in Chinese"),
    "ended_reason_en": Text("历史事项：为什么不办了（英文）", "historical items: why it ended, in English"),
    "ended_instead_zh": Text("历史事项：现在怎么办", "historical items: what to do now, in Chinese"),
    "ended_instead_en": Text("历史事项：现在怎么办（英文）", "historical items: what to do now, in English"),
    "ended_replaced_by": Text("历史事项：替代事项的编码，每行一个", "historical items: codes in its place, one a line"),
    "ended_basis": _one(entries.BASIS_PARTS[:3]),
    "note_zh": Text("备注：当地设定、未核实的内容", "note: settings and what was not verified, in Chinese"),
    "note_en": Text("备注（英文）", "note, in English"),
    "seed": Text("出处编号，可留空", "number of the source, may be empty"),
}

_EXAMPLE_LAW = Citation("示例法(2026)", "1", "Example Law (2026)")

EXAMPLE = ItemVersion(
    code="example.library_corner",
    version=1,
    valid_from=date(2026, 1, 1),
    name=Text("（示例）图书角借书", "(Example) Borrowing from the book corner"),
    affair_class=AffairClass.SELF_GOVERNANCE,
    kind=ItemKind.APPLICATION,
    summary=Text("在社区图书角借书，不要钱。", "Borrow books in the community's corner, free of charge."),
    synonyms=("借书", "books"),
    department=Text("社区居民委员会", "Residents' committee"),
    what_it_is=Text("可以借两本，三十天内还。", "Two books, for thirty days."),
    applicant=Applicant.RESIDENT,
    who_may_apply=Text("本社区居民。", "Residents."),
    materials=(Material("id_card", Text("身份证", "Identity card"), MaterialForm.ORIGINAL),),
    steps=(Text("出示身份证", "Show your card"), Text("登记，拿走书", "The books are noted and yours to take")),
    legal_basis=(LegalBasis(_EXAMPLE_LAW, Text("（此处抄录原文）", "(the words of the law)")),),
    promised_limit=TimeLimit(working_days(1)),
    fee=Fee(0),
    may_suspend=False,
    may_extend=False,
    channels=(Channel.COUNTER,),
    outcomes=(OutcomeKind.GRANTED, OutcomeKind.REFUSED),
)
