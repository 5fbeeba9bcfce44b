"""A file larger than the site takes is given up while it arrives, before it fills memory or disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from juzhan.ui.errors import too_large

TOO_LARGE = "juzhan.upload_too_large"


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Streams each file to disk and gives up one that is larger than ``settings.UPLOAD_BYTES``, and only that one.

    ``request.META[TOO_LARGE]`` then lists the files that are not there, as pairs of the field's name and the file's;
    :class:`RefuseLargeUploads` answers 413. Everything else of the form has arrived.
    """

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        """Start counting afresh for a request."""
        self.received = 0

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Start counting afresh for a file."""
        super().new_file(field_name, file_name, *args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count what has arrived and let go of the file when it is too much."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_BYTES:
            if self.request is not None:
                self.request.META.setdefault(TOO_LARGE, []).append((self.field_name, self.file_name))
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)


View = TypeVar("View", bound=Callable[..., HttpResponse])


def handles_large_uploads(view: View) -> View:
    """Mark a view that looks at ``request.META[TOO_LARGE]`` itself: it shows its form again with what was typed."""
    view.handles_large_uploads = True  # type: ignore[attr-defined]
    return view


class RefuseLargeUploads:
    """Answers 413 before the view runs, so that no form is handled with a file silently missing.

    A view may be marked to tell it itself (:func:`handles_large_uploads`). Stands after ``CsrfViewMiddleware``, which
    reads the request's body first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object = None, *_: object) -> HttpResponse | None:
        """Read the body of an upload, and answer 413 if the handler gave up a file."""
        if request.content_type == "multipart/form-data":
            request.FILES  # noqa: B018  (reading it is what runs the handler)
        if getattr(view, "handles_large_uploads", False):
            return None
        return self.refused(request) if request.META.get(TOO_LARGE) else None

    def refused(self, request: HttpRequest) -> HttpResponse:
        """The page that says so."""
        return too_large(request)
