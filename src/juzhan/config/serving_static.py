"""Static files have their contents' hash in their names once they are collected, and plain names before."""

from __future__ import annotations

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Serves a fresh clone and the tests, where nothing has been collected, as well as the finished site."""

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file; with its hash when there is a manifest."""
        if not self.hashed_files:
            return str(StaticFilesStorage.url(self, name))
        return str(super().url(name, force))
