"""The forms by which staff do the acts of :mod:`juzhan.apps.matters.acts`: each asks only for what its act needs.

A form knows the matter and the person; its choices are the colleagues, bodies and papers of that matter. ``seen`` carries
the number of the last line of the timeline that the person had before them, so that nobody decides on an old page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils import timezone

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import act_choices as choices
from juzhan.apps.matters.fields import PlainText
from juzhan.apps.matters.models import Matter
from juzhan.domain.catalogue import ItemKind
from juzhan.domain.matters import Outcome
from juzhan.ui.formats import day
from juzhan.ui.forms import LongText, Moment, Radios, Words
from juzhan.ui.words import say, t

MOST = 2000
"""Characters of one reason, note or decision."""
_LARGEST = 2**63 - 1
_SAID = ("reason", "note", "answer")
_PUBLIC = t("居民会看到，也会记入存证。", "The resident reads it, and it goes into the record.")
_INTERNAL = t("只有工作人员看到，会记入存证。", "Only staff read it; it goes into the record.")


def words(label: Any, hint: Any = _PUBLIC, *, required: bool = True, rows: int = 4) -> PlainText:
    """A long answer of at most :data:`MOST` characters."""
    return PlainText(label=label, help_text=hint, max_length=MOST, required=required, widget=LongText(rows=rows))


def one_of(label: Any, hint: Any = "") -> forms.ChoiceField:
    """One of the answers that the form fills in for its matter."""
    return forms.ChoiceField(label=label, help_text=hint, widget=Radios())


class ActForm(Words, forms.Form):
    """What every act's form has: the matter, the person, and what they had seen."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=_LARGEST, widget=forms.HiddenInput)

    def __init__(
        self,
        matter: Matter,
        actor: Actor,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        seen: int = 0,
    ) -> None:
        self.matter, self.actor = matter, actor
        super().__init__(data, files, initial={"seen": seen})
        self.fit()

    def fit(self) -> None:
        """Fill in the choices that depend on the matter."""

    def begin_with(self, named: QueryDict) -> None:
        """Choose beforehand what the address of the page names; most acts take nothing from it."""

    @property
    def said(self) -> str:
        """What the person wrote: a reason, a note or an answer."""
        return next((str(given) for name in _SAID if (given := self.cleaned_data.get(name))), "")

    def offer(self, name: str, offered: Mapping[str, choices.Choice]) -> None:
        """Give a field of choices its options, each with its hint."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, say(choice.label)) for key, choice in offered.items()]
        field.widget.hints = {key: choice.hint for key, choice in offered.items() if choice.hint}


class ChoosingForm(ActForm):
    """An act for which one of several bodies or people is chosen, in the field that ``picks`` names."""

    picks: ClassVar[str]
    choices_for: ClassVar[Callable[[Matter, date], Mapping[str, choices.Choice]]]

    def fit(self) -> None:
        """Offer what can be chosen on the day."""
        self.offered = type(self).choices_for(self.matter, self.actor.on)
        self.offer(self.picks, self.offered)

    @property
    def chosen(self) -> Any:
        """The row that was chosen: a body or a person."""
        return self.offered[self.cleaned_data[self.picks]].row


class Bare(ActForm):
    """Nothing to fill in: the button is enough."""


class Remark(ActForm):
    """A word to go with it, if one likes."""

    note = words(t("要说明的话", "Anything to add"), required=False, rows=3)


class Reasoned(ActForm):
    """An act that needs its reason."""

    reason = words(t("理由", "Reason"))


class Answered(ActForm):
    """The upper body's answer, with which the matter goes back."""

    answer = words(t("答复意见", "Answer"))


class Noted(ActForm):
    """A line of progress, for the resident too unless it is kept among staff."""

    note = words(t("进展", "Progress"), t("会记入存证。", "It goes into the record."))
    public = forms.BooleanField(
        label=t("居民可以看到", "The resident may read it"),
        help_text=t(
            "涉及别人的隐私时请去掉这个勾。", "Take the tick away if it touches on the privacy of somebody else."
        ),
        initial=True,
        required=False,
    )


class Addressed(ActForm):
    """Words from one body to another."""

    note = words(t("内容", "What you have to say"), _INTERNAL)


class Contest(ChoosingForm):
    """ "This is not ours": whose it is instead, and why."""

    picks = "claimed"
    choices_for = choices.other_owners
    claimed = one_of(t("应当由谁办理？", "Whose matter is it?"))
    reason = words(t("为什么不属于本单位", "Why it is not ours"))


