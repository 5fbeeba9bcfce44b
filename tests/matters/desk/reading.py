"""Reads pages the way people do: the words without the markup, and the addresses of the buttons."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def html(response: HttpResponse) -> str:
    """The page as it was sent."""
    return response.content.decode()


def words(response: HttpResponse) -> str:
    """The page's words, spaces made single."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html(response), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def attributes(response: HttpResponse) -> str:
    """Every value of an attribute on the page."""
    return "\n".join(unescape(value) for value in re.findall(r'="([^"]*)"', html(response)))


def acts(response: HttpResponse, code: str) -> set[str]:
    """The acts that the page offers for a matter."""
    return set(re.findall(rf'(?:href|action)="/desk/matters/{code}/(\w+)"', html(response))) - {
        "person",
        "notice",
        "receipt",
    }
