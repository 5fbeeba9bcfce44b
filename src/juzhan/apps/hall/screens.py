"""On which screen a visitor stands, the phone or the hall's kiosk: its layout, and where its pages lead.

That it is the kiosk stands in the address and nowhere else, so that the kiosk has nothing to forget.
"""

from __future__ import annotations

from attrs import frozen
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from juzhan.apps.hall.models import Hall

PRINTS = "print=auto"
"""What the address of a kiosk that prints by itself ends with; ``kiosk.js`` carries it from page to page."""


@frozen
class Screen:
    """A visitor's screen in a hall; ``prints``: a kiosk with a printer of slips, which prints each number by itself."""

    hall: Hall
    is_kiosk: bool = False
    prints: bool = False
    asked: str = ""

    @property
    def place(self) -> str:
        """The place by whose address it was opened: that of the hall, or of a community that the hall serves too."""
        return self.asked or self.hall.place_id

    @property
    def community(self) -> str:
        """The community that is chosen beforehand; a kiosk stands in the hall, before visitors of all of them."""
        return "" if self.is_kiosk else self.place

    @property
    def layout(self) -> str:
        """The template that pages of this screen extend."""
        return "hall/kiosk/layout.html" if self.is_kiosk else "layouts/resident.html"

    @property
    def start(self) -> str:
        """Where it begins."""
        return self._to("kiosk" if self.is_kiosk else "hall")

    @property
    def take(self) -> str:
        """Where a number is taken."""
        return self._to("kiosk_take" if self.is_kiosk else "hall_take")

    @property
    def guides(self) -> str:
        """Where guides are looked for."""
        return self._to("kiosk_guides") if self.is_kiosk else reverse("item_list")

    @property
    def book(self) -> str:
        """Where a time is booked; a kiosk takes no names, so it books none."""
        return "" if self.is_kiosk else named("hall_book", self.place)

    def guide(self, code: str) -> str:
        """The guide of an item."""
        return reverse("kiosk_guide", args=[self.place, code]) if self.is_kiosk else reverse("item", args=[code])

    def ticket(self, code: str) -> str:
        """The page of a ticket."""
        if self.is_kiosk:
            own = reverse("kiosk_ticket", args=[self.place, code])
            return f"{own}?{PRINTS}" if self.prints else own
        return reverse("ticket", args=[code])

    def _to(self, name: str) -> str:
        return reverse(name, args=[self.place])


def screen_of(request: HttpRequest, hall: Hall, *, kiosk: bool, asked: str = "") -> Screen:
    """The screen from which a request comes; ``asked`` is the place of its address."""
    return Screen(hall, kiosk, prints=kiosk and request.GET.get("print") == "auto", asked=asked)


def named(name: str, *args: str) -> str:
    """The address of a named page, or nothing where the site has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
