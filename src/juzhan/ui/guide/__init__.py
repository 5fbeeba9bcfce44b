"""The style guide shows tokens and components from the very files that make them."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from attrs import frozen

from juzhan.domain.shared import Text
from juzhan.ui import icons, tokens
from juzhan.ui.guide.samples import desk, sample_forms, samples

LAYOUTS = ("public", "resident", "staff")
_HERE = Path(__file__)
_SPECIMENS = _HERE.parents[1] / "templates" / "ui" / "styleguide" / "specimens"


@frozen
class Specimen:
    """One component in all its states: the file that shows it and what it is for."""

    name: str
    title: Text
    note: Text

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"ui/styleguide/specimens/{self.name}.html"

    @property
    def source(self) -> str:
        """What a page author writes to get it."""
        return (_SPECIMENS / f"{self.name}.html").read_text("utf-8").strip()


@frozen
class Group:
    """Specimens that serve one purpose."""

    id: str
    title: Text
    specimens: tuple[Specimen, ...]


@functools.lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Read the groups and specimens from ``specimens.toml``, in their order."""
    read = tomllib.loads(_HERE.with_name("specimens.toml").read_text("utf-8"))
    return tuple(
        Group(
            group["id"],
            Text(**group["title"]),
            tuple(Specimen(one["name"], Text(**one["title"]), Text(**one["note"])) for one in group["specimen"]),
        )
        for group in read["group"]
    )


def context(layout: str) -> dict[str, Any]:
    """Give what the style guide's template needs to show all specimens in one of the layouts."""
    return {
        **samples(),
        **sample_forms(),
        **({"desk": desk()} if layout == "staff" else {}),
        "layout": f"layouts/{layout}.html",
        "layout_name": layout,
        "groups": groups(),
        "icon_names": icons.NAMES,
        "colours": list(zip(tokens.colours().items(), tokens.colours(dark=True).values(), strict=True)),
        "pairs": list(zip(tokens.pairs(), tokens.pairs(dark=True), strict=True)),
    }
