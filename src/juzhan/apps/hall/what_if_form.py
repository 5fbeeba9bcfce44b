"""What the head asks: which day, how many counters more, which counter less, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms

from juzhan.apps.hall.what_if import Change
from juzhan.ui.forms import Words
from juzhan.ui.words import t

MOST = 5
"""Counters that may be added."""
WEEKDAYS = (
    t("平常的周一", "A usual Monday"),
    t("平常的周二", "A usual Tuesday"),
    t("平常的周三", "A usual Wednesday"),
    t("平常的周四", "A usual Thursday"),
    t("平常的周五", "A usual Friday"),
    t("平常的周六", "A usual Saturday"),
    t("平常的周日", "A usual Sunday"),
)
_USUAL = "usual-"


class Asked(Words, forms.Form):
    """A question about past days; with nothing changed it shows the day as it was."""

    day = forms.ChoiceField(label=t("哪一天", "Which day"))
    more = forms.TypedChoiceField(label=t("几个", "How many"), coerce=int, required=False, empty_value="")
    more_from = forms.TimeField(label=t("从", "From"), required=False)
    more_until = forms.TimeField(label=t("到", "Until"), required=False)
    less = forms.TypedChoiceField(label=t("哪一个", "Which"), coerce=int, required=False, empty_value=None)
    less_from = forms.TimeField(label=t("从", "From"), required=False)
    less_until = forms.TimeField(label=t("到", "Until"), required=False)

    def __init__(self, data: Any, days: Sequence[date], counters: Sequence[int]) -> None:
        super().__init__(data)
        weekdays = sorted({day.weekday() for day in days})
        usual = [(f"{_USUAL}{weekday}", WEEKDAYS[weekday]) for weekday in weekdays]
        self._choices("day", [*usual, *((day.isoformat(), day.isoformat()) for day in days)])
        self._choices("more", [(n, n) for n in range(MOST + 1)])
        self._choices("less", [("", t("不关", "None")), *((n, t("{n} 号窗口", "Counter {n}", n=n)) for n in counters)])
        for name in ("more_from", "more_until", "less_from", "less_until"):
            self.fields[name].widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """What is opened or closed needs both its moments, the later one after the earlier."""
        given = super().clean() or {}
        for what in ("more", "less"):
            if given.get(what):
                self._check(f"{what}_from", f"{what}_until", given)
        return given

    def _check(self, first: str, last: str, given: dict[str, Any]) -> None:
        missing = [name for name in (first, last) if given.get(name) is None and name not in self.errors]
        for name in missing[:1]:
            self.add_error(name, t("请填写几点到几点。", "Fill in from when to when."))
        if given.get(first) and given.get(last) and given[last] <= given[first]:
            self.add_error(last, t("结束时间要晚于开始时间。", "The end must be after the beginning."))

    @property
    def weekday(self) -> int | None:
        """The weekday of a usual day; None: one day by its date."""
        day = str(self.cleaned_data["day"])
        return int(day.removeprefix(_USUAL)) if day.startswith(_USUAL) else None

    @property
    def date(self) -> date:
        """The day asked for."""
        return date.fromisoformat(self.cleaned_data["day"])

    @property
    def change(self) -> Change:
        """What would be otherwise."""
        given = self.cleaned_data
        return Change(
            given["more"] or 0,
            (_minute(given["more_from"]), _minute(given["more_until"])),
            given["less"] or None,
            (_minute(given["less_from"]), _minute(given["less_until"])),
        )


def _minute(at: time | None) -> float:
    return at.hour * 60.0 + at.minute if at else 0.0
