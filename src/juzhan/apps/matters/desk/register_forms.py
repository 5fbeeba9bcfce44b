"""What a clerk writes down for somebody who stands at the counter, calls, or is visited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.matters import papers as paper_rules
from juzhan.apps.matters.fields import Papers, Phone, PlainText, choose_community
from juzhan.apps.matters.models import Channel
from juzhan.apps.matters.services import Asked
from juzhan.apps.places.models import Place
from juzhan.domain.catalogue import ItemKind
from juzhan.ui.forms import LongText, Radios, Words
from juzhan.ui.words import say, t

CHANNELS = (Channel.COUNTER, Channel.PHONE, Channel.VISIT)


class RegisterForm(Words, forms.Form):
    """Who asks, what, where; the community only where the desk serves several."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    community = forms.ChoiceField(label=t("哪个社区", "Community"))
    channel = forms.ChoiceField(
        label=t("怎样来的", "How it came"),
        choices=[(channel.value, channel.label) for channel in CHANNELS],
        widget=Radios(inline=True),
        initial=Channel.COUNTER.value,
    )
    name = PlainText(label=t("姓名", "Name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = Phone(label=t("电话", "Phone"), widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
    proxy_name = PlainText(label=t("代办人姓名", "Name of the person acting for them"), max_length=40, required=False)
    address = PlainText(label=t("住址", "Address"), max_length=120, required=False)
    summary = PlainText(
        label=t("所提的事", "What is asked"),
        help_text=t("按来人的话写，读给他听一遍。", "Write it in their words, and read it back to them."),
        max_length=2000,
        widget=LongText(rows=5),
    )
    spot = PlainText(label=t("地点", "Where"), max_length=200, required=False)
    papers = Papers(label=t("材料的扫描件或照片", "Scans or photos of the papers"))
    consent = forms.BooleanField(
        label=t(
            "居民当面同意为办这件事使用材料里的敏感个人信息",
            "The person has agreed that sensitive data in these papers are used for this matter",
        ),
        help_text=t("上传了材料才需要勾选。", "Only needed when papers are uploaded."),
        required=False,
    )

    def __init__(self, *args: Any, item: ItemVersion, communities: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communities = {place.pk: place for place in communities}
        choose_community(self.fields["community"], communities)
        for name in ("name", "phone"):
            self.fields[name].required = not item.anonymous_allowed
        self.fields["summary"].required = item.kind != ItemKind.APPLICATION.value
        if item.kind == ItemKind.APPLICATION.value:
            del self.fields["spot"]

    def clean_papers(self) -> Any:
        """Together the papers must fit into one request."""
        papers = self.cleaned_data["papers"]
        if refusal := paper_rules.check_together(papers):
            raise forms.ValidationError(say(refusal))
        return papers

    def clean(self) -> dict[str, Any]:
        """Papers need the separate consent to sensitive data (个人信息保护法(2021), art. 29)."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("papers") and not cleaned.get("consent"):
            self.add_error("consent", t("请先征得同意再勾选。", "Ask for consent first, then tick this."))
        return cleaned

    @property
    def place(self) -> Place:
        """The community for which it is registered."""
        return self.communities[self.cleaned_data["community"]]

    @property
    def asked(self) -> Asked:
        """Who asks."""
        given = self.cleaned_data
        consents = bool(given["papers"] and given["consent"])
        return Asked(given["name"], given["phone"], given["address"], given["proxy_name"], consents)
