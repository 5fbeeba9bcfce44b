"""What a visitor says when taking a number; none of it names anyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from juzhan.apps.hall.booking_forms import CodeForm
from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.papers import Paper, lacked
from juzhan.apps.hall.visitor_fields import Green, OwnCommunity, ask_community, green_hint
from juzhan.apps.matters.fields import Code, Submission
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.order import Lane, lane_of
from juzhan.domain.queueing.visit import ComesAs
from juzhan.domain.shared import Text
from juzhan.ui.forms import Radios, Words
from juzhan.ui.words import say, t

WHO = (
    (ComesAs.SELF.value, t("我自己", "Myself")),
    (ComesAs.COMPANION.value, t("我陪人来办", "I have come along with someone")),
    (ComesAs.PROXY.value, t("我替别人办", "I act for someone who is not here")),
)
WHO_HINTS = {
    ComesAs.COMPANION.value: Text(
        "要办事的人也在，一个号就够了。", "Whoever it is for is here too: one number is enough."
    ),
    ComesAs.PROXY.value: Text(
        "要带委托书和两个人的身份证，下面的清单里有。有的事只能本人办，窗口会告诉您。",
        "You need a written authorization and both identity cards, as listed below. Some things must be done in person; the "
        "counter will tell you.",
    ),
}


class TakeForm(Words, forms.Form):
    """For whom, of which community where the hall serves several, whether by the green channel (never why), what is lacked."""

    submission = Submission()
    item = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    group = forms.CharField(max_length=1, required=False, widget=forms.HiddenInput)
    community = OwnCommunity()
    who = forms.ChoiceField(label=t("给谁办？", "Who is it for?"), choices=WHO, widget=Radios(hints=WHO_HINTS))
    green = Green()
    missing = forms.MultipleChoiceField(required=False)

    def __init__(
        self, *args: Any, hall: Hall, communities: Sequence[Place], papers: Sequence[Paper] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.papers = papers
        lacking = self.fields["missing"]
        assert isinstance(lacking, forms.ChoiceField)
        lacking.choices = [(paper.material.code, say(paper.material.name)) for paper in papers]
        self.fields["green"].help_text = green_hint(hall)
        ask_community(self, communities)

    @property
    def is_for_another(self) -> bool:
        """Whether the folded part says something of this visitor, so that it stands open."""
        return self["who"].value() not in {None, ComesAs.SELF.value} or bool(self["green"].value())

    def lacked(self) -> tuple[str, ...]:
        """The papers that the visitor said they lack."""
        assert self.is_valid()
        return lacked(self.papers, self.cleaned_data["missing"], self.comes_as)

    @property
    def lane(self) -> Lane:
        """The way in which they queue."""
        return lane_of(green=self.cleaned_data["green"])

    @property
    def comes_as(self) -> ComesAs:
        """For whom they come."""
        return ComesAs(self.cleaned_data["who"])


class CheckInForm(CodeForm):
    """The code of a booking, typed or scanned at the kiosk."""

    code = Code(
        label=t("查询码", "Booking code"),
        help_text=t(
            "共 10 位，字母大小写都行；也可以扫预约的二维码。",
            "10 signs, capital or small; or scan the booking's QR code.",
        ),
        max_length=200,
    )
    green = Green()

    def __init__(self, *args: Any, hall: Hall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["green"].help_text = green_hint(hall)

    def clean_code(self) -> str:
        """Take the address that a scanner reads from the booking's QR for its code."""
        code: str = self.cleaned_data["code"]
        return code.rstrip("/").rsplit("/", 1)[-1]
