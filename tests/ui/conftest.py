"""A server for pages that need no database, and a browser to look at them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page

from tests.browser.watching import Watcher

SIZES = {"phone": (390, 844), "desk": (1280, 900), "narrow": (320, 640)}
OpenPage = Callable[..., Page]


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def style_site() -> Iterator[str]:
    """The address of a server that lives as long as the tests."""
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), ThreadedWSGIServer, _Silent)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def open_page(style_site: str, chromium: Browser) -> Iterator[OpenPage]:
    """Open a page as a reader with a device, a language and a display; a page that complains fails the test."""
    watcher, contexts = Watcher(), []

    def open_one(
        path: str,
        size: str = "desk",
        language: str = "zh-hans",
        display: str = "standard",
        theme: str = "light",
        scripts: bool = True,
    ) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=style_site,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        choices = {"language": language, "display": display}
        context.add_cookies([{"name": name, "value": value, "url": style_site} for name, value in choices.items()])
        watcher.watch(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not watcher.unexpected(), watcher.unexpected()
