"""What surrounds a page: the reader's language and display, and on staff pages the desk with its navigation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import frozen
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from juzhan.domain.shared import Text
from juzhan.ui.words import is_english

DISPLAY_COOKIE = "display"
THEME_COOKIE = "theme"
Display = Literal["standard", "elder"]
Theme = Literal["auto", "light", "dark"]
DISPLAYS: tuple[Display, ...] = ("standard", "elder")
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")


@frozen
class NavItem:
    """One entry of a navigation: where it leads, how many wait there, whether we are there now, or on a page below it."""

    label: Text | str
    url: str
    count: int | None = None
    current: bool = False
    late: bool = False
    within: bool = False

    @property
    def aria_current(self) -> str:
        """``page`` for the page itself, ``true`` for the section of a page below it, else nothing."""
        return "page" if self.current else "true" if self.within else ""


@frozen
class PostChoice:
    """A post that the signed-in person may act in: its id for the form, and how it reads."""

    id: str
    label: Text | str
    current: bool = False


@frozen
class Desk:
    """The signed-in person's place of work: who acts, in which post, and where they can go.

    ``switch_url`` receives a POST with ``post`` (an id from ``posts``); ``leave_url`` a POST that signs out;
    ``account`` are pages about the person's own account.
    """

    name: str
    post: Text | str
    nav: Sequence[NavItem] = ()
    posts: Sequence[PostChoice] = ()
    switch_url: str = ""
    leave_url: str = ""
    account: Sequence[NavItem] = ()


@frozen
class Shell:
    """The reader's choices and the place, as the layouts need them."""

    display: Display = "standard"
    theme: Theme = "auto"
    here: str = "/"
    path: str = "/"
    demo: bool = False

    @classmethod
    def of(cls, request: HttpRequest | None) -> Shell:
        """Read the choices from the request's cookies; without a request everything is plain."""
        demo = bool(getattr(settings, "DEMO", False))
        if request is None:
            return cls(demo=demo)
        return cls(
            display="elder" if request.COOKIES.get(DISPLAY_COOKIE) == "elder" else "standard",
            theme=theme_of(request.COOKIES.get(THEME_COOKIE, "")),
            here=request.get_full_path() if request.method in {"GET", "HEAD"} else request.path,
            path=request.path,
            demo=demo,
        )

    @property
    def elder(self) -> bool:
        """Whether the large display for elders is on."""
        return self.display == "elder"

    @property
    def html_language(self) -> str:
        """The language tag of the page."""
        return "en" if is_english() else "zh-Hans"

    @property
    def other_language(self) -> str:
        """The code of the language that the switch offers."""
        return "zh-hans" if is_english() else "en"

    @property
    def dark_media(self) -> str:
        """The media query under which the dark tokens apply; empty when they never do."""
        return {"auto": "screen and (prefers-color-scheme: dark)", "dark": "screen", "light": ""}[self.theme]

    @property
    def cast(self) -> str:
        """The address of the page with the demonstration's cast; empty outside demo mode."""
        return address("demo") if self.demo else ""

    @property
    def home(self) -> str:
        """The address of the front page."""
        return address("home") or "/"

    @property
    def nav(self) -> list[NavItem]:
        """The public navigation: pages of ``settings.SITE_NAV``, pairs of a text and the name of an address."""
        return self._items("SITE_NAV")

    @property
    def footer(self) -> list[NavItem]:
        """The links of the footer: pages of ``settings.SITE_FOOTER``."""
        return self._items("SITE_FOOTER")

    def _items(self, setting: str) -> list[NavItem]:
        pairs: Sequence[tuple[Text, str]] = getattr(settings, setting, ())
        known = [(label, url) for label, name in pairs if (url := address(name))]
        return [NavItem(label, url, current=self.path == url, within=self._is_below(url)) for label, url in known]

    def _is_below(self, url: str) -> bool:
        return url != self.home and is_below(self.path, url)


def is_below(path: str, url: str) -> bool:
    """Whether a path lies below an address; the address itself does not."""
    return path.startswith(url.rstrip("/") + "/")


def theme_of(text: str) -> Theme:
    """Read a theme; anything unknown is ``auto``."""
    return next((theme for theme in THEMES if theme == text), "auto")


def address(name: str) -> str:
    """Give the address of a named page, or nothing where the site has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
