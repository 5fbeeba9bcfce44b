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
from juzhan.apps.matters.proxies import said_about
from juzhan.apps.matters.services import Paper
from juzhan.ui.forms import Checkboxes, LongText
from juzhan.ui.words import say, t

MOST_LINES = 20
_NO_MATERIAL = t("其他材料", "Another paper")


class RequestPapers(ActForm):
    """What is missing: papers of the guide and of a proxy by ticks, others line by line; told once and completely.

    What whoever came has said they lack is ticked already, so that the clerk confirms it.
    """

    missing = forms.MultipleChoiceField(
        label=t("指南里的材料，缺哪几样？", "Which papers of the guide are missing?"),
        widget=Checkboxes(),
        required=False,
    )
    of_proxy = forms.MultipleChoiceField(
        label=t("代办人要带的，缺哪几样？", "Which papers of the person acting for them are missing?"),
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
        """Offer the papers of the version of the guide under which the matter began, and a proxy's where there is one."""
        self.told = said_about(self.actor, self.matter)
        guide = choices.papers_of(self.matter)
        proxy = choices.proxy_papers(guide) if self._is_by_proxy else {}
        for name, offered in (("missing", guide), ("of_proxy", proxy)):
            self.offer(name, offered)
            if not offered:
                del self.fields[name]
        self.materials = {**guide, **proxy}

    @property
    def _is_by_proxy(self) -> bool:
        applicant = getattr(self.matter, "applicant", None)
        return self.told.by_proxy or bool(applicant and applicant.proxy_name) or "of_proxy" in self.data

    def begin_with(self, named: QueryDict) -> None:
        """Tick the papers that the address names, which a clerk saw missing while registering; else those that were said."""
        self.initial["missing"] = self.initial["of_proxy"] = named.getlist("missing") or list(self.told.lacked)

    def clean_others(self) -> str:
        """Keep the number of lines within what one notice holds."""
        others: str = self.cleaned_data["others"]
        if len(others.splitlines()) > MOST_LINES:
            raise forms.ValidationError(t("最多写 {n} 行。", "Write up to {n} lines.", n=MOST_LINES))
        return others

    @property
    def lines(self) -> list[str]:
        """Each missing paper as one line that the resident reads, in both languages where the guide has both."""
        codes = [*self.cleaned_data.get("missing", []), *self.cleaned_data.get("of_proxy", [])]
        ticked = [self.materials[code].label for code in codes]
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