class AnswerContest(ActForm):
    """Take it, or say why it is not ours either."""

    takes = forms.ChoiceField(
        label=t("您的答复", "Your answer"),
        choices=[
            ("yes", t("属于本单位，我们接过来办", "It is ours, we take it")),
            ("no", t("也不属于本单位，请裁定", "It is not ours either, please rule")),
        ],
        widget=Radios(),
    )
    reason = words(t("理由", "Reason"), required=False)

    @property
    def is_taken(self) -> bool:
        """Whether the body takes the matter."""
        return bool(self.cleaned_data["takes"] == "yes")


class Rule(ChoosingForm):
    """Whose it is of the two, and why; final."""

    picks = "owner"
    choices_for = choices.sides
    owner = one_of(t("裁定由谁办理", "Whose matter it is"))
    reason = words(t("裁定理由", "Reason for the ruling"))


class ToColleague(ChoosingForm):
    """A colleague of the body that owns the matter, each shown with what they have in hand."""

    picks = "handler"
    choices_for = choices.colleagues
    handler = one_of(t("交给谁", "Who is to handle it"))
    note = words(t("交代的话", "A word to go with it"), _INTERNAL, required=False, rows=3)


class HandUp(ChoosingForm):
    """The upper body into whose hands it goes."""

    picks = "body"
    choices_for = choices.uppers
    body = one_of(t("移交给哪个上级机构", "To which upper body"))
    reason = words(t("为什么移交", "Why it is handed up"))


class Decide(ActForm):
    """The outcome and its reason; after a bad rating whose author left a phone, also the call back to them."""

    outcome = one_of(t("结果", "Outcome"))
    reached = forms.ChoiceField(
        label=t("回电话了吗？", "Have they been called back?"),
        choices=[
            ("yes", t("打通了，和本人说过", "Yes, and they were reached")),
            ("no", t("打过，没有打通", "Yes, but they were not reached")),
        ],
        widget=Radios(),
    )
    called_at = forms.DateTimeField(label=t("什么时候打的", "When were they called"), widget=Moment())
    reason = words(
        t("决定说明", "What you have decided and why"),
        t("不同意或未能解决时必须写明理由；居民会看到。", "A refusal needs its reasons; the resident reads them."),
        required=False,
    )

    def fit(self) -> None:
        """An application is granted or refused; anything else is settled or not."""
        asked = self.matter.item.kind == ItemKind.APPLICATION.value
        fitting = (Outcome.GRANTED, Outcome.REFUSED) if asked else (Outcome.SETTLED, Outcome.NOT_SETTLED)
        self.offer("outcome", {each.value: choices.Choice(each.text) for each in fitting})
        self._fit_follow_up()

    def _fit_follow_up(self) -> None:
        """A follow-up is explained to whoever rated; they are called back if they left a phone."""
        rated = self.matter.for_head
        if not (rated and getattr(self.matter, "applicant", None) and self.matter.applicant.phone):
            del self.fields["reached"], self.fields["called_at"]
        if rated:
            reason = self.fields["reason"]
            reason.required = True
            reason.label = t("查到了什么，怎样改", "What was found, and what is changed")
            reason.error_messages["required"] = t(
                "请写明查到了什么、怎样改。", "Write what was found and what is changed."
            )
            reason.help_text = t(
                "评价的人会看到。请不要写他的名字和电话。", "Whoever rated reads it. Name neither them nor a phone."
            )

    def clean_called_at(self) -> datetime:
        """The moment of the call, which has been."""
        called: datetime = self.cleaned_data["called_at"]
        if called > timezone.now():
            raise forms.ValidationError(t("这个时间还没到。", "That time is yet to come."))
        return called

    @property
    def said(self) -> str:
        """What was decided and why, after what is told of the call."""
        called = self.cleaned_data.get("called_at")
        if called is None:
            return super().said
        when = f"{day(called, 'full')} {timezone.localtime(called):%H:%M}"
        told = (
            t("{when} 已回电话，和本人说过。", "Called back on {when}, and reached.", when=when)
            if self.cleaned_data["reached"] == "yes"
            else t("{when} 回过电话，没有打通。", "Called back on {when}, but not reached.", when=when)
        )
        return f"{told}\n{super().said}"

    @property
    def result(self) -> Outcome:
        """The outcome that was chosen."""
        return Outcome(self.cleaned_data["outcome"])
