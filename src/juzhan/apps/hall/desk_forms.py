"""What a clerk writes down for someone who takes a number at the desk, or who got one on paper while the network was down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.models import Group, Hall
from juzhan.apps.hall.papers import Paper, lacked, papers_of
from juzhan.apps.hall.selectors import group_for
from juzhan.apps.hall.services.taking import Wish
from juzhan.apps.matters.fields import PlainText, Submission, choose_community
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.order import Lane, lane_of
from juzhan.domain.queueing.visit import ComesAs
from juzhan.domain.shared import Text
from juzhan.ui.forms import Checkboxes, Radios, Words
from juzhan.ui.words import say, t

ITEM_LIST = "hall-items"
"""The id of the page's list of items, from which the browser completes what is typed."""


class ItemByName(PlainText):
    """One of some items, by its name in either language or by its code."""

    default_error_messages: ClassVar = {
        "unknown": t("没有叫“%(name)s”的事项，请从列表中选。", "There is no item “%(name)s”; choose one of the list."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": ITEM_LIST, "autocomplete": "off"}
        super().__init__(max_length=300, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.items: Sequence[ItemVersion] = ()

    def offer(self, items: QuerySet[ItemVersion]) -> None:
        """Give the items that can be chosen."""
        self.items = list(items.filter(is_historical=False).defer("content", "search").order_by("name"))

    def clean(self, value: Any) -> ItemVersion | None:
        """Find the item that was named."""
        name = super().clean(value)
        if not name:
            return None
        for item in self.items:
            if name.casefold() in {item.name.casefold(), item.name_en.casefold(), item.item.code}:
                return item
        raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params={"name": name})

    def named(self, typed: Any) -> ItemVersion | None:
        """The item that was named, if any was."""
        try:
            return self.clean(typed)
        except forms.ValidationError:
            return None


class Lacked(forms.MultipleChoiceField):
    """Papers that are lacked, of those that are listed; ticks that stood beside another item's list say nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=Checkboxes(), **kwargs)

    def offer(self, papers: Sequence[Paper]) -> None:
        """Give the papers that can be named."""
        self.choices = [(paper.material.code, say(paper.material.name)) for paper in papers]
        self.widget.hints = {paper.material.code: _hint(paper) for paper in papers}

    def clean(self, value: Any) -> list[str]:
        """Keep what is listed."""
        return [code for code in value or () if self.valid_value(code)]


def _hint(paper: Paper) -> Text:
    material = paper.material
    return material.when or material.form.text


class DeskTakeForm(Words, forms.Form):
    """For what, for whom of which community, what they lack, since when they wait; it names nobody, nor why it is green."""

    submission = Submission()
    item = ItemByName(
        label=t("办什么事", "What for"),
        help_text=t("打几个字再从列表中选；说不清的，只选下面的队列。", "Type a few letters and choose; or choose only a queue."),
        required=False,
    )  # fmt: skip
    group = forms.ChoiceField(label=t("队列", "Queue"), required=False, widget=Radios(inline=True))
    community = forms.ChoiceField(label=t("哪个社区的居民", "Resident of"))
    who = forms.ChoiceField(label=t("给谁办", "For whom"), required=False, widget=Radios(inline=True))
    missing = Lacked(label=t("没带哪几样？", "Which papers do they lack?"))
    proxy_missing = Lacked(label=t("代办人要带的，没带哪几样？", "Which papers does the person acting for them lack?"))
    green = forms.BooleanField(label=t("绿色通道", "Green channel"), required=False)
    came = forms.TimeField(
        label=t("几点来的", "Came at"),
        help_text=t(
            "断网时在纸上发的号，写上当时的时间，按先后逐个补录；现在来的不用填。",
            "For a number given on paper while the network was down: the time it was given, one after the other in their"
            " order. Leave it empty for somebody who is here now.",
        ),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": t("请按 09:30 这样写时间。", "Write the time like 09:30.")},
    )

    def __init__(
        self,
        *args: Any,
        hall: Hall,
        groups: Sequence[Group],
        items: QuerySet[ItemVersion],
        communities: Sequence[Place],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups, self.now = {group.letter: group for group in groups}, now
        self.communities = {place.pk: place for place in communities}
        named, group, community = self.fields["item"], self.fields["group"], self.fields["community"]
        assert isinstance(named, ItemByName)
        assert isinstance(group, forms.ChoiceField)
        named.offer(items)
        self.items = named.items
        group.choices = [
            ("", t("按事项自动", "By the item")),
            *((g.letter, f"{g.letter} {say(g.text)}") for g in groups),
        ]
        community.initial = hall.place_id
        choose_community(community, communities)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(way.value, say(way.text)) for way in ComesAs]
        who.initial = ComesAs.SELF.value
        self._list(named)
        self.fields["green"].help_text = t(
            "给{who}；不问、不记原因。", "For {who}; why is neither asked nor kept.",
            who=hall.green_text,
        )  # fmt: skip

    def _list(self, named: ItemByName) -> None:
        """Offer the papers of the item that is named, as far as one is, and those of a proxy."""
        self.listed_for = named.named(self["item"].value())
        self.papers = [paper for paper in papers_of(self.listed_for) if paper.material.required]
        for name, of_proxy in (("missing", False), ("proxy_missing", True)):
            field, offered = self.fields[name], [paper for paper in self.papers if paper.of_proxy is of_proxy]
            assert isinstance(field, Lacked)
            field.offer(offered)
            if not offered:
                del self.fields[name]

    def clean_who(self) -> ComesAs:
        """For whom they come; for themselves where nothing was said."""
        return ComesAs(self.cleaned_data["who"] or ComesAs.SELF.value)

    def clean_came(self) -> datetime | None:
        """The moment of coming, which is not yet to come; None: now."""
        came = self.cleaned_data["came"]
        moment = datetime.combine(self.now.date(), came, self.now.tzinfo) if came else None
        if moment and moment > self.now:
            raise forms.ValidationError(t("这个时间还没到。", "That time is yet to come."))
        return moment

    def clean(self) -> dict[str, Any]:
        """An item or a queue has to be named; an item names its queue."""
        given = super().clean() or self.cleaned_data
        if "item" in given and not given["item"] and not given.get("group"):
            self.add_error("item", t("请选择事项，或者选一个队列。", "Choose an item, or a queue."))
        elif (
            given.get("item")
            and not given.get("group")
            and group_for(list(self.groups.values()), given["item"]) is None
        ):
            self.add_error("group", t("这个事项没有队列，请选一个。", "No queue takes this item; choose one."))
        return given

    @property
    def wish(self) -> Wish:
        """What the number is taken for."""
        given = self.cleaned_data
        item = given["item"]
        group = self.groups.get(given["group"]) or group_for(list(self.groups.values()), item)
        assert group is not None
        told = (*given.get("missing", ()), *given.get("proxy_missing", ()))
        lacking = lacked(self.papers, told, given["who"])
        return Wish(group, item, self.communities[given["community"]], given["who"], lacking)

    @property
    def lane(self) -> Lane:
        """The way in which they queue."""
        return lane_of(green=self.cleaned_data["green"])
