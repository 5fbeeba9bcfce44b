"""What people choose on the pages about charters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from juzhan.apps.bodies import selectors
from juzhan.ui.forms import Day, Words
from juzhan.ui.words import say, t

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2099, 12, 31)
"""Days outside these are slips of the hand."""


class DayField(forms.DateField):
    """A day that can be meant: between the founding of the republic and the end of the century."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Day(attrs={"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}), **kwargs)

    def clean(self, value: Any) -> date | None:
        """Refuse a day outside the bounds."""
        day: date | None = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            bounds = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
            raise forms.ValidationError(
                t("日期须在 {first} 与 {last} 之间。", "The day must lie between {first} and {last}.", **bounds)
            )
        return day


class OnForm(Words, forms.Form):
    """The day whose law a charter is held against; today unless another is chosen."""

    on = DayField(label=t("按哪一天的法律", "Held against the law of"), required=False)

    @property
    def day(self) -> date:
        """The day that was chosen, or today."""
        return (self.is_valid() and self.cleaned_data["on"]) or timezone.localdate()


class CompareForm(OnForm):
    """Two different charters and a day."""

    a = forms.ChoiceField(label=t("左边的章程", "Charter on the left"))
    b = forms.ChoiceField(label=t("右边的章程", "Charter on the right"))
    field_order = ("a", "b", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name, say(charter.title)) for name, charter in selectors.charters().items()]
        for side in ("a", "b"):
            field = self.fields[side]
            assert isinstance(field, forms.ChoiceField)
            field.choices = named
            field.error_messages["invalid_choice"] = t(
                "没有这个章程，请从列表中选择。", "There is no such charter. Choose one of the list."
            )

    def clean(self) -> dict[str, Any]:
        """The two sides must differ."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("a") and given.get("a") == given.get("b"):
            self.add_error("b", t("请选择两个不同的章程。", "Choose two different charters."))
        return given
