"""Sample data of the style guide: forms, rows and a desk; all people in it are synthetic."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from attrs import frozen
from django import forms
from django.urls import reverse

from juzhan.domain.shared import Citation, Refusal, Text
from juzhan.ui.cells import STATUSES
from juzhan.ui.forms import GRADES, Checkboxes, Day, Grades, LongText, Radios, Words
from juzhan.ui.qr import qr_svg
from juzhan.ui.shell import Desk, NavItem, PostChoice
from juzhan.ui.words import t

_NOW = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)


class SampleForm(Words, forms.Form):
    """A form with one of each control."""

    template_name = "ui/forms/form.html"
    name = forms.CharField(label=t("姓名", "Name"), help_text=t("与身份证件一致", "As on your identity document"))
    phone = forms.CharField(
        label=t("手机号码", "Mobile number"), widget=forms.TextInput({"type": "tel", "inputmode": "tel"})
    )
    born = forms.DateField(label=t("出生日期", "Date of birth"), widget=Day)
    community = forms.ChoiceField(
        label=t("社区", "Community"),
        choices=(
            ("", t("请选择", "Choose")),
            ("1", t("黉门街社区", "Hongmen Street")),
            ("2", t("棕北社区", "Zongbei")),
        ),
    )
    story = forms.CharField(
        label=t("情况说明", "What happened"),
        help_text=t("不要写身份证号码和病情。", "Leave out identity numbers and illnesses."),
        widget=LongText(rows=4, keep="styleguide"),
        required=False,
    )
    photo = forms.FileField(
        label=t("照片", "Photograph"), help_text=t("每个文件最大 10 MB", "Up to 10 MB each"), required=False
    )
    agree = forms.BooleanField(label=t("我已阅读个人信息处理说明", "I have read how my data is used"))


class ChoicesForm(Words, forms.Form):
    """A form of choices with hints."""

    kind = forms.ChoiceField(
        label=t("您想做什么？", "What would you like to do?"),
        choices=(
            ("apply", t("申请", "Apply")),
            ("report", t("反映问题", "Report a problem")),
            ("ask", t("咨询", "Ask")),
        ),
        widget=Radios(
            hints={
                "apply": t("需要材料，有办理时限", "Needs papers and has a time limit"),
                "report": t("例如楼道灯坏了，不需要材料", "A broken light, for example; no papers needed"),
            }
        ),
        initial="report",
    )
    papers = forms.MultipleChoiceField(
        label=t("您带了哪些材料？", "Which papers do you have?"),
        choices=(("id", t("身份证件", "Identity document")), ("book", t("户口簿", "Household register"))),
        widget=Checkboxes(),
        required=False,
    )


class GradesForm(Words, forms.Form):
    """The rating of a finished matter."""

    grade = forms.ChoiceField(
        label=t("这次办理您满意吗？", "How satisfied are you?"), choices=GRADES, widget=Grades, initial="4"
    )


class FilterForm(forms.Form):
    """What narrows a worklist."""

    state = forms.ChoiceField(
        label=t("状态", "Status"), choices=(("", t("全部", "All")), ("late", t("已超期", "Late"))), required=False
    )
    since = forms.DateField(label=t("起始日期", "Since"), widget=Day, required=False)


def desk() -> Desk:
    """A desk with six pages and two posts."""
    here = f"{reverse('styleguide')}?layout=staff"
    nav = (
        NavItem(Text("待办", "Worklist"), here, 14, current=True, late=True),
        NavItem(Text("待受理", "To be accepted"), here, 3),
        NavItem(Text("待补材料", "Papers asked for"), here, 2),
        NavItem(Text("归属争议", "Disputes"), here, 1),
        NavItem(Text("登记", "Register"), here),
        NavItem(Text("本站公开信息", "Published by us"), here),
    )
    posts = (
        PostChoice("1", Text("黉门街社区工作站 站长", "Head, Hongmen Street workstation"), current=True),
        PostChoice("2", Text("黉门街社区党支部 书记", "Secretary, Hongmen Street party branch")),
    )
    return Desk("林晓月", posts[0].label, nav, posts, here, here)


@frozen
class Row:
    """One line of the sample worklist."""

    code: str
    item: Text
    person: str
    state: str
    days: int
    on: date
    paused: bool = False


_ROWS = (
    Row("A7K2", Text("最低生活保障申请", "Subsistence allowance"), "陈国华", "accepted", -2, date(2026, 3, 3)),
    Row("B4QM", Text("楼道灯损坏", "Broken stairwell light"), "周敏", "submitted", 0, date(2026, 3, 5)),
    Row("C9XT", Text("老年人优待证", "Senior citizen card"), "吴秀兰", "accepted", 2, date(2026, 3, 9)),
    Row(
        "D3HV", Text("居住证办理", "Residence permit"), "李建军", "papers_requested", 6, date(2026, 3, 13), paused=True
    ),
    Row("E8NR", Text("公共租赁住房申请", "Public rental housing"), "王淑芬", "handed_up", 15, date(2026, 3, 26)),
)


@functools.lru_cache(maxsize=1)
def samples() -> dict[str, Any]:
    """What the specimens speak of."""
    law = Citation("中华人民共和国城市居民委员会组织法(2025)", "6", "Organic Law of Urban Residents' Committees (2025)")
    refusal = Refusal(
        "matter.may_only_ask",
        Text(
            "街道办事处指导居民委员会，不能向它下达指令。您可以发出商请，由居民委员会答复。",
            "The street office guides the residents' committee and cannot instruct it. "
            "You can send a request; the committee answers.",
        ),
        rule=law,
    )
    return {
        "now": _NOW,
        "earlier": _NOW - timedelta(days=2, hours=3),
        "today": date(2026, 3, 5),
        "since": date(2025, 7, 1),
        "law": law,
        "refusal": refusal,
        "rows": _ROWS,
        "states": tuple(STATUSES),
        "qr": qr_svg("https://example.org/r/7K2M9XQ4H5TD"),
        "crumbs": ((Text("武侯区", "Wuhou District"), "#show"), (Text("玉林街道", "Yulin Street"), "#show")),
    }


def sample_forms() -> dict[str, forms.Form]:
    """Fresh forms: empty, with errors, and with choices made."""
    return {
        "sample": SampleForm(),
        "wrong": SampleForm({"wrong-name": "陈国华", "wrong-community": "1"}, prefix="wrong"),
        "choices": ChoicesForm(),
        "grades": GradesForm(),
        "filters": FilterForm(),
    }
