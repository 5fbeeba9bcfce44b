"""Which papers a visitor must have: those of the item's guide, those of a proxy, and which of them are lacked."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.domain.catalogue import Material, MaterialForm
from juzhan.domain.shared import Text

PROXY_PAPERS = (
    Material(
        "authorization",
        Text("委托书", "Written authorization"),
        note=Text("写明替谁办、办什么；窗口有现成的", "It names for whom and what; a form lies at the counter"),
    ),
    Material(
        "principal_id_card",
        Text("要办事的人的身份证", "Identity card of the person it is for"),
        MaterialForm.ORIGINAL_AND_COPY,
    ),
    Material("representative_id_card", Text("您自己的身份证", "Your own identity card")),
)
"""What one who acts for another shows, under the codes of ``data/catalogue/materials.toml``.

民法典 第一百六十五条: a written authorization names the proxy, the matter, the power and its time, and is signed.
"""


@frozen
class Paper:
    """A paper to bring, and whether the visitor said that they lack it; ``of_proxy``: only who acts for another needs it."""

    material: Material
    is_missing: bool = False
    of_proxy: bool = False


def papers_of(item: ItemVersion | None, missing: Iterable[str] = (), *, by_proxy: bool = True) -> tuple[Paper, ...]:
    """The papers of an item's guide, and after them what a proxy needs beside them."""
    lacked, listed = set(missing), (item.value.materials or ()) if item else ()
    known = {material.code for material in listed}
    more = [paper for paper in PROXY_PAPERS if by_proxy and paper.code not in known]
    own = tuple(Paper(material, material.code in lacked) for material in listed)
    return own + tuple(Paper(material, material.code in lacked, of_proxy=True) for material in more)
