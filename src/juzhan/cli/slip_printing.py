"""Prints the slips of a hall as they come: each once, waiting for a printer or a site that is away."""

from __future__ import annotations

import threading
from typing import Any

from attrs import define, field

from juzhan.cli.slip_drawing import Font, draw
from juzhan.cli.slip_printers import Printer, PrinterAway
from juzhan.cli.slip_site import Site, SiteAway
from juzhan.cli.speaking import say, tell
from juzhan.domain.shared import Text

RETRY = 3.0
"""Seconds between two tries at a printer or a site that is away."""

PRINTED = Text("已打印 {number}", "{number} printed")
PRINTER_AWAY = Text(
    "打印机连不上（{reason}）。请看电源、纸和线；接好后会自己接着打。",
    "The printer is away ({reason}). Look at its power, paper and cable; it goes on by itself when it is back.",
)
PRINTER_BACK = Text("打印机好了。", "The printer is back.")
SITE_AWAY = Text("网站连不上（{reason}），会一直再试。", "The site is away ({reason}); it is tried again and again.")
SITE_BACK = Text("网站好了。", "The site is back.")


@define
class Printing:
    """One printer at work; ``asked`` is set when it should stop."""

    site: Site
    printer: Printer
    font: Font
    words: str = "zh"
    asked: threading.Event = field(factory=threading.Event)
    _unprinted: dict[str, Any] | None = None
    _trouble: Text | None = None

    def run(self) -> None:
        """Print until it should stop. Raises :class:`SiteRefuses`."""
        while not self.asked.is_set():
            try:
                if not self.site.wait():
                    self.asked.wait(RETRY)
                self.print_waiting()
            except SiteAway as away:
                self._suffer(SITE_AWAY, SITE_BACK, str(away))
            except PrinterAway as away:
                self._suffer(PRINTER_AWAY, PRINTER_BACK, str(away))
        self.site.close()

    def print_waiting(self) -> None:
        """Print what waits. A slip is taken only when the printer answers; one that it lost half-way is printed again."""
        while self._unprinted is not None or self.site.waiting():
            with self.printer.opened() as device:
                self._unprinted = self._unprinted or self.site.next()
                if self._unprinted is not None:
                    device.print(draw(self._unprinted, self.font, self.printer.dots, self.words))
            self._done()
        self._recover()

    def _done(self) -> None:
        if self._unprinted is not None:
            say(PRINTED.format(number=self._unprinted["number"]))
        self._unprinted = None

    def _suffer(self, away: Text, back: Text, reason: str) -> None:
        """Say once that something is away, and wait a little."""
        if self._trouble is not back:
            self._trouble = back
            tell(away.format(reason=reason))
        self.asked.wait(RETRY)

    def _recover(self) -> None:
        if self._trouble is not None:
            tell(self._trouble)
        self._trouble = None
