"""The form for signing in."""

from __future__ import annotations

from django import forms

from juzhan.ui.forms import Words
from juzhan.ui.words import t


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
