"""What a visitor is asked who rates a visit, and what those are asked who appeal or answer."""

from __future__ import annotations

from django import forms

from juzhan.apps.hall.services.rating import LONGEST_COMMENT, Said
from juzhan.apps.matters.fields import Phone, PlainText, Submission
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.ratings import Reason
from juzhan.ui.forms import GRADES, Checkboxes, Grades, LongText, Words
from juzhan.ui.words import t


class VisitRateForm(Words, forms.Form):
    """Five grades; reasons, a word and a phone for the call back only if one likes."""

    submission = Submission()
    grade = forms.ChoiceField(label=t("这次来办事，您满意吗？", "How was your visit?"), choices=GRADES, widget=Grades)
    reasons = forms.MultipleChoiceField(
        label=t("哪里没有做好？", "What was not good?"),
        help_text=t("可以不选，也可以选几个。", "Choose none or several."),
        choices=[(reason.value, t(reason.text.zh, reason.text.en)) for reason in Reason],
        required=False,
        widget=Checkboxes,
    )
    comment = PlainText(
        label=t("想说的话", "A word to go with it"),
        help_text=t("可以不写。请不要写自己的名字和电话。", "You need not. Leave your name and phone out of it."),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=LongText(rows=3),
    )
    phone = Phone(
        label=t("要回电话吗？留个号码", "Shall we call you back?"),
        help_text=t(
            "可以不留。只有评了“不满意”“非常不满意”才用，只有负责人能看；不留，也能在这里看结果。",
            "You need not. It is kept only with a bad rating and only the head sees it; without it you read the result here.",
        ),
        required=False,
    )

    @property
    def said(self) -> Said:
        """The rating as it was given."""
        given = self.cleaned_data
        reasons = [Reason(reason) for reason in given["reasons"]]
        return Said(Rating(given["grade"]), reasons, given["comment"], given["phone"])


class AppealForm(Words, forms.Form):
    """Why a rating is mistaken or malicious."""

    reason = PlainText(
        label=t("为什么是误评或者恶意评价？", "Why is it mistaken or malicious?"),
        help_text=t("写清楚事实和凭据，复核的单位凭它判断。", "Give facts and proof: those who answer judge by them."),
        max_length=500,
        widget=LongText(rows=4),
    )


class AnswerForm(Words, forms.Form):
    """Whether a rating is struck, and the reason, which stands in public."""

    strikes = forms.ChoiceField(
        label=t("怎么答复？", "What is the answer?"),
        choices=[
            ("yes", t("申诉成立：评价不计入统计", "Strike it: it counts in no figure")),
            ("no", t("申诉不成立：评价保留", "Keep it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = PlainText(
        label=t("理由（公开）", "The reason, in public"),
        help_text=t("请不要写人名和电话。", "Name no person and no phone."),
        max_length=500,
        widget=LongText(rows=4),
    )
