"""Forms: label, hint, error and control belong together for eyes and for screen readers."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django import forms

from juzhan.domain.shared import Refusal, Text
from juzhan.ui.forms import GRADES, Checkboxes, Day, Grades, LongText, Radios, Words
from juzhan.ui.words import t
from tests.ui.templates import render


class Application(Words, forms.Form):
    name = forms.CharField(label=t("姓名", "Name"), help_text=t("与证件一致", "As on your document"))
    kind = forms.ChoiceField(
        label=t("种类", "Kind"), choices=(("a", "甲"), ("b", "乙")), widget=Radios(hints={"a": Text("先来", "First")})
    )
    papers = forms.MultipleChoiceField(label="材料", choices=(("1", "一"),), widget=Checkboxes(), required=False)
    grade = forms.ChoiceField(label="评价", choices=GRADES, widget=Grades)
    day = forms.DateField(label="日期", widget=Day)
    story = forms.CharField(label="说明", widget=LongText(keep="story"), required=False)
    photo = forms.FileField(label="照片", required=False)
    agree = forms.BooleanField(label="同意", error_messages={"required": "要先同意"})
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Page(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    def values(self, attribute: str) -> list[str]:
        return [str(attributes[attribute]) for _, attributes in self.elements if attributes.get(attribute)]


@pytest.fixture
def wrong() -> str:
    return render("{{ form }}", form=Application({"name": ""}))


def test_each_error_of_the_summary_leads_to_its_control(wrong: str) -> None:
    page = Page(wrong)
    targets = [href.removeprefix("#") for href in page.values("href")]
    controls = {str(a.get("id")) for tag, a in page.elements if tag in {"input", "select", "textarea"}}
    assert len(targets) == 5
    assert set(targets) <= controls


def test_every_description_that_is_named_exists(wrong: str) -> None:
    page = Page(wrong)
    named = {one for value in page.values("aria-describedby") for one in value.split()}
    assert {"id_name_helptext", "id_name_error", "id_kind_error", "id_kind_0_hint"} <= named
    assert named <= set(page.ids())


def test_no_id_is_given_twice(wrong: str) -> None:
    ids = Page(wrong).ids()
    assert len(ids) == len(set(ids))


def test_every_control_has_a_label(wrong: str) -> None:
    page = Page(wrong)
    labelled = {str(a.get("for")) for tag, a in page.elements if tag == "label"}
    controls = [a for tag, a in page.elements if tag in {"input", "select", "textarea"} and a.get("type") != "hidden"]
    assert {str(control["id"]) for control in controls} <= labelled


def test_a_missing_answer_is_asked_for_by_its_name(wrong: str) -> None:
    assert "请填写：姓名" in wrong
    assert "请选择：种类" in wrong
    assert "要先同意" in wrong
    assert "Fill in: Name" in render("{{ form }}", "en", form=Application({}))


def test_optional_questions_say_so_and_others_do_not() -> None:
    shown = render("{{ form }}", form=Application())
    assert shown.count("（选填）") == 3
    assert " required" not in shown


def test_a_refusal_stands_beside_what_it_is_about() -> None:
    form = Application({"name": "陈国华"})
    form.refuse(Refusal("name.taken", Text("这个姓名已登记", "This name is registered"), about="name"))
    form.refuse(Refusal("closed", Text("今天不办公", "Closed today"), about="office"))
    assert form.errors["name"] == ["这个姓名已登记"]
    assert form.non_field_errors() == ["今天不办公"]


def test_what_people_typed_comes_back_escaped() -> None:
    shown = render("{{ form }}", form=Application({"name": '"><script>', "story": "</textarea><script>"}))
    assert "<script" not in shown


def test_a_field_alone_looks_as_it_does_in_the_form(wrong: str) -> None:
    alone = render('<c-field :field="form.name" />', form=Application({"name": ""}))
    assert " ".join(alone.split()) in " ".join(wrong.split())


def test_a_draft_is_kept_only_where_asked() -> None:
    assert render("{{ form }}", form=Application()).count("data-keep") == 1


def test_widgets_that_are_not_ours_are_drawn_by_django() -> None:
    class Other(Words, forms.Form):
        when = forms.SplitDateTimeField(label="时间")

    assert 'name="when_0"' in render("{{ form }}", form=Other())
