"""What a clerk fills in for the visitor at the counter: the form of the matter as it begins, and the search for an old one."""

from __future__ import annotations

from typing import Any

from django import forms

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.models import BookingContact, Ticket
from juzhan.apps.hall.papers import PROXY_CODES, Paper, papers_of
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.desk.register_forms import RegisterForm
from juzhan.apps.matters.fields import Phone, PlainText
from juzhan.domain.queueing.visit import ComesAs
from juzhan.domain.shared import Text
from juzhan.ui.forms import Checkboxes, Words
from juzhan.ui.words import say, t


class VisitRegisterForm(RegisterForm):
    """The form of registering, begun with what number and booking tell; the papers stand there as a checklist."""

    shown = forms.MultipleChoiceField(
        label=t("带来的材料", "Papers that they have with them"),
        help_text=t(
            "看到一样勾一样；有必交的没勾，登记后就到“一次性告知”，缺的已经勾上。还没看，就都不勾：只带上来人说没带的。",
            "Tick each as you see it. If one that is required stays open, registering leads on to “Tell all that is missing”,"
            " with it ticked. Leave them all open if you have not looked yet: then only what the visitor said goes along.",
        ),
        required=False,
        widget=Checkboxes(),
    )
    field_order = ("submission", "community", "channel", "name", "phone", "proxy_name", "address", "shown")

    def __init__(
        self, *args: Any, item: ItemVersion, visit: Ticket, contact: BookingContact | None = None, **kwargs: Any
    ):
        known = {"name": contact.name, "phone": contact.phone} if contact else {}
        super().__init__(*args, item=item, initial=known, **kwargs)
        self.by_proxy = visit.visitor is ComesAs.PROXY
        self.listed = papers_of(item, visit.missing, by_proxy=self.by_proxy)
        self.fields["proxy_name"].required = self.by_proxy
        self._list()

    def _list(self) -> None:
        if not self.listed:
            del self.fields["shown"]
            return
        field = self.fields["shown"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.material.code, say(each.material.name)) for each in self.listed]
        field.widget.hints = {each.material.code: _hint(each) for each in self.listed}

    @property
    def seen(self) -> list[str]:
        """The codes of the papers that the clerk ticked."""
        return self.cleaned_data.get("shown") or []

    @property
    def lacking(self) -> list[Paper]:
        """The papers that were not ticked and that the visitor said they lack or, where the clerk ticked any, must bring."""
        return [
            each
            for each in self.listed
            if each.material.code not in self.seen and (each.is_missing or (self.seen and self._is_needed(each)))
        ]

    def _is_needed(self, paper: Paper) -> bool:
        is_for_proxy = self.by_proxy and paper.material.code in PROXY_CODES
        return paper.material.required and (paper.material.when is None or is_for_proxy)


def _hint(paper: Paper) -> Text | None:
    if paper.is_missing:
        return Text("取号时说没带", "Said to be missing when the number was taken")
    material = paper.material
    return material.when or (None if material.required else Text("有则带", "If you have it"))


class VisitFindForm(Words, forms.Form):
    """The code of a receipt, or the phone, the name or both."""

    code = PlainText(
        label=t("查询码", "Code"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "translate": "no"}),
    )  # fmt: skip
    phone = Phone(
        label=t("电话", "Phone"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    name = PlainText(
        label=t("姓名", "Name"), max_length=40, required=False,
        help_text=t("要和登记时一字不差。", "Exactly as it was written down."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """The code as it is kept; one that can be none is said."""
        typed = self.cleaned_data["code"]
        code = clean_code(typed) if typed else ""
        if code is None:
            raise forms.ValidationError(
                t("查询码是十位字母和数字，请核对回执。", "A code has ten letters and digits; look at the receipt.")
            )
        return code
