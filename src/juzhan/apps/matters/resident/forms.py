"""What residents are asked: as little as the item needs, in plain words, each answer kept when another one is wrong."""

from __future__ import annotations

from typing import Any

from django import forms

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.matters.fields import Code, LastFour, Papers, Phone, PlainText
from juzhan.apps.matters.resident.papers_form import MOST_INPUTS, OTHERS, SENSITIVE, WHY_SENSITIVE, PapersForm
from juzhan.apps.matters.services import Asked
from juzhan.domain.catalogue import ItemKind, Material
from juzhan.ui.forms import GRADES, Grades, LongText, Words
from juzhan.ui.words import say, t

_AS_SPOKEN = t("像平时说话一样写就行。", "Write it as you would say it.")
_SUMMARIES = {
    ItemKind.APPLICATION: (
        t("有什么要先说明的？", "Is there anything we should know?"),
        t("比如家里的特殊情况、方便联系的时间。", "For example special circumstances, or when to call you."),
        t("请写一写。", "Write a few words."),
    ),
    ItemKind.REPORT: (
        t("出了什么事？", "What happened?"),
        _AS_SPOKEN,
        t("请写一写出了什么事。", "Say what happened."),
    ),
    ItemKind.PROPOSAL: (
        t("您想提什么？", "What would you like to put forward?"),
        _AS_SPOKEN,
        t("请写一写您想提什么。", "Say what you would like to put forward."),
    ),
    ItemKind.INQUIRY: (
        t("您想问什么？", "What would you like to know?"),
        _AS_SPOKEN,
        t("请写一写您想问什么。", "Say what you would like to know."),
    ),
}


class ApplyForm(PapersForm):
    """One application or report: who, what, where, papers; fields that the item does not need are not there."""

    name = PlainText(
        label=t("姓名", "Name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = Phone(label=t("电话", "Phone"))
    proxy_name = PlainText(
        label=t("代办人姓名", "Name of the person acting for them"),
        help_text=t(
            "您替别人办才填：上面写当事人的姓名，这里写您的姓名，电话写您的。",
            "Only if you do this for somebody else: their name above, yours here, and your own phone.",
        ),
        max_length=40,
        required=False,
    )
    summary = PlainText(max_length=2000, widget=LongText(rows=5))
    spot = PlainText(
        label=t("在什么地方？", "Where is it?"),
        help_text=t("比如：3 栋 2 单元 5 楼楼梯口。", "For example: building 3, unit 2, fifth floor, by the stairs."),
        max_length=200,
    )
    consent = forms.BooleanField(label=SENSITIVE, help_text=WHY_SENSITIVE, required=False)

    def __init__(self, *args: Any, item: ItemVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = item.value
        self.kind = value.kind
        self._ask_who(value.anonymous_allowed)
        self._ask_what(value.kind)
        for number, material in enumerate((value.materials or ())[:MOST_INPUTS], start=1):
            self.fields[f"paper_{number}"] = _paper_field(material)
        self.fields["papers"] = Papers(label=OTHERS)
        if value.kind in {ItemKind.REPORT, ItemKind.PROPOSAL}:
            del self.fields["consent"]
            self.fields["papers"].help_text = t(
                "拍地方、拍东西就行，尽量别拍到别人的脸、车牌和证件。",
                "Show the place or the thing, and leave out faces, number plates and papers of others.",
            )
        self.order_fields([name for name in self.fields if name != "consent"])

    def _ask_who(self, anonymous: bool) -> None:
        self.anonymous = anonymous
        if not anonymous:
            self.fields["phone"].help_text = t("结果打这个电话告诉您。", "We call this number with the result.")
            return
        del self.fields["proxy_name"]
        for name in ("name", "phone"):
            self.fields[name].required = False
        self.fields["phone"].help_text = t(
            "可以不留。不留电话，我们联系不上您，您要自己凭查询码来查结果。",
            "You may leave it out. Then we cannot reach you, and you look up the result with your code.",
        )

    def _ask_what(self, kind: ItemKind) -> None:
        summary = self.fields["summary"]
        summary.label, summary.help_text, summary.error_messages["required"] = _SUMMARIES[kind]
        summary.required = kind is not ItemKind.APPLICATION
        if kind is not ItemKind.REPORT:
            del self.fields["spot"]

    def clean(self) -> dict[str, Any]:
        """Papers need the separate consent to sensitive data (个人信息保护法 art. 29)."""
        cleaned = super().clean()
        if self.taken and self.asks_consent and not cleaned.get("consent"):
            self.add_error(
                "consent",
                t(
                    "您上传了材料，请勾选同意；不同意的话，请不要上传，把材料带到窗口。",
                    "You have uploaded papers: tick this to agree, or do not upload them and bring them to the counter.",
                ),
            )
        return cleaned

    @property
    def has_spot(self) -> bool:
        """Whether a place is asked for."""
        return "spot" in self.fields

    @property
    def asked(self) -> Asked:
        """Who asks."""
        given = self.cleaned_data
        return Asked(given["name"], given["phone"], proxy_name=given.get("proxy_name", ""), consents=self.consents)


def _paper_field(material: Material) -> Papers:
    parts = [say(part) for part in (material.when, material.note) if part]
    return Papers(material=material.code, label=say(material.name), help_text=" ".join(parts))


class FollowForm(Words, forms.Form):
    """The code of a receipt and the last four digits of the phone."""

    code = Code(
        label=t("查询码", "Code"),
        help_text=t("在回执上，共 10 位，字母大小写都行。", "It stands on the receipt: 10 signs, capital or small."),
    )
    last_four = LastFour(
        label=t("手机号后四位", "Last four digits of the phone"),
        help_text=t("当时没有留电话的，这里空着。", "Leave it empty if you gave no phone."),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class RateForm(Words, forms.Form):
    """Five grades, and a word if one likes."""

    rating = forms.ChoiceField(label=t("您满意吗？", "How satisfied are you?"), choices=GRADES, widget=Grades)
    note = PlainText(
        label=t("想说的话", "A word to go with it"), max_length=500, required=False, widget=LongText(rows=3)
    )


class ReasonForm(Words, forms.Form):
    """Why reopening is asked for."""

    reason = PlainText(
        label=t("哪里还没有办好？", "What is still not right?"),
        help_text=t("写清楚了，重办时就知道从哪里改。", "If you say it clearly, they know where to begin again."),
        max_length=1000,
        widget=LongText(rows=5),
    )


class WithdrawForm(Words, forms.Form):
    """A word on why, if one likes."""

    note = PlainText(
        label=t("为什么不办了？", "Why do you take it back?"), max_length=500, required=False, widget=LongText(rows=2)
    )
