"""The page on which a clerk finds the matters of somebody who has lost the receipt; nothing of it stands in an address."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import services
from juzhan.apps.matters.desk.worklist import rows_of
from juzhan.apps.matters.fields import Phone, PlainText
from juzhan.apps.matters.services.finding import SEES_NOBODY
from juzhan.domain.charter import Act
from juzhan.domain.shared import Refusal
from juzhan.ui.forms import Words
from juzhan.ui.pages import render_page
from juzhan.ui.words import t


class PersonForm(Words, forms.Form):
    """The phone that was given, the name, or both."""

    phone = Phone(
        label=t("电话", "Phone"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    name = PlainText(
        label=t("姓名", "Name"),
        help_text=t("要和登记时一字不差。", "Exactly as it was written down."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for phone or name, and show the matters; that somebody looked is recorded."""
    if not rights.bodies_for(actor, Act.READ_PERSON):
        raise PermissionDenied(SEES_NOBODY())
    if request.method != "POST":
        return _page(request, actor, PersonForm())
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, form, 422)
    given = form.cleaned_data
    found = services.find_by_person(name=given["name"].strip(), phone=given["phone"], by=actor, at=timezone.now())
    if isinstance(found, Refusal):
        form.refuse(found)
        return _page(request, actor, form, 422)
    return _page(request, actor, form, rows=rows_of(found, actor), looked=True, wide=True)


def _page(request: HttpRequest, actor: Actor, form: PersonForm, status: int = 200, **more: object) -> HttpResponse:
    return render_page(request, "matters/desk/find.html", desk_context(request, actor, form=form, **more), status)
