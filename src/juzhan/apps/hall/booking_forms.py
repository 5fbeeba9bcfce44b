"""What somebody says who books a time: whom to reach, and of which community; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from juzhan.apps.hall.slots import Day
from juzhan.apps.hall.visitor_fields import OwnCommunity, ask_community
from juzhan.apps.matters.fields import Code, Phone, PlainText, Submission
from juzhan.apps.places.models import Place
from juzhan.ui.formats import day
from juzhan.ui.forms import Radios, Words
from juzhan.ui.words import t

OFFERED = 8
"""So many other times are offered where one is refused; more would bury the rest of the form."""


class BookForm(Words, forms.Form):
    """A booking; the slot is hidden until it is refused, then another can be chosen without typing anything again."""

    submission = Submission()
    item = forms.CharField(max_length=80, widget=forms.HiddenInput)
    slot = forms.CharField(label=t("换一个时间", "Another time"), max_length=20, widget=forms.HiddenInput)
    community = OwnCommunity()
    phone = Phone(label=t("电话", "Phone"))
    name = PlainText(
        label=t("怎么称呼您？", "What shall we call you?"),
        help_text=t("可以不填，比如：王阿姨。", "You may leave it out. For example: Mrs Wang."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, communities: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = t(
            "只在大厅临时有变动时打给您；预约那天过完就删除。",
            "We call it only if something changes at the hall; it is deleted when the booked day is over.",
        )
        ask_community(self, communities)

    def offer(self, days: Sequence[Day], wanted: datetime | None) -> None:
        """Let another slot be chosen in the form itself: the free ones nearest to the one that was wanted."""
        free = [(each.date, place) for each in days for place in each.places if place.free]
        if wanted is not None:
            free.sort(key=lambda each: abs(each[1].slot.begins - wanted))
        nearest = sorted(free[:OFFERED], key=lambda each: each[1].slot.begins)
        choices = [(place.key, f"{day(on, 'full')} {place.slot.hours}") for on, place in nearest]
        self.fields["slot"] = forms.ChoiceField(label=self.fields["slot"].label, choices=choices, widget=Radios())


class CodeForm(Words, forms.Form):
    """The code of a booking."""

    code = Code(
        label=t("查询码", "Booking code"), help_text=t("共 10 位，字母大小写都行。", "10 signs, capital or small.")
    )
