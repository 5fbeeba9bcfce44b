"""How tests read a page: its text without markup, and how many queries it took."""

from __future__ import annotations

import re
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def text_of(html: str) -> str:
    """What a reader sees of a page, in one line."""
    bare = re.sub(r"<(script|style|desc|title)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def read(client: Client, path: str, status: int = 200) -> str:
    """The text of a page."""
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:500]
    return text_of(answer.content.decode())


def queries(client: Client, path: str) -> int:
    """How many queries a page takes when it is not asked for the first time."""
    client.get(path)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(path).status_code == 200
    return len(taken)
