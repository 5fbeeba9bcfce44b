"""Signing in and out, with guessing slowed."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from juzhan.apps.accounts import throttle
from juzhan.apps.accounts.forms import SignInForm
from juzhan.domain.shared import RefusalKind, Text
from juzhan.ui.pages import render_page

WRONG = RefusalKind(
    "sign_in.wrong",
    Text("用户名或密码不对，请重新输入。", "The user name or the password is wrong. Try again."),
)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign a person in and take them where they wanted to go."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _try(request, form):
        return HttpResponseRedirect(_next(request))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", "")), "demo": settings.DEMO}
    return render_page(request, "accounts/login.html", context, status)


def _try(request: HttpRequest, form: SignInForm) -> bool:
    at = timezone.now()
    username = form.cleaned_data["username"]
    keys = [throttle.client_key(request, "sign_in"), f"account:{username[:64]}"]
    if refusal := throttle.refuse_if_guessing(keys, at):
        form.refuse(refusal)
        return False
    person = authenticate(request, username=username, password=form.cleaned_data["password"])
    if person is None:
        throttle.count_failure(keys, at)
        form.refuse(WRONG())
        return False
    login(request, person)
    return True


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; a link cannot do it, only the button."""
    logout(request)
    return HttpResponseRedirect(resolve_url(settings.LOGOUT_REDIRECT_URL))
