"""The forms of acts that ask for papers and take them in."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from django import forms
from django.http import QueryDict

from juzhan.apps.matters import act_choices as choices
from juzhan.apps.matters import papers as paper_rules
from juzhan.apps.matters.act_forms import MOST, ActForm, words
from juzhan.apps.matters.asked_papers import in_both
from juzhan.apps.matters.fields import Papers, PlainText
from juzhan.apps.matters.services import Paper
from juzhan.ui.forms import Checkboxes, LongText
from juzhan.ui.words import say, t

MOST_LINES = 20
_NO_MATERIAL = t("其他材料", "Another paper")


class RequestPapers(ActForm):
    """What is missing: papers of the guide by ticks, others line by line; told once and completely."""

    missing = forms.MultipleChoiceField(
        label=t("指南里的材料，缺哪几样？", "Which papers of the guide are missing?"),
        widget=Checkboxes(),
        required=False,
    )
    others = PlainText(
        label=t("还缺什么？怎样补？", "What else is missing, and how can it be supplied?"),
        help_text=t(
            "一行写一样，写到居民照着就能补。只能告知这一次。",
            "One line for each, so clear that the resident can act on it. This can be told only once.",
        ),
        max_length=MOST,
        required=False,
        widget=LongText(rows=4),
    )

    def fit(self) -> None:
        """Offer the papers of the version of the guide under which the matter began."""
        self.materials = choices.papers_of(self.matter)
        self.offer("missing", self.materials)
        if not self.materials:
            del self.fields["missing"]

    def begin_with(self, named: QueryDict) -> None:
        """Tick the papers that the address names: those that a clerk saw missing while registering."""
        self.initial["missing"] = named.getlist("missing")

    def clean_others(self) -> str:
        """Keep the number of lines within what one notice holds."""
        others: str = self.cleaned_data["others"]
        if len(others.splitlines()) > MOST_LINES:
            raise forms.ValidationError(t("最多写 {n} 行。", "Write up to {n} lines.", n=MOST_LINES))
        return others

    @property
    def lines(self) -> list[str]:
        """Each missing paper as one line that the resident reads, in both languages where the guide has both."""
        ticked = [self.materials[code].label for code in self.cleaned_data.get("missing", [])]
        others: str = self.cleaned_data["others"]
        return [in_both(label) for label in ticked] + others.splitlines()


class AddPapers(ActForm):
    """Papers that a clerk takes in for the resident."""

    papers = Papers(label=t("扫描件或照片", "Scans or photos"))
    material = forms.ChoiceField(label=t("是哪一样材料", "Which paper it is"), required=False)
    note = words(
        t("收到了什么", "What was handed in"),
        t("比如：收到身份证原件，看后已退还。", "For example: identity card seen and given back."),
        required=False,
        rows=3,
    )

    def fit(self) -> None:
        """Offer the papers of the guide."""
        offered = choices.papers_of(self.matter)
        field = self.fields["material"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _NO_MATERIAL), *((code, say(each.label)) for code, each in offered.items())]
        if not offered:
            del self.fields["material"]

    def clean(self) -> dict[str, Any]:
        """Something must have come in: a paper or a word; papers must fit into one request."""
        cleaned = super().clean() or self.cleaned_data
        papers = cleaned.get("papers") or []
        if refusal := paper_rules.check_together(papers):
            self.add_error("papers", say(refusal))
        if not papers and not cleaned.get("note") and not self.errors:
            self.add_error(
                "papers", t("请上传材料，或者写明收到了什么。", "Upload a paper, or write what was handed in.")
            )
        return cleaned

    @property
    def taken(self) -> list[Paper]:
        """The papers, marked with the material they are."""
        material = self.cleaned_data.get("material", "")
        return [evolve(paper, material=material) for paper in self.cleaned_data.get("papers") or []]
