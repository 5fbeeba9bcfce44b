"""What a visitor can say was not good, from a list; a setting of the product, not law.

国办发〔2019〕51号 asks for reasons from a list beside the five grades; the fixed list of GB/T 39734—2020, annex A, was not seen.
These reasons follow what residents told in seeds/000 (come several times, told bit by bit, nobody at the window).
"""

from __future__ import annotations

from enum import StrEnum

from juzhan.domain.shared import Text


class Reason(StrEnum):
    """One thing that was not good; a rating may name several or none."""

    WAITED = "waited"
    NOBODY = "nobody"
    MANNER = "manner"
    UNCLEAR = "unclear"
    BIT_BY_BIT = "bit_by_bit"
    EXTRA_PAPERS = "extra_papers"
    CAME_AGAIN = "came_again"
    SLOW = "slow"
    MACHINES = "machines"
    ROOM = "room"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The reason's name in both languages."""
        return _REASONS[self]


_REASONS = {
    Reason.WAITED: Text("等得太久", "The wait was too long"),
    Reason.NOBODY: Text("窗口没有人", "Nobody was at the counter"),
    Reason.MANNER: Text("态度不好", "I was treated badly"),
    Reason.UNCLEAR: Text("没讲清楚，听不明白", "It was not explained clearly"),
    Reason.BIT_BY_BIT: Text("缺什么没有一次说全", "I was not told at once what was missing"),
    Reason.EXTRA_PAPERS: Text("要了指南上没有的材料", "Papers were asked for that the guide does not name"),
    Reason.CAME_AGAIN: Text("为一件事跑了好几趟", "I had to come several times for one thing"),
    Reason.SLOW: Text("办得太慢", "It took too long"),
    Reason.MACHINES: Text("取号机、叫号屏不好用", "The kiosk or the board was hard to use"),
    Reason.ROOM: Text("场地不方便（轮椅、座位、厕所等）", "The place was inconvenient (wheelchair, seats, toilet)"),
    Reason.OTHER: Text("别的原因", "Something else"),
}


def known(given: list[str]) -> tuple[Reason, ...]:
    """The reasons of a stored list, in the order of the list above; a word that is none any more is left out."""
    return tuple(reason for reason in Reason if reason.value in given)
