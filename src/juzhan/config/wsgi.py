"""The entrance for WSGI servers; a body that no form of ours could have is refused before it is read."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juzhan.config.settings")

_TOO_LARGE = (
    '{"type": "about:blank", "title": "Content Too Large", "status": 413, '
    '"detail": "上传的内容太大。/ What was sent is too large."}'
).encode()


def bounded(inner: WSGIApplication, most_bytes: int) -> WSGIApplication:
    """Answer 413 with a problem document (RFC 9457) to a request that announces more than ``most_bytes``."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= most_bytes:
            return inner(environ, start_response)
        start_response("413 Content Too Large", [("Content-Type", "application/problem+json"), ("Connection", "close")])
        return [_TOO_LARGE]

    return application


def gated(inner: WSGIApplication, most: int) -> WSGIApplication:
    """Let at most so many requests work at once; an answer that is told line by line leaves the gate before it is told."""
    gate = threading.BoundedSemaphore(most)

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        with gate:
            return inner(environ, start_response)

    return application


def _application() -> WSGIApplication:
    django_application = get_wsgi_application()
    from django.conf import settings
    from django.urls import get_resolver

    # Read all views now: a broken one stops the start, and no visitor waits for the first to be read.
    assert get_resolver().url_patterns
    return bounded(gated(django_application, settings.THREADS), settings.REQUEST_BYTES)


application = _application()
