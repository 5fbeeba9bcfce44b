"""An upload larger than the site takes is stopped while it arrives, before it fills memory or disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from juzhan.ui.errors import too_large

TOO_LARGE = "juzhan.upload_too_large"


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Streams each file to disk and stops reading as soon as one is larger than ``settings.UPLOAD_BYTES``.

    The request then carries ``request.META[TOO_LARGE] = True`` and lacks that file; :class:`RefuseLargeUploads` answers 413.
    """

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        """Start counting afresh for a request."""
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting afresh for a file."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count what has arrived and stop when it is too much."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_BYTES:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)


class RefuseLargeUploads:
    """Answers 413 before the view runs, so that no form is handled with a file silently missing.

    Stands after ``CsrfViewMiddleware``, which reads the request's body first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Read the body of an upload, and answer 413 if the handler stopped it."""
        if request.content_type == "multipart/form-data":
            request.FILES  # noqa: B018  (reading it is what runs the handler)
        return too_large(request) if request.META.get(TOO_LARGE) else None
