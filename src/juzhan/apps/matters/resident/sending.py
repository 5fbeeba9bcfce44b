"""Forms with files: a file that is too large stops the upload, yet what was typed before it is there and is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from juzhan.ui.uploads import TOO_LARGE


def form_data(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is made from; reading it runs the upload, so it comes before :func:`files_were_lost`."""
    return request.POST, request.FILES


def files_were_lost(request: HttpRequest) -> bool:
    """Whether an upload was stopped since one file was too large: then none of its files is there."""
    return bool(request.META.get(TOO_LARGE))
