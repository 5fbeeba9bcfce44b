"""Answers are cleaned where they come in: hidden characters refused, digits of every width understood, files looked into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar
from unicodedata import normalize
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile

from juzhan.apps.matters import papers
from juzhan.apps.matters.services import Paper
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.phones import clean_phone, digits_of
from juzhan.domain.shared.typed import clean_typed
from juzhan.ui.words import say, t

NOT_A_PHONE = t(
    "这不像一个电话号码。手机号是 11 位，比如 138 0000 0000；固定电话请带区号，比如 028 8555 0000。",
    "This does not look like a phone number. A mobile number has 11 digits, such as 138 0000 0000; give a landline with"
    " its area code, such as 028 8555 0000.",
)
NOT_FOUR_DIGITS = t(
    "请输入手机号最后的 4 位数字。",
    "Type the last 4 digits of the phone number.",
)
_MARKS = re.compile("[\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks of direction and width that come along when people copy text from a chat; they say nothing."""


class PlainText(forms.CharField):
    """A short or long answer in one form; control characters are refused, new lines only in a long text are taken."""

    default_error_messages: ClassVar = {
        "max_length": t("太长了，最多写 %(limit_value)d 个字。", "Too long: up to %(limit_value)d characters."),
    }

    def to_python(self, value: Any) -> str:
        """Clean the text before its length is counted."""
        typed = _MARKS.sub("", str(value or ""))
        if not isinstance(self.widget, forms.Textarea):
            typed = typed.replace("\r\n", " ").replace("\n", " ")
        cleaned = clean_typed(typed)
        if isinstance(cleaned, Refusal):
            raise forms.ValidationError(say(cleaned), code=cleaned.code)
        return cleaned


class Submission(forms.UUIDField):
    """The number by which a form sent twice is known; a missing or spoilt one counts as a form of its own."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        """Take the number, or make one."""
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class Code(PlainText):
    """The code of a receipt or a booking, as it is typed or scanned; letters and digits of every width are made plain."""

    def __init__(self, **kwargs: Any) -> None:
        typed = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput(attrs=typed))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Make it plain; whether it can be a code is for whoever looks for what it opens."""
        return normalize("NFKC", super().clean(value))


class Phone(PlainText):
    """A telephone number of the mainland, kept as bare digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Normalize the number, or say how one looks."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        number = clean_phone(typed)
        if number is None:
            raise forms.ValidationError(NOT_A_PHONE, code="phone")
        return number


class LastFour(PlainText):
    """The last four digits of a phone, empty where none was given."""

    def clean(self, value: Any) -> str:
        """Take digits of every width; anything but four or none is refused."""
        number = digits_of(super().clean(value))
        if number and not (len(number) == 4 and number.isascii() and number.isdecimal()):
            raise forms.ValidationError(NOT_FOUR_DIGITS, code="last_four")
        return number


def choose_community(field: forms.Field, communities: Sequence[Place]) -> None:
    """Let a clerk say of which community somebody is; where there is but one, it goes along unseen."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(place.pk, say(place.text)) for place in communities]
    if len(communities) == 1:
        field.widget, field.initial = forms.HiddenInput(), communities[0].pk


class PaperInput(forms.FileInput):
    """Any number of files, from the camera or the album of a telephone."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        """Give all files of this input."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Papers(forms.FileField):
    """Files for one paper; gives the :class:`Paper` values, and names every file that cannot be taken."""

    widget = PaperInput

    def __init__(self, *, material: str = "", **kwargs: Any) -> None:
        self.material = material
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", PaperInput(attrs={"accept": papers.ACCEPT}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Look into each file; all refusals are told at once."""
        files: Sequence[UploadedFile[Any]] = [file for file in data or () if file]
        found = [papers.check_paper(file, self.material) for file in files]
        refusals = [result for result in found if isinstance(result, Refusal)]
        taken = papers.without_repeats(result for result in found if isinstance(result, Paper))
        if refusals:
            raise forms.ValidationError([Unfit(refusal, taken) for refusal in refusals])
        return taken


class Unfit(forms.ValidationError):
    """One file was refused; ``taken`` are the good ones of the same input, which are not lost."""

    def __init__(self, refusal: Refusal, taken: list[Paper]) -> None:
        super().__init__(say(refusal), code=refusal.code)
        self.taken = taken
