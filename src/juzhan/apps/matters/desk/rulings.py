"""Disputes about whose a matter is, before the one who rules: what each side says, what the charter says, until when."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.desk import desk_of, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.desk.disputes import disputes_before, past_rulings
from juzhan.domain.charter import Act
from juzhan.domain.shared import RefusalKind, Text
from juzhan.ui.pages import render_page

RULES_ON_NOTHING = RefusalKind(
    "rulings.not_a_leader",
    Text(
        "您的岗位不裁定归属争议：由同时领导双方的机构的负责人裁定。",
        "Your post rules on no disputes: that is for the head of the body that leads both sides.",
    ),
)


@require_safe
@staff
def rulings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits for a ruling, what still waits for an answer, and what has been ruled."""
    disputes = disputes_before(actor)
    if not disputes and not rights.bodies_for(actor, Act.RULE):
        raise PermissionDenied(RULES_ON_NOTHING())
    mine = [dispute for dispute in disputes if dispute.is_mine]
    context = {
        "desk": desk_of(request, actor, rulings=len(mine)),
        "mine": mine,
        "waiting": [dispute for dispute in disputes if not dispute.is_mine],
        "past": past_rulings(actor),
    }
    return render_page(request, "matters/desk/rulings.html", context)
