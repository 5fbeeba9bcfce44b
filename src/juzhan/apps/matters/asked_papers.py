"""The papers that were asked for: each in the reader's language where the guide names it in both, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.law import day_of, last_day_of, rules
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.proxies import PROXY_PAPERS
from juzhan.domain.matters import MatterAct, State
from juzhan.domain.matters.clocks import LastDay, papers_awaited
from juzhan.domain.shared import Refusal, Text
from juzhan.ui.words import say


def in_both(name: Text) -> str:
    """A paper's name as the timeline keeps it: in both languages, once where they are the same."""
    return name.zh if name.zh == name.en else f"{name.zh} {name.en}"


def asked_papers(matter: Matter, lines: Iterable[str]) -> list[Text]:
    """The lines of a request for papers; what the clerk wrote freely stands as it was written."""
    known = (*PROXY_PAPERS, *(matter.item.value.materials or ()))
    names = {in_both(material.name): material.name for material in known}
    return [names.get(line, Text(line, line)) for line in lines]


def in_one_language(matter: Matter, act: str, note: str) -> str:
    """The note of a step as its reader should read it: the papers of a request in one language, all else as written."""
    if act != MatterAct.REQUEST_PAPERS.value:
        return note
    return "\n".join(say(line) for line in asked_papers(matter, note.splitlines()))


def last_day_for_papers(asked_at: datetime) -> LastDay:
    """By when papers asked for at this moment may be supplied: setting ``supplement_days``."""
    day = day_of(asked_at)
    return last_day_of(day, rules(day).settings.supplement_days)


def papers_by(matter: Matter) -> LastDay:
    """By when the papers of a matter may be supplied; one query. No day where none were asked for."""
    asked = matter.steps.filter(act=MatterAct.REQUEST_PAPERS.value).order_by("pk").values_list("at", flat=True).last()
    return last_day_for_papers(asked) if asked else LastDay()


def still_awaited(matter: Matter, actor: Actor) -> Refusal | None:
    """Why a matter cannot be declined today: there is time left for its papers."""
    if matter.stands is not State.PAPERS_REQUESTED:
        return None
    return papers_awaited(matter.stands, actor.on, papers_by(matter))
