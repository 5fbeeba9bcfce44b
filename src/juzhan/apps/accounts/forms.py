"""The forms for signing in and for one's own tokens."""

from __future__ import annotations

from typing import Any

from django import forms

from juzhan.domain.shared import Refusal
from juzhan.domain.shared.typed import clean_typed
from juzhan.ui.forms import Radios, Words
from juzhan.ui.words import say, t


class SignInForm(Words, forms.Form):
    """Name and password; what is wrong is never told apart."""

    username = forms.CharField(
        label=t("用户名", "User name"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=t("密码", "Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class TokenForm(Words, forms.Form):
    """What a token is for and how long it lives."""

    label = forms.CharField(
        label=t("给哪个程序用", "For which program"),
        help_text=t(
            "写清楚，以后才知道能不能撤销。比如：月报表。",
            "So that you know later whether it can go. For example: monthly report.",
        ),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": t("太长了，最多写 %(limit_value)d 个字。", "Too long: up to %(limit_value)d characters.")
        },
    )
    days = forms.ChoiceField(
        label=t("有效期", "Valid for"),
        choices=[(str(n), t("{n} 天", "{n} days", n=n)) for n in (30, 90, 180, 365)],
        initial="90",
        widget=Radios(),
        error_messages={"invalid_choice": t("请从列出的天数中选。", "Choose one of those listed.")},
    )

    def clean_label(self) -> Any:
        """Refuse characters that nobody can see."""
        cleaned = clean_typed(" ".join(self.cleaned_data["label"].split()))
        if isinstance(cleaned, Refusal):
            raise forms.ValidationError(say(cleaned), code=cleaned.code)
        return cleaned
