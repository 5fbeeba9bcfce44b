"""What forms of visitors ask alike, whether they take a number, book or check in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from juzhan.apps.hall.models import Hall
from juzhan.apps.places.models import Place
from juzhan.ui.forms import Radios
from juzhan.ui.words import say, t


class Green(forms.BooleanField):
    """Whether the green channel is chosen; the reason has no field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=t("走绿色通道", "Use the green channel"), required=False, **kwargs)


def green_hint(hall: Hall) -> Any:
    """For whom the green channel is, and that nobody asks why."""
    return t(
        "给{who}。自己选就行，不问原因，也不记录原因。",
        "For {who}. Choose it yourself: nobody asks why, and why is not kept.",
        who=hall.green_text,
    )


class OwnCommunity(forms.ChoiceField):
    """Where the visitor lives; :func:`ask_community` gives the choices."""

    def __init__(self, **kwargs: Any) -> None:
        label = t("您住在哪个社区？", "Which community do you live in?")
        super().__init__(label=label, widget=Radios(), **kwargs)


def ask_community(form: forms.Form, communities: Sequence[Place]) -> None:
    """Ask in which of a hall's communities the visitor lives; where it serves one, nobody is asked."""
    field = form.fields["community"]
    assert isinstance(field, OwnCommunity)
    if len(communities) > 1:
        field.choices = [(place.pk, say(place.text)) for place in communities]
    else:
        del form.fields["community"]
