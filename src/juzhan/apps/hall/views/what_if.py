"""What if another counter opened: the head asks the hall's own past days, and Erlang's formula beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import hall_for_head
from juzhan.apps.hall.charts import waits_by_hour
from juzhan.apps.hall.models import Counter, Hall
from juzhan.apps.hall.past import days_of, past_day, usual
from juzhan.apps.hall.what_if import formulas, suppose
from juzhan.apps.hall.what_if_form import WEEKDAYS, Asked
from juzhan.ui.pages import render_page


@require_safe
@staff
def hall_what_if(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show a past day and what other counters would have changed; a question that makes no sense is shown with its reasons."""
    hall = hall_for_head(actor, place)
    days = days_of(hall, timezone.localdate())
    context = desk_context(request, actor, hall=hall, is_head=True, page="what_if")
    if not days:
        return render_page(request, "hall/desk/what_if.html", context)
    form = _form(request, hall, days)
    if not form.is_valid():
        return render_page(request, "hall/desk/what_if.html", {**context, "form": form}, status=422)
    chosen = [form.date] if form.weekday is None else usual(days, form.weekday)
    supposed = suppose([past_day(hall, day) for day in chosen], form.change, hall.promise_minutes)
    context |= {
        "form": form,
        "supposed": supposed,
        "chosen": chosen,
        "usual": None if form.weekday is None else WEEKDAYS[form.weekday],
        "chart": waits_by_hour(supposed.hours, is_changed=supposed.change.is_any),
        "formulas": formulas(supposed),
    }
    return render_page(request, "hall/desk/what_if.html", context)


def _form(request: HttpRequest, hall: Hall, days: Sequence[date]) -> Asked:
    numbers = list(Counter.objects.filter(hall=hall).order_by("number").values_list("number", flat=True))
    given = request.GET if "day" in request.GET else {"day": days[0].isoformat(), "more": "0"}
    return Asked(given, days, numbers)
