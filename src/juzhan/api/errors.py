"""Errors that arise before or outside an operation: a problem document under ``/api/``, a page everywhere else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from juzhan.api.problems import UNREADABLE, problem
from juzhan.domain.shared import RefusalKind, Text
from juzhan.ui import errors, uploads

TOO_LARGE = RefusalKind(
    "request.too_large",
    Text("一个文件最大 {megabytes} MB，这次什么都没有收下。", "A file has at most {megabytes} MB; nothing was taken."),
)


class RefuseLargeUploads(uploads.RefuseLargeUploads):
    """Answers 413 before the view runs, in the form that the caller reads."""

    def refused(self, request: HttpRequest) -> HttpResponse:
        """A problem document for a program, a page for a person."""
        if not of_interface(request):
            return super().refused(request)
        said = TOO_LARGE(megabytes=settings.UPLOAD_BYTES // (1024 * 1024))
        return problem(413, said.code, said.text)


def of_interface(request: HttpRequest) -> bool:
    """Whether a request is for the interface."""
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request cannot be read."""
    if of_interface(request):
        return problem(400, "request.unreadable", UNREADABLE)
    return errors.bad_request(request, exception)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: there is nothing here."""
    return problem(404) if of_interface(request) else errors.page_not_found(request, exception)
