"""A citation says which text, in which version, a rule or a number rests on."""

from __future__ import annotations

from attrs import frozen

from juzhan.domain.shared.text import Text


@frozen
class Citation:
    """A law, notice or source document and the place in it.

    ``law`` is the Chinese title with its year in brackets, for example ``城市居民委员会组织法(2025)``;
    ``article`` is ``"19"``, ``"19.2"`` (second paragraph) or ``""`` for the whole text.
    """

    law: str
    article: str = ""
    law_en: str = ""

    @property
    def text(self) -> Text:
        """The citation as people read it: 《…》第十九条 / …, art. 19."""
        if not self.article:
            return Text(f"《{self.law}》", self.law_en or self.law)
        return Text(f"《{self.law}》第{self.article}条", f"{self.law_en or self.law}, art. {self.article}")
