"""``{{ form }}`` and ``{{ field.as_field_group }}`` look the same everywhere: label, hint, error, native control.

Set ``FORM_RENDERER = "juzhan.ui.forms.Renderer"``. Forms that people fill in inherit :class:`Words`, which asks for a
missing answer by its name ("请填写姓名") and shows a domain refusal beside the field it is about.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import TemplateDoesNotExist

from juzhan.domain.shared import Refusal
from juzhan.ui.words import say, t

_OWN = {
    "django/forms/widgets/radio.html": "ui/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/forms/choices.html",
    "django/forms/widgets/clearable_file_input.html": "ui/forms/file.html",
    "django/forms/errors/list/default.html": "ui/forms/errors.html",
    "django/forms/errors/list/ul.html": "ui/forms/errors.html",
}


class Renderer(TemplatesSetting):
    """Renders forms, fields and choices by the templates of this app, and all other widgets by Django's own."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """Find a form template among the site's, then among Django's."""
        try:
            return super().get_template(_OWN.get(template_name, template_name))
        except TemplateDoesNotExist:
            return _django().get_template(template_name)


@functools.lru_cache(maxsize=1)
def _django() -> DjangoTemplates:
    return DjangoTemplates()


class Words(forms.BaseForm):
    """A form that speaks plainly: no browser bubbles, "please enter the name" instead of "this field is required"."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _please(field, name)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field that it is about, or at the top of the form."""
        self.add_error(refusal.about if refusal.about in self.fields else None, say(refusal))


def _please(field: forms.Field, name: str) -> Any:
    label = field.label or name
    if isinstance(field.widget, forms.FileInput):
        return t("请上传：{label}", "Upload: {label}", label=label)
    if isinstance(field.widget, (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return t("请选择：{label}", "Choose: {label}", label=label)
    if isinstance(field.widget, forms.CheckboxInput):
        return t("请勾选：{label}", "Tick: {label}", label=label)
    return t("请填写：{label}", "Fill in: {label}", label=label)


class _Hinted:
    """Adds one line of explanation to each choice that has one."""

    hints: Mapping[Any, object]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Make one option, with its hint and the id by which the control names it."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        if hint := self.hints.get(str(value), self.hints.get(value)):
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs'].get('id', name)}_hint"
        return option


class Radios(_Hinted, forms.RadioSelect):
    """One of a few answers, each with an optional hint; ``inline`` puts two or three short ones side by side."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        *,
        hints: Mapping[Any, object] | None = None,
        inline: bool = False,
    ) -> None:
        super().__init__({**(attrs or {}), **({"class": "choices--inline"} if inline else {})}, list(choices))
        self.hints = hints or {}


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Any of a few answers, each with an optional hint."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        *,
        hints: Mapping[Any, object] | None = None,
    ) -> None:
        super().__init__(attrs, list(choices))
        self.hints = hints or {}


class Grades(forms.RadioSelect):
    """The five grades of the 好差评 rating, from very satisfied (5) to very dissatisfied (1), as five large choices."""

    template_name = "ui/forms/grades.html"


class Day(forms.DateInput):
    """A calendar day with the device's own picker; always sends ``2026-03-05``."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Moment(forms.DateTimeInput):
    """A day and time with the device's own picker."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class LongText(forms.Textarea):
    """A long answer; ``keep`` names a draft that the device keeps until it is sent, never for personal data."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 5, keep: str = "") -> None:
        kept = {"data-keep": keep} if keep else {}
        super().__init__({"rows": rows, **kept, **(attrs or {})})


GRADES = (
    ("5", t("非常满意", "Very satisfied")),
    ("4", t("满意", "Satisfied")),
    ("3", t("基本满意", "Fairly satisfied")),
    ("2", t("不满意", "Dissatisfied")),
    ("1", t("非常不满意", "Very dissatisfied")),
)
"""The five grades of 国办发〔2019〕51号 (政务服务好差评), best first."""
