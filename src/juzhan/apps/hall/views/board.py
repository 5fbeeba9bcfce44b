"""The board of a hall, for its large screen and its LED strip: who is called where, who waits, and by which rule."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from juzhan.apps.hall.access import public_hall
from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.selectors import shown_calls, standing
from juzhan.domain.shared import Text
from juzhan.ui.pages import render_page
from juzhan.ui.qr import qr_svg

WORDS = {
    "calling": Text("正在叫号", "Now calling"),
    "quiet": Text("现在没有叫号", "Nobody is called now"),
    "go_to": Text("请到窗口", "go to counter"),
    "is_at": Text("正在窗口办理", "being served at"),
    "others": Text("号码 → 窗口", "Number → counter"),
    "queues": Text("排队情况", "Queues"),
    "queue": Text("队列", "Queue"),
    "waiting": Text("等候人数", "Waiting"),
    "minutes": Text("预计分钟", "Minutes"),
    "next": Text("接下来", "Next"),
    "counters": Text("窗口情况", "Counters"),
    "low": Text("低位", "low"),
    "shut": Text("大厅现在不开门", "The hall is closed now"),
    "rule": Text("排队规则", "Order of calling"),
    "phone": Text("手机取号、看排队", "Number and queue on your phone"),
    "lost": Text(
        "网络断了，这里是 {time} 的情况。请听窗口工作人员叫号，恢复后会自动更新。",
        "The network has dropped; this is how it was at {time}. Listen to the staff; the board updates by itself.",
    ),
}
"""What stands on the board in both languages at once."""


@require_safe
@never_cache
def hall_board(request: HttpRequest, place: str) -> HttpResponse:
    """Show the board as it stands; the screen keeps it at the present, and without scripts it is loaded again and again.

    ``?strip=1`` is for an LED strip: the calls, the notice and the clock in one line.
    """
    hall, at = public_hall(place), timezone.localtime()
    stands = standing(hall, at)
    calls = shown_calls(stands)
    context = {
        "hall": hall,
        "at": at,
        "stands": stands,
        "latest": calls[0] if calls else None,
        "calls": calls,
        "counters": [(counter, counter.pk in stands.shifts, stands.at_counter(counter)) for counter in stands.counters],
        "words": WORDS,
        "rules": _rules(hall),
        "notice": hall.notice_text,
        "qr": qr_svg(request.build_absolute_uri(request.path.removesuffix("/board"))),
        "is_strip": request.GET.get("strip") == "1",
    }
    return render_page(request, "hall/board.html", context)


def _rules(hall: Hall) -> list[Text]:
    green = Text("绿色通道：{who}。", "Green channel: {who}.")
    return [hall.head_starts.text, green.format(who=hall.green_text)]
