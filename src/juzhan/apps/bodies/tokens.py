"""A member of staff makes, sees and ends the tokens with which programs act as them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from juzhan.apps.accounts.forms import TokenForm
from juzhan.apps.accounts.models import ApiToken, Person
from juzhan.apps.accounts.services import make_own_token, revoke_token
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

MOST_SHOWN = 50


@sensitive_variables("secret", "made")
@require_http_methods(["GET", "HEAD", "POST"])
@staff
def tokens(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List one's own tokens; make one, whose secret stands on the answer and is never shown again."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, actor, form)
    given, at = form.cleaned_data, timezone.now()
    made = make_own_token(_person(actor), label=given["label"], days=int(given["days"]), at=at)
    if isinstance(made, Refusal):
        form.refuse(made)
        return _show(request, actor, form)
    return _show(request, actor, TokenForm(), secret=made, label=given["label"])


@require_POST
@staff
def revoke(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End one of one's own tokens at once; those of others are not there."""
    token = get_object_or_404(ApiToken, pk=number if number < 2**63 else 0, person=actor.person_id)
    revoke_token(token, at=timezone.now())
    messages.success(
        request, t("“{label}”已撤销，马上失效。", "“{label}” is revoked and opens nothing any more.", label=token.label)
    )
    return HttpResponseRedirect(reverse("tokens"))


def _person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


def _show(request: HttpRequest, actor: Actor, form: TokenForm, secret: str = "", label: str = "") -> HttpResponse:
    valid, ended = _tokens(actor, timezone.now())
    context = desk_context(request, actor, form=form, valid=valid, ended=ended, secret=secret, label=label)
    return render_page(request, "bodies/tokens.html", context, 422 if form.errors else 200)


def _tokens(actor: Actor, at: datetime) -> tuple[Sequence[ApiToken], Sequence[ApiToken]]:
    """One's tokens, newest first: those that open something, and those that have ended."""
    found = list(ApiToken.objects.filter(person=actor.person_id).order_by("-created_at", "-pk")[:MOST_SHOWN])
    return [token for token in found if token.is_valid(at)], [token for token in found if not token.is_valid(at)]
