"""How long is left, and how the last day came about: from when, how long, what did not count, on what ground.

Days left are working days where the calendar knows them, else calendar days; the last day itself still counts.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen

from juzhan.apps.matters.asked_papers import papers_by
from juzhan.apps.matters.law import calendar, day_of, rules
from juzhan.apps.matters.models import NEVER, Matter
from juzhan.apps.matters.services.core import snapshot
from juzhan.domain.catalogue import TimeLimit
from juzhan.domain.matters import State
from juzhan.domain.matters.clocks import LastDay, to_close
from juzhan.domain.shared import Text
from juzhan.domain.shared.calendar import CalendarYearMissing
from juzhan.domain.shared.calendar_limits import Pause, resumed
from juzhan.ui.words import say

SETTING = Text("{limit}（区级设定，不是法律规定）", "{limit} (a setting of the district, not law)")
BY_LAW = Text("{limit}（{law}）", "{limit} ({law})")
NO_LIMIT = Text("办事指南没有规定办理期限", "The guide sets no time limit")
WAITING = Text("等居民补材料，受理期限暂不计算", "Waiting for the resident's papers; the clock for acceptance stands")
THEN_MAY_END = Text("{day}；过后仍未补的，可以不予受理", "{day}; if they are not there by then, it may be declined")
FROM_ACCEPTANCE = Text("{day}受理，从次日起算", "Accepted on {day}; counted from the day after")
STOOD = Text("{begun}至{ended}中止，不计入期限", "Suspended from {begun} until {ended}: not counted")
STANDS = Text("{begun}起中止，尚未恢复", "Suspended since {begun}")
IF_RESUMED = Text("如果今天恢复，到期日是{day}", "If it is resumed today, it is due on {day}")
OVER = Text("{day}办结", "Closed on {day}")
AWAITS = Text(
    "{year} 年的放假安排载入后才能确定，届时自动补上",
    "Known once the holidays of {year} are loaded; it is filled in by itself then",
)


@frozen
class Left:
    """How long is left: ``days`` (0 is the last day, negative is late, None: no clock runs), of which kind, until when."""

    days: int | None
    working: bool = True
    on: date | None = None


def left(on: date, until: date | None) -> Left:
    """How long is left on a day until the last day."""
    if until is None or until == NEVER:
        return Left(None)
    try:
        days = calendar().working_days_between(on, until)
    except CalendarYearMissing:
        return Left((until - on).days, working=False, on=until)
    if days == 0 and until != on:
        return Left((until - on).days, working=False, on=until)
    return Left(days, on=until)


@frozen
class ClockLine:
    """One line of the explanation: what it is about, and what it says, in the reader's language."""

    label: Text
    value: str


ABOUT = {
    "limit": Text("期限", "Limit"),
    "from": Text("起算", "From"),
    "not_counted": Text("不计入", "Not counted"),
    "extended": Text("延长", "Extended"),
    "due": Text("到期日", "Due"),
    "accept_by": Text("最迟受理", "Accept by"),
    "papers_by": Text("补材料截止", "Papers by"),
    "end": Text("结束", "End"),
}


def explained(matter: Matter, on: date) -> list[ClockLine]:
    """How the last day of the clock that runs, stands or has ended came about."""
    lines = _acceptance(matter) if matter.accepted_on is None else _handling(matter, matter.accepted_on, on)
    if matter.closed_on:
        lines.append(_line("end", OVER.format(day=_said(matter.closed_on))))
    return lines


def _acceptance(matter: Matter) -> list[ClockLine]:
    if matter.stands is State.PAPERS_REQUESTED:
        return [_line("limit", WAITING), _line("papers_by", _papers_day(papers_by(matter)))]
    day = day_of(matter.submitted_at)
    found = [_line("limit", SETTING.format(limit=rules(day).settings.acceptance_days.text))]
    if matter.stands.is_open:
        found.append(_line("accept_by", _told_day(LastDay(matter.accept_by, matter.awaits_year))))
    return found


def _papers_day(found: LastDay) -> Text:
    return THEN_MAY_END.format(day=_said(found.day)) if found.day else _told_day(found)


def _handling(matter: Matter, accepted_on: date, on: date) -> list[ClockLine]:
    limit = matter.item.value.working_limit
    if limit is None or matter.item.rules.limit is None:
        return [_line("limit", NO_LIMIT)]
    found = [
        _line("from", FROM_ACCEPTANCE.format(day=_said(accepted_on))),
        _line("limit", _told(limit)),
        *(_line("not_counted", _pause(pause)) for pause in matter.stood_still),
    ]
    if matter.extended and matter.item.value.extension:
        found.append(_line("extended", _told(matter.item.value.extension)))
    if matter.stands is State.SUSPENDED:
        found.append(_line("due", _foretold(matter, on)))
    else:
        found.append(_line("due", _told_day(LastDay(matter.due_on, matter.awaits_year))))
    return found


def _foretold(matter: Matter, on: date) -> Text:
    found = to_close(evolve(snapshot(matter), pauses=resumed(matter.stood_still, on)), calendar())
    return IF_RESUMED.format(day=_said(found.day)) if found.day else _told_day(found)


def _told_day(found: LastDay) -> Text:
    return _said(found.day) if found.day else AWAITS.format(year=found.awaits_year)


def _told(limit: TimeLimit) -> Text:
    if limit.basis is None:
        return SETTING.format(limit=limit.limit.text)
    return BY_LAW.format(limit=limit.limit.text, law=limit.basis.text)


def _pause(pause: Pause) -> Text:
    if pause.until_day is None:
        return STANDS.format(begun=_said(pause.from_day))
    return STOOD.format(begun=_said(pause.from_day), ended=_said(pause.until_day))


def _said(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def _line(about: str, value: Text) -> ClockLine:
    return ClockLine(ABOUT[about], say(value))
