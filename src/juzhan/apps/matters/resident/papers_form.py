"""Forms that take papers: good ones are kept when the form comes back, and each refused one is named in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from django import forms

from juzhan.apps.matters import papers as paper_rules
from juzhan.apps.matters.fields import Papers, PlainText, Submission
from juzhan.apps.matters.services import Paper
from juzhan.domain.shared import Text
from juzhan.ui.forms import LongText, Words
from juzhan.ui.words import say, t

MOST_INPUTS = 9
"""File inputs by material; an item with more papers takes the others through the last input."""
OTHERS = t("其他材料或照片", "Other papers or photos")
SENSITIVE = t(
    "我同意为办这件事使用材料里的敏感个人信息（比如身份证号、健康、收入）",
    "I agree that sensitive data in these papers (such as ID number, health, income) are used for this matter",
)
WHY_SENSITIVE = t(
    "上传了材料才需要勾选。只给办这件事的人看，办完按期删除；不想上传，可以带到窗口当面看。",
    "Only needed when you upload papers. Only those who handle this matter see them, and they are deleted on time."
    " If you would rather not upload them, show them at the counter.",
)


class PapersForm(Words, forms.Form):
    """A form that takes papers; ``kept`` are good ones from an earlier try, which need not be chosen again."""

    submission = Submission(initial=uuid4)

    def __init__(self, *args: Any, kept: Sequence[Paper] = (), known: Collection[str] = (), **kwargs: Any) -> None:
        self.kept = list(kept)
        self.known = set(known)
        self.taken: list[Paper] = []
        super().__init__(*args, **kwargs)

    def paper_fields(self) -> list[str]:
        """The names of the file inputs, in order."""
        return [name for name, field in self.fields.items() if isinstance(field, Papers)]

    def file_fields(self) -> Iterator[forms.BoundField]:
        """The file inputs, for the page."""
        return (self[name] for name in self.paper_fields())

    def clean(self) -> dict[str, Any]:
        """Put the good papers of all inputs together; a paper refused in one input costs none of another."""
        cleaned = super().clean() or self.cleaned_data
        fresh = [paper for name in self.paper_fields() for paper in self._good(name)]
        together = paper_rules.without_repeats([*self.kept, *fresh])
        if refusal := paper_rules.check_together(together):
            self.add_error(self.paper_fields()[-1], say(refusal))
            together = self.kept
        self.taken = together
        return cleaned

    def _good(self, name: str) -> list[Paper]:
        if name in self.cleaned_data:
            return list(self.cleaned_data[name])
        errors = self.errors.get(name)
        return [paper for error in (errors.as_data() if errors else ()) for paper in getattr(error, "taken", ())]

    @property
    def new_papers(self) -> list[Paper]:
        """The papers that the matter does not have yet."""
        return paper_rules.without_repeats(self.taken, self.known)

    @property
    def asks_consent(self) -> bool:
        """Whether papers need a separate consent: not for the photo of a broken lamp."""
        return "consent" in self.fields

    @property
    def consents(self) -> bool:
        """Whether consent was given for papers that are there."""
        return bool(self.taken and self.cleaned_data.get("consent"))

    @property
    def held_papers(self) -> list[tuple[Paper, str]]:
        """The papers that are held for the next try, with the digest by which one can be left out."""
        return [(paper, paper_rules.digest(paper)) for paper in self.taken or self.kept]

    @property
    def most_papers(self) -> int:
        """How many files may be sent at once."""
        return paper_rules.MOST_PAPERS

    @property
    def megabytes(self) -> int:
        """How large a file may be."""
        return paper_rules.megabytes()

    def lacks(self, files: Iterable[tuple[str, str]]) -> None:
        """Say beside their inputs which files, pairs of input and name, were too large to arrive."""
        for field, name in files:
            refusal = paper_rules.TOO_LARGE(name=paper_rules.clean_name(name), megabytes=paper_rules.megabytes())
            self.add_error(field if field in self.fields else self.paper_fields()[-1], say(refusal))


class AddPapersForm(PapersForm):
    """Papers that were asked for, one input for each line of the request, and a word to go with them."""

    note = PlainText(
        label=t("要说明的话", "Anything to add"),
        help_text=t("比如某样材料实在没有，说说原因。", "For example, if you cannot get one of them, say why."),
        max_length=1000,
        required=False,
        widget=LongText(rows=3),
    )
    consent = forms.BooleanField(label=SENSITIVE, help_text=WHY_SENSITIVE, required=False)

    def __init__(self, *args: Any, missing: Sequence[Text] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, line in enumerate(missing[:MOST_INPUTS], start=1):
            self.fields[f"paper_{number}"] = Papers(material=line.zh[:64], label=say(line))
        self.fields["papers"] = Papers(label=OTHERS if missing else t("材料或照片", "Papers or photos"))

    def clean(self) -> dict[str, Any]:
        """Something must be sent: a paper or a word; papers need consent."""
        cleaned = super().clean()
        if not self.taken and not cleaned.get("note") and not self.errors:
            self.add_error(
                self.paper_fields()[0],
                t("请选好要补的材料，或者写一句说明。", "Choose the papers to add, or write a word to explain."),
            )
        if self.taken and not cleaned.get("consent"):
            self.add_error("consent", t("您上传了材料，请勾选同意。", "You have uploaded papers: tick this to agree."))
        return cleaned
