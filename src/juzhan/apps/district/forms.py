"""What the district's administrators choose and upload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import selectors as bodies
from juzhan.apps.bodies.forms import DayField
from juzhan.apps.district import selectors
from juzhan.apps.district.tables import Options, items_options, places_options
from juzhan.apps.matters.fields import PlainText
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Text
from juzhan.tables import MOST_BYTES
from juzhan.ui.forms import Checkboxes, Words
from juzhan.ui.words import say, t

_NO_SUCH_CHARTER = t("没有这个章程，请从列表中选择。", "There is no such charter. Choose one of the list.")
_EMPTY = (("", t("请选择", "Choose")),)


def charter_choices() -> list[tuple[str, str]]:
    """All charters by title."""
    return [(name, say(charter.title)) for name, charter in bodies.charters().items()]


class TableForm(Words, forms.Form):
    """A table to be taken in."""

    file = forms.FileField(
        label=t("表格文件", "The file"),
        help_text=t("CSV 或 XLSX，最大 8 MB。", "CSV or XLSX, at most 8 MB."),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """A file that is too large is refused before it is read."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(
                t("文件超过 8 MB，请分成几个文件。", "The file is larger than 8 MB. Divide it into several.")
            )
        return given

    @property
    def options(self) -> Options:
        """What was chosen beside the file."""
        raise NotImplementedError


class PlacesForm(TableForm):
    """A division table, and what its new communities begin with."""

    name_zh = PlainText(
        label=t("区县名称", "Name of the district"),
        help_text=t(
            "表里没有区名。系统认识的区可以不填。",
            "The table does not give it. Leave it out for a district that is known.",
        ),
        max_length=40,
        required=False,
    )
    name_en = PlainText(label=t("区县英文名称", "Its English name"), max_length=80, required=False)
    charter = forms.ChoiceField(
        label=t("新社区按哪个章程运行", "Charter for communities that have none"),
        help_text=t(
            "只影响还没有章程的社区；也可以以后再定。", "Only for communities without a charter; you can decide later."
        ),
        required=False,
        error_messages={"invalid_choice": _NO_SUCH_CHARTER},
    )
    valid_from = DayField(label=t("从哪天起", "From which day"), required=False)
    field_order = ("file", "name_zh", "name_en", "charter", "valid_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["charter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", t("先不定", "Not yet")), *charter_choices()]

    def clean(self) -> dict[str, Any]:
        """A charter needs its day, and a name both languages."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("charter") and not given.get("valid_from") and "valid_from" not in self.errors:
            self.add_error("valid_from", t("请填写章程从哪天起生效。", "Say from which day the charter is in force."))
        if bool(given.get("name_zh")) != bool(given.get("name_en")):
            lacking = "name_en" if given.get("name_zh") else "name_zh"
            self.add_error(
                lacking, t("名称要中英文都填，或者都不填。", "Give the name in both languages or in neither.")
            )
        return given

    @property
    def options(self) -> Options:
        given = self.cleaned_data
        name = Text(given["name_zh"], given["name_en"]) if given["name_zh"] else None
        return places_options(name, given["charter"], given["valid_from"])


class ItemsForm(TableForm):
    """A table of service items."""

    valid_from = DayField(
        label=t("从哪天起", "From which day"),
        help_text=t("表里没有写起始日期的事项，从这一天起有效。", "For items whose table gives no first day."),
    )

    @property
    def options(self) -> Options:
        return items_options(self.cleaned_data["valid_from"])


class SwitchForm(Words, forms.Form):
    """Another charter from a day on; with several communities, where a shared station would stand."""

    charter = forms.ChoiceField(
        label=t("改用哪个章程", "Which charter"), error_messages={"invalid_choice": _NO_SUCH_CHARTER}
    )
    valid_from = DayField(label=t("从哪天起", "From which day"))
    seat = forms.ChoiceField(
        label=t("共用的工作站设在", "Where a shared station stands"),
        help_text=t(
            "只有“一站多居”的章程用得上。", "Only for charters in which one station serves several communities."
        ),
    )

    def __init__(self, *args: Any, communities: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communities = communities
        charter, seat = self.fields["charter"], self.fields["seat"]
        assert isinstance(charter, forms.ChoiceField)
        assert isinstance(seat, forms.ChoiceField)
        charter.choices = [*_EMPTY, *charter_choices()]
        seat.choices = [(place.pk, say(place.text)) for place in communities]
        if len(communities) == 1:
            del self.fields["seat"]

    @property
    def ordered(self) -> list[Place]:
        """The communities, the one in which a shared station stands first."""
        seat = self.cleaned_data.get("seat")
        return sorted(self.communities, key=lambda place: (place.pk != seat, place.pk))


class SeatField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A community whose station serves; the community itself stands for its own station."""

    own: Place

    def label_from_instance(self, obj: Place) -> str:
        """The name of the community, or "its own station"."""
        return str(t("本社区自己的工作站", "its own station")) if obj == self.own else say(obj.text)


class StationForm(Words, forms.Form):
    """Whose station serves a community from a day on."""

    served_by = SeatField(
        queryset=Place.objects.none(),
        label=t("由哪个社区的工作站服务", "Whose station serves it"),
        empty_label=None,
        error_messages={"invalid_choice": t("请从列表中选择社区。", "Choose a community of the list.")},
    )
    valid_from = DayField(label=t("从哪天起", "From which day"))

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["served_by"]
        assert isinstance(field, SeatField)
        field.own, field.queryset = place, selectors.seats_for(place, timezone.localdate())


class AppointForm(Words, forms.Form):
    """Who takes a post from when, and until when if that is known."""

    username = PlainText(
        label=t("谁（用户名）", "Who (user name)"),
        help_text=t("输入姓名或用户名的一部分，从提示中选择。", "Type part of a name or user name and choose."),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    valid_from = DayField(label=t("从哪天起任职", "From which day"))
    valid_until = DayField(
        label=t("到哪天卸任", "Until which day"),
        help_text=t(
            "从这一天起不再任职；不知道可以不填。", "From this day on the post is left; leave empty if unknown."
        ),
        required=False,
    )

    def clean_username(self) -> Person:
        """Find the person."""
        person = selectors.people().filter(username=self.cleaned_data["username"]).first()
        if person is None:
            raise forms.ValidationError(
                t("没有这个用户名的人。请从提示中选择。", "Nobody has this user name. Choose one that is suggested.")
            )
        return person


class LeaveForm(Words, forms.Form):
    """From which day on a post is left."""

    valid_until = DayField(label=t("从哪天起不再任职", "From which day the post is left"))


class WithdrawForm(Words, forms.Form):
    """The communities whose plan is withdrawn too: those that were to change to the same charter on the same day."""

    together = forms.MultipleChoiceField(
        label=t("同一天改换同一章程的社区，一并撤回：", "Withdraw it too for these, planned for the same day:"),
        help_text=t("共用一个工作站的，必须一并撤回。", "Those that share a station must be withdrawn together."),
        widget=Checkboxes(),
        required=False,
    )

    def __init__(self, *args: Any, others: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {place.pk: place for place in others}
        field = self.fields["together"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, say(place.text)) for code, place in self._others.items()]
        if not others:
            del self.fields["together"]

    @property
    def chosen(self) -> list[Place]:
        """The communities that were ticked."""
        return [self._others[code] for code in self.cleaned_data.get("together", [])]
