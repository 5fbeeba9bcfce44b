"""What people fill in to ask a body, to answer it, and to check a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from juzhan.apps.matters.fields import PlainText, Submission
from juzhan.apps.openness.asking import Askable
from juzhan.ui.forms import LongText, Words
from juzhan.ui.words import say, t

MOST_TO_CHECK = 1024 * 1024
"""Bytes that the page checks; a larger bundle is for the offline verifier."""


class InquiryForm(Words, forms.Form):
    """A question to a body over which the person has the right to inquire."""

    body = forms.TypedChoiceField(
        label=t("向哪个机构质询", "Which body is asked"),
        coerce=int,
        error_messages={
            "invalid_choice": t(
                "您不能向这个机构质询，请从列表中选择。", "You cannot inquire of that body. Choose one of the list."
            )
        },
    )
    matter = PlainText(
        label=t("涉及哪件事项", "Which matter it is about"),
        help_text=t(
            "填受理编号；只能填您有权查看的事项。公开时不显示编号。",
            "Its receipt code, if you may read it. The code is not published.",
        ),
        max_length=20,
        required=False,
    )
    question = PlainText(
        label=t("质询内容", "Your question"),
        max_length=2000,
        widget=LongText(rows=6),
    )
    submission = Submission(initial=uuid4)

    def __init__(self, *args: Any, askable: Sequence[Askable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(choice.body.pk, f"{say(choice.body.text)}") for choice in askable]


class AnswerForm(Words, forms.Form):
    """An answer; it is public."""

    answer = PlainText(label=t("答复", "Your answer"), max_length=4000, widget=LongText(rows=8))


class VerifyForm(Words, forms.Form):
    """A receipt or a bundle, pasted or as a file."""

    text = forms.CharField(
        label=t("粘贴存证回执", "Paste a receipt"),
        help_text=t("从下载的文件里全部复制过来。", "Everything that is in the downloaded file."),
        max_length=MOST_TO_CHECK,
        required=False,
        strip=True,
        widget=LongText(attrs={"class": "input input--code", "spellcheck": "false"}, rows=6),
    )
    file = forms.FileField(
        label=t("或者选择文件", "Or choose the file"),
        help_text=t(
            "存证回执或存证包，最大 1 MB。更大的存证包请用离线程序核验。",
            "A receipt or a bundle of at most 1 MB; check larger ones offline.",
        ),
        required=False,
        max_length=200,
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large to be checked here."""
        given = self.cleaned_data["file"]
        if given is not None and given.size > MOST_TO_CHECK:
            raise forms.ValidationError(
                t(
                    "文件超过 1 MB，请下载核验程序，在自己的电脑上核验。",
                    "The file is larger than 1 MB. Download the verifier and check it on your own computer.",
                )
            )
        return given

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("text") or given.get("file") or self.errors):
            self.add_error("text", t("请粘贴回执，或者选择文件。", "Paste a receipt or choose a file."))
        return given

    @property
    def content(self) -> bytes:
        """What is to be checked; a file counts before the text."""
        given = self.cleaned_data["file"]
        if given is not None:
            return bytes(given.read())
        return f"{self.cleaned_data['text']}\n".encode()
