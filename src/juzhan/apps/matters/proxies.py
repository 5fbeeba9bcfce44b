"""The papers of one who acts for another, and what an app above knows of whoever came about a matter."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.models import Matter
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
    Material("representative_id_card", Text("代办人的身份证", "Identity card of the person who acts for them")),
)
"""What one who acts for another shows, under the codes of ``data/catalogue/materials.toml``.

民法典 第一百六十五条: a written authorization names the proxy, the matter, the power and its time, and is signed.
"""


@frozen
class Said:
    """What whoever came said: the codes of the papers they lack, and whether they act for another."""

    lacked: tuple[str, ...] = ()
    by_proxy: bool = False


Find = Callable[[Actor, Matter], Said | None]
_SAID: list[Find] = []


def know_what_was_said(find: Find) -> None:
    """Let an app above tell what whoever came about a matter said, to those who may know it."""
    _SAID.append(find)


def said_about(actor: Actor, matter: Matter) -> Said:
    """What whoever came about the matter said; nothing where nobody knows."""
    return next((said for find in _SAID if (said := find(actor, matter))), Said())
