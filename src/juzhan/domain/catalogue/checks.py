"""An item is fit for use when its codes, dates, texts and limits agree with one another; every fault is told.

Used by the seed loader and by the importer, so that both refuse the same things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from juzhan.domain.catalogue.kinds import ItemKind
from juzhan.domain.catalogue.values import ItemVersion
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.rows import cell_problem

LONGEST_CODE = 80
LONGEST_NAME = 200
_CODE = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_-]+)+")
_MATERIAL_CODE = re.compile(r"[a-z0-9_]+")

CODE = RefusalKind(
    "item.code",
    Text(
        "编码“{code}”不合规则：用小写英文词和点，如 civil_affairs.temporary_relief，最长 80 字",
        'The code "{code}" is not allowed: use words and dots, as in civil_affairs.temporary_relief, at most 80 letters',
    ),
    about="code",
)
NAME_TOO_LONG = RefusalKind(
    "item.name_too_long",
    Text("名称有 {length} 个字，最多 200 个", "The name has {length} characters and may have 200"),
    about="name",
)
DATES = RefusalKind(
    "item.dates",
    Text("停用日期必须晚于启用日期", "The item must end after it begins"),
    about="valid_until",
)
SUMMARY_MISSING = RefusalKind(
    "item.summary_missing",
    Text("有指南内容的事项要有一句话说明", "An item with a guide needs one plain sentence that says what it is"),
    about="summary",
)
MATERIAL_TWICE = RefusalKind(
    "item.material_twice",
    Text("材料编码“{code}”出现了两次", 'The material code "{code}" stands there twice'),
    about="materials",
)
MATERIAL_CODE = RefusalKind(
    "item.material_code",
    Text("材料编码“{code}”只能用小写英文、数字和下划线", 'The material code "{code}" may use a–z, 0–9 and _ only'),
    about="materials",
)
SYNONYM_TWICE = RefusalKind(
    "item.synonym_twice",
    Text("俗称“{word}”出现了两次", 'The word "{word}" stands there twice'),
    about="synonyms",
)
PROMISE_TOO_LONG = RefusalKind(
    "item.promise_too_long",
    Text("承诺时限长于法定时限", "The promised time is longer than the law allows"),
    about="promised_limit",
)
EXTENSION_WITHOUT_RIGHT = RefusalKind(
    "item.extension_without_right",
    Text("写了延长时限，却没有写可以延长", "It gives an extension and does not say that the time may be extended"),
    about="extension",
)
EXTENSION_UNKNOWN = RefusalKind(
    "item.extension_unknown",
    Text("可以延长的事项要写明最多延长多久", "An item that may be extended must say by how much at most"),
    about="extension",
)
ANONYMOUS_APPLICATION = RefusalKind(
    "item.anonymous_application",
    Text("申请类事项要作出决定，不能匿名", "An application ends in a decision on somebody, so it cannot be anonymous"),
    about="anonymous_allowed",
)
TEXT_EDGES = RefusalKind(
    "item.text_edges",
    Text("文字前后有多余的空格或换行", "A text begins or ends with spaces or line breaks; take them off"),
)
ENTRY_MARK = RefusalKind(
    "item.entry_mark",
    Text(
        "材料、步骤、依据等要写在一行里，不能有“|”",
        'Papers, steps, legal bases and notes stand on one line without "|"',
    ),
)
REPLACED_BY_ITSELF = RefusalKind(
    "item.replaced_by_itself",
    Text("事项不能由它自己替代", "An item cannot be replaced by itself"),
    about="ended",
)


def check_item(item: ItemVersion) -> tuple[Refusal, ...]:
    """Give everything that is wrong with one version; the empty tuple means that it can be stored."""
    return (*_identity(item), *_guide(item), *_time(item), *_ending(item), *_writing(item))


def _identity(item: ItemVersion) -> Iterator[Refusal]:
    if not _CODE.fullmatch(item.code) or len(item.code) > LONGEST_CODE:
        yield CODE(code=item.code)
    if len(item.name.zh) > LONGEST_NAME or len(item.name.en) > LONGEST_NAME + 100:
        yield NAME_TOO_LONG(length=len(item.name.zh))
    if item.valid_until is not None and item.valid_until <= item.valid_from:
        yield DATES()


def _guide(item: ItemVersion) -> Iterator[Refusal]:
    if item.what_it_is is not None and item.summary is None:
        yield SUMMARY_MISSING()
    codes = [material.code for material in item.materials or ()]
    for code in sorted(set(codes)):
        if codes.count(code) > 1:
            yield MATERIAL_TWICE(code=code)
        if not _MATERIAL_CODE.fullmatch(code):
            yield MATERIAL_CODE(code=code)
    for word in sorted({word for word in item.synonyms if item.synonyms.count(word) > 1}):
        yield SYNONYM_TWICE(word=word)
    if item.anonymous_allowed and item.kind is ItemKind.APPLICATION:
        yield ANONYMOUS_APPLICATION()


def _time(item: ItemVersion) -> Iterator[Refusal]:
    law, promise = item.time_limit, item.promised_limit
    if law and promise and law.limit.unit is promise.limit.unit and promise.limit.amount > law.limit.amount:
        yield PROMISE_TOO_LONG()
    if item.extension is not None and not item.may_extend:
        yield EXTENSION_WITHOUT_RIGHT()
    if item.may_extend and item.extension is None:
        yield EXTENSION_UNKNOWN()


def _ending(item: ItemVersion) -> Iterator[Refusal]:
    if item.ended is not None and item.code in item.ended.replaced_by:
        yield REPLACED_BY_ITSELF()


def _writing(item: ItemVersion) -> Iterator[Refusal]:
    for about, text in _texts(item):
        for part in (text.zh, text.en):
            problem = TEXT_EDGES() if part != part.strip() else cell_problem(part)
            if problem:
                yield evolve(problem, about=about)
    for about, text in _entry_texts(item):
        if set("|\n\r") & set(text.zh + text.en):
            yield evolve(ENTRY_MARK(), about=about)


def _texts(item: ItemVersion) -> Iterator[tuple[str, Text]]:
    names = ("name", "summary", "department", "what_it_is", "who_may_apply", "result", "note")
    yield from ((name, text) for name in names if (text := getattr(item, name)) is not None)
    if item.ended:
        yield from (("ended", item.ended.reason), ("ended", item.ended.instead))
    yield from _entry_texts(item)


def _entry_texts(item: ItemVersion) -> Iterator[tuple[str, Text]]:
    """Texts that share a cell of the full table with others, and so stand on one line without the mark between parts."""
    for material in item.materials or ():
        yield from (("materials", text) for text in (material.name, material.when, material.note) if text)
    yield from (("steps", step) for step in item.steps or ())
    yield from (("legal_basis", basis.quote) for basis in item.legal_basis if basis.quote)
    for name in ("time_limit", "promised_limit", "extension", "fee"):
        held = getattr(item, name)
        if held is not None and held.note is not None:
            yield name, held.note
