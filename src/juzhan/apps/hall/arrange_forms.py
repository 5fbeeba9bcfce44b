"""What a head may arrange: hours, promise, queues, counters, caps, green channel; each form keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.db.models import QuerySet

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.desk_forms import ItemByName
from juzhan.apps.hall.models import Counter, Group, Hall
from juzhan.apps.matters.fields import PlainText
from juzhan.domain.catalogue import Domain
from juzhan.domain.queueing.hours import Hours, Span
from juzhan.domain.shared import Refusal
from juzhan.ui.forms import Checkboxes, LongText, Radios, Words
from juzhan.ui.words import say, t

SHUT_WORDS = frozenset({"-", "—", "休", "不开", "shut", "closed"})
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~至到]\s*(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[\s,，、;；]+")
WEEKDAYS = (
    ("0", t("星期一", "Monday")),
    ("1", t("星期二", "Tuesday")),
    ("2", t("星期三", "Wednesday")),
    ("3", t("星期四", "Thursday")),
    ("4", t("星期五", "Friday")),
    ("5", t("星期六", "Saturday")),
    ("6", t("星期日", "Sunday")),
)


def spans_of(typed: str) -> tuple[Span, ...]:
    """Read hours such as ``09:00-12:00 13:30-17:00``, in order and not overlapping; ValueError where they are not.

    >>> spans_of("9:00-12:00、13:30至17:00")[1].opens
    datetime.time(13, 30)
    """
    found = tuple(
        Span(time(int(hour), int(minute)), time(int(last), int(end)))
        for hour, minute, last, end in _SPAN.findall(typed)
    )
    if not found or _BETWEEN.sub("", _SPAN.sub("", typed)):
        raise ValueError(typed)
    if any(later.opens < earlier.closes for earlier, later in pairwise(found)):
        raise ValueError(typed)
    return found


def as_typed(spans: Sequence[Span]) -> str:
    """Hours as people write them."""
    return " ".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in spans)


def _minutes(label: Any, hint: Any = "", *, least: int = 0, most: int = 240) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=most)


class ToConfirm(Words, forms.Form):
    """A form that is saved once more, with a tick, when open bookings lose their time by it."""

    anyway = forms.BooleanField(
        label=t("我会给这些人打电话，仍然保存", "I will call them; save it all the same"),
        required=False,
        widget=forms.HiddenInput,
    )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal; where it can be overruled, the tick appears last in the form, beside what it is about."""
        if refusal.about == "anyway":
            tick = self.fields.pop("anyway")
            tick.widget = forms.CheckboxInput()
            self.fields["anyway"] = tick
        super().refuse(refusal)


