"""A citation says which text, in which version, a rule or a number rests on."""

from __future__ import annotations

import re

from attrs import frozen

from juzhan.domain.shared.numerals import chinese_numeral
from juzhan.domain.shared.text import Text

_PLACE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}")
_LEVELS = (("条", "art."), ("款", "para."), ("项", "item"))


@frozen
class Citation:
    """A law, notice or source document and the place in it.

    ``law`` is the Chinese title with its year in brackets, for example ``城市居民委员会组织法(2025)``;
    ``article`` is ``"19"``, ``"19.2"`` (second paragraph), ``"38.1.4"`` (its fourth item) or ``""`` for the whole text.
    """

    law: str
    article: str = ""
    law_en: str = ""

    @property
    def text(self) -> Text:
        """The citation as people read it.

        >>> Citation("城市居民委员会组织法(2025)", "19.2", "Organic Law (2025)").text
        Text(zh='《城市居民委员会组织法(2025)》第十九条第二款', en='Organic Law (2025), art. 19, para. 2')
        """
        law_en = self.law_en or self.law
        if not self.article:
            return Text(f"《{self.law}》", law_en)
        if not _PLACE.fullmatch(self.article):
            return Text(f"《{self.law}》第{self.article}条", f"{law_en}, art. {self.article}")
        places = list(zip(self.article.split("."), _LEVELS, strict=False))
        zh = "".join(f"第{chinese_numeral(int(number))}{name}" for number, (name, _) in places)
        return Text(f"《{self.law}》{zh}", ", ".join((law_en, *(f"{name} {number}" for number, (_, name) in places))))
