"""Which papers a visitor must have: those of the item's guide, those of a proxy, and which of them are lacked."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.matters.proxies import PROXY_PAPERS
from juzhan.domain.catalogue import Material
from juzhan.domain.queueing.visit import ComesAs
from juzhan.domain.shared import Text

PROXY_CODES = frozenset(material.code for material in PROXY_PAPERS)
_TO_THE_PROXY = {"representative_id_card": Text("您自己的身份证", "Your own identity card")}
"""How the one who acts for another reads the name of a paper; staff read it as :data:`PROXY_PAPERS` has it."""


@frozen
class Paper:
    """A paper to bring, and whether the visitor said that they lack it; ``of_proxy``: only who acts for another needs it."""

    material: Material
    is_missing: bool = False
    of_proxy: bool = False

    @property
    def for_visitor(self) -> Text:
        """The name as the visitor reads it."""
        told = _TO_THE_PROXY.get(self.material.code) if self.of_proxy else None
        return told or self.material.name


def papers_of(item: ItemVersion | None, missing: Iterable[str] = (), *, by_proxy: bool = True) -> tuple[Paper, ...]:
    """The papers of an item's guide, and after them what a proxy needs beside them."""
    lacked, listed = set(missing), (item.value.materials or ()) if item else ()
    known = {material.code for material in listed}
    more = [paper for paper in PROXY_PAPERS if by_proxy and paper.code not in known]
    own = tuple(Paper(material, material.code in lacked) for material in listed)
    return own + tuple(Paper(material, material.code in lacked, of_proxy=True) for material in more)


def lacked(papers: Iterable[Paper], told: Iterable[str], comes_as: ComesAs) -> tuple[str, ...]:
    """The codes, of those told, that the visitor needs and lacks: what only a proxy needs counts for a proxy."""
    needed = {paper.material.code for paper in papers if not paper.of_proxy or comes_as is ComesAs.PROXY}
    return tuple(code for code in told if code in needed)
