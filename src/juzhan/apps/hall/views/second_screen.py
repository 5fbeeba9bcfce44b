"""The second screen of a counter, turned to the visitor: whose number it is, then the address at which the visit is rated."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from juzhan.apps.bodies.desk import staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import counter_in, hall_for_desk, rating_token
from juzhan.apps.hall.counters import last_finished
from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.screens import named
from juzhan.apps.hall.selectors import visitors_at
from juzhan.domain.shared import Text
from juzhan.ui.pages import render_page
from juzhan.ui.qr import qr_svg


@require_safe
@never_cache
@staff
def counter_screen(request: HttpRequest, actor: Actor, place: str, number: int) -> HttpResponse:
    """Show the number at the counter, or number and QR of the visit that ended last.

    It runs on the clerk's computer, so the QR is not the ticket's: it lets one rate this visit once, follow and read nothing.
    """
    hall = hall_for_desk(actor, place)
    counter = counter_in(hall, str(number))
    here = visitors_at(counter.pk).first()
    last = None if here else last_finished(counter, timezone.now())
    rated = last is not None and hasattr(last, "rating")
    rate = named("visit_rate", rating_token(last)) if last and not rated else ""
    context = {
        "hall": hall,
        "counter": counter,
        "shown": here or last,
        "words": _words(here, last, rated=rated, asks=bool(rate)),
        "qr": qr_svg(request.build_absolute_uri(rate)) if rate else "",
    }
    part = request.GET.get("part") == "live"
    return render_page(request, "hall/desk/_second_screen.html" if part else "hall/desk/second_screen.html", context)


def _words(here: Ticket | None, last: Ticket | None, *, rated: bool, asks: bool) -> Text:
    if here is not None:
        return here.stands.text
    if last is None:
        return Text("请等候叫号", "Please wait for your number")
    if rated:
        return Text("谢谢您的评价", "Thank you for rating")
    return (
        Text("请扫码评价这次服务", "Scan to rate this visit") if asks else Text("已办完，请慢走", "Finished, good-bye")
    )
