"""An upload larger than the site takes is stopped while it arrives, before it fills memory or disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Streams each file to disk and stops reading as soon as one is larger than ``settings.UPLOAD_BYTES``.

    The request then carries ``request.META["juzhan.upload_too_large"] = True`` and none of its files; views answer 413.
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
                self.request.META["juzhan.upload_too_large"] = True
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)