class HoursForm(ToConfirm):
    """When the hall is open: on working days, and otherwise on weekdays that are named."""

    spans = PlainText(
        label=t("工作日", "Working days"), help_text=t("如 09:00-12:00 13:30-17:00", "Such as 09:00-12:00 13:30-17:00"),
        max_length=120,
    )  # fmt: skip
    days_off = forms.BooleanField(
        label=t("周末和节假日也开门", "Open on weekends and public holidays, too"), required=False
    )

    def __init__(self, *args: Any, hall: Hall, **kwargs: Any) -> None:
        hours = hall.opening
        named = {f"day{day}": as_typed(spans) or say(t("休", "shut")) for day, spans in hours.weekdays.items()}
        before = {"spans": as_typed(hours.spans), "days_off": hours.open_on_days_off, **named}
        super().__init__(*args, initial=before, **kwargs)
        for day, label in WEEKDAYS:
            self.fields[f"day{day}"] = PlainText(label=label, max_length=120, required=False)

    def clean_spans(self) -> tuple[Span, ...]:
        """The hours of working days."""
        return self._spans(self.cleaned_data["spans"])

    def _spans(self, typed: str) -> tuple[Span, ...]:
        try:
            return spans_of(typed)
        except ValueError:
            raise forms.ValidationError(
                t("请按 09:00-12:00 13:30-17:00 这样写，先早后晚。", "Write it like 09:00-12:00 13:30-17:00, in order.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """The hours of each weekday that is named; a word for shut keeps it shut."""
        given = super().clean() or self.cleaned_data
        for day, _label in WEEKDAYS:
            name = f"day{day}"
            typed = given.get(name) or ""
            try:
                given[name] = None if not typed else () if typed.lower() in SHUT_WORDS else self._spans(typed)
            except forms.ValidationError as error:
                self.add_error(name, error)
        return given

    @property
    def hours(self) -> Hours:
        """The hours as the domain's value."""
        given = self.cleaned_data
        weekdays = {int(day): given[f"day{day}"] for day, _ in WEEKDAYS if given[f"day{day}"] is not None}
        return Hours(given["spans"], weekdays, given["days_off"])


class PromiseForm(ToConfirm):
    """What the hall promises, how the queue is ordered, and what is booked."""

    name = PlainText(label=t("大厅名称", "Name in Chinese"), max_length=120)
    name_en = PlainText(label=t("英文名称", "Name in English"), max_length=160, required=False)
    address = PlainText(label=t("地址", "Address"), max_length=200, required=False)
    promise_minutes = _minutes(
        t("承诺等候不超过（分钟）", "Promised longest wait (minutes)"),
        t("快超过时站长页会提醒。", "The head's page warns before it is passed."),
        least=1,
    )
    calls_before_missed = _minutes(t("呼叫几次没人来算过号", "Calls before a number is missed"), least=1, most=9)
    service_minutes = _minutes(
        t("还没有数据时，每人按几分钟估算", "Minutes a visit takes while nothing is measured"), least=1
    )
    midnight = forms.ChoiceField(
        label=t("闭厅时还在等的号", "Numbers that still wait at the end of the day"),
        choices=Hall.Midnight.choices,
        widget=Radios(),
    )
    green_for = PlainText(label=t("绿色通道给谁（中文）", "Green channel for (in Chinese)"), max_length=200)
    green_for_en = PlainText(label=t("绿色通道给谁（英文）", "Green channel for (in English)"), max_length=300)
    green_head_start = _minutes(
        t("绿色通道按早到几分钟排", "Head start of the green channel (minutes)"),
        t("越大越优先；只会排到早到这么多分钟以内的人前面。", "They go before those who came within so many minutes."),
        most=720,
    )
    booked_head_start = _minutes(t("预约按约定时间早几分钟排", "Head start of bookings (minutes)"), most=720)
    slot_minutes = _minutes(t("预约每段几分钟", "Length of a slot (minutes)"), least=5)
    slot_capacity = _minutes(t("每段最多几个预约", "Bookings in a slot"), most=200)
    booking_days = _minutes(t("最多提前几天预约", "Days that can be booked ahead"), most=60)
    notice = PlainText(
        label=t("大屏公告（中文）", "Notice on the board (in Chinese)"), max_length=200, required=False,
        widget=LongText(rows=2),
    )  # fmt: skip
    notice_en = PlainText(
        label=t("大屏公告（英文）", "Notice on the board (in English)"), max_length=300, required=False,
        widget=LongText(rows=2),
    )  # fmt: skip

    def __init__(self, *args: Any, hall: Hall, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(hall, name, None) for name in self.base_fields}, **kwargs)


_OF_A_GROUP = ("is_open", "name", "name_en", "daily_cap")


class GroupForm(ToConfirm):
    """One queue: its name, which fields belong to it, how many numbers a day, and whether numbers are given out."""

    name = PlainText(label=t("名称", "Name in Chinese"), max_length=60)
    name_en = PlainText(label=t("英文名称", "Name in English"), max_length=80, required=False)
    daily_cap = forms.IntegerField(
        label=t("每天最多几个号", "Numbers a day at most"), help_text=t("不填就是不限。", "Empty: no limit."),
        min_value=0, max_value=9999, required=False,
    )  # fmt: skip
    is_open = forms.BooleanField(label=t("取号开放", "Numbers are given out"), required=False, initial=True)
    domains = forms.MultipleChoiceField(
        label=t("归这个队列的领域", "Fields of this queue"),
        help_text=t("都不勾，就是办其他队列没有的事项。", "None: everything that no other queue has."),
        required=False,
        widget=Checkboxes({"class": "choices--inline"}),
    )

    def __init__(self, *args: Any, group: Group | None = None, **kwargs: Any) -> None:
        before = _of_group(group) if group else {}
        super().__init__(*args, initial=before, **kwargs)
        self.group = group
        field = self.fields["domains"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(domain.value, say(domain.text)) for domain in Domain]

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        given = {name: self.cleaned_data[name] for name in _OF_A_GROUP}
        return {**given, "fields": self.cleaned_data["domains"]}


def _of_group(group: Group) -> dict[str, Any]:
    named = {name: getattr(group, name) for name in _OF_A_GROUP}
    return {**named, "domains": group.fields}


class CounterForm(Words, forms.Form):
    """One counter: whether it is in use, made for wheelchairs, and which queues it calls."""

    is_in_use = forms.BooleanField(label=t("启用", "In use"), required=False)
    is_low = forms.BooleanField(label=t("低位窗口（方便轮椅）", "Low counter, for wheelchairs"), required=False)
    groups = forms.MultipleChoiceField(
        label=t("叫哪些队列", "Queues it calls"), help_text=t("都不勾就是全部。", "None: all of them."),
        required=False, widget=Checkboxes({"class": "choices--inline"}),
    )  # fmt: skip

    def __init__(self, *args: Any, counter: Counter, groups: Sequence[Group], **kwargs: Any) -> None:
        mine = [group.letter for group in counter.groups.all()]
        before = {"is_in_use": counter.is_in_use, "is_low": counter.is_low, "groups": mine}
        super().__init__(*args, initial=before, **kwargs)
        self.counter = counter
        self.by_letter = {group.letter: group for group in groups}
        field = self.fields["groups"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(group.letter, f"{group.letter} {say(group.text)}") for group in groups]

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes; all queues are the same as none."""
        chosen = [self.by_letter[letter] for letter in self.cleaned_data["groups"]]
        given = {name: self.cleaned_data[name] for name in ("is_in_use", "is_low")}
        return {**given, "groups": [] if len(chosen) == len(self.by_letter) else chosen}


class ItemCapForm(ToConfirm):
    """How many numbers a day for one item; empty takes the cap away."""

    item = ItemByName(label=t("事项", "Item"))
    daily_cap = forms.IntegerField(
        label=t("每天最多几个号", "Numbers a day at most"), help_text=t("不填就是取消限额。", "Empty takes the limit away."),
        min_value=0, max_value=9999, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, items: QuerySet[ItemVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.fields["item"]
        assert isinstance(named, ItemByName)
        named.offer(items)
        self.items = named.items
