"""A page that complains fails its test: script errors, broken rules of the content policy, missing files, server errors."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

FILES = {"stylesheet", "script", "image", "font", "manifest"}
GIVEN_UP = "net::ERR_ABORTED"
"""A request that the browser itself left off, by going to another page or by beginning a download."""


@dataclass
class Watcher:
    """Collects what went wrong in a context; ``allow`` names what a test expects."""

    troubles: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, part: str) -> None:
        """Expect troubles whose text holds ``part``."""
        self.allowed.append(part)

    def unexpected(self) -> list[str]:
        """What went wrong and was not expected."""
        return [trouble for trouble in self.troubles if not any(part in trouble for part in self.allowed)]

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of the context."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.troubles.append(f"script error: {error.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium repeats every answer of 400 and above here; those are judged in _answered.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.troubles.append(f"no answer: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        bad_file = response.status >= 400 and response.request.resource_type in FILES
        if response.status >= 500 or (bad_file and not response.url.endswith("/favicon.ico")):
            self.troubles.append(f"{response.status}: {response.url}")


def overflow(page: Page) -> int:
    """CSS pixels by which the page is wider than the window: 0 on a page that fits."""
    page.wait_for_load_state("domcontentloaded")
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
