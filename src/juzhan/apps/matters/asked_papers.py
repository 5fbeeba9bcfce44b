"""The papers that were asked for, line by line, each in the reader's language where the guide names it in both."""

from __future__ import annotations

from collections.abc import Iterable

from juzhan.apps.matters.models import Matter
from juzhan.domain.shared import Text


def in_both(name: Text) -> str:
    """A paper's name as the timeline keeps it: in both languages, once where they are the same."""
    return name.zh if name.zh == name.en else f"{name.zh} {name.en}"


def asked_papers(matter: Matter, lines: Iterable[str]) -> list[Text]:
    """The lines of a request for papers; what the clerk wrote freely stands as it was written."""
    guide = {in_both(material.name): material.name for material in matter.item.value.materials or ()}
    return [guide.get(line, Text(line, line)) for line in lines]
