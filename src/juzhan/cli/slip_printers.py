"""ESC/POS printers by their address: ``tcp://192.0.2.7:9100`` in the network, ``file:/dev/usb/lp0`` at this machine.

Needs the extra ``escpos``; a slip is sent as a picture (see docs/adr/slips-as-pictures.md).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from attrs import frozen

from juzhan.domain.shared import Text

if TYPE_CHECKING:
    from PIL.Image import Image

PORT = 9100
PATIENCE = 10
"""Seconds that a printer may take to answer."""

BAD_ADDRESS = Text(
    "看不懂打印机地址“{address}”。请写成 tcp://192.0.2.7:9100（网络）或 file:/dev/usb/lp0（本机）。",
    "“{address}” is no printer's address. Write tcp://192.0.2.7:9100 (network) or file:/dev/usb/lp0 (this machine).",
)


class PrinterAddressInvalid(Exception):
    """The address of a printer cannot be read; ``text`` says how to write it."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.text = BAD_ADDRESS.format(address=address)


class PrinterAway(Exception):
    """The printer does not answer: switched off, out of reach, not plugged in."""


@frozen
class Printer:
    """A printer of so many dots a line."""

    address: str
    dots: int = 576

    @contextmanager
    def opened(self) -> Iterator[Open]:
        """Reach the printer; raises :class:`PrinterAway`, also when it goes away while it is being sent something."""
        from escpos.exceptions import Error

        device = _device(self.address)
        _tell_width(device, self.dots)
        try:
            device.open()
            yield Open(device)
        except (Error, OSError) as error:
            raise PrinterAway(str(error).replace("\n", " ").strip() or type(error).__name__) from error
        finally:
            device.close()


@frozen
class Open:
    """A printer that was reached."""

    _device: Any

    def print(self, picture: Image) -> None:
        """Print one slip and cut it off."""
        self._device.hw("INIT")
        self._device.image(picture)
        self._device.cut()


def check(address: str) -> None:
    """Raise :class:`PrinterAddressInvalid` when an address cannot be read."""
    try:
        parts, port = urlsplit(address), urlsplit(address).port
    except ValueError as error:
        raise PrinterAddressInvalid(address) from error
    is_network = parts.scheme == "tcp" and bool(parts.hostname) and port != 0 and not parts.path.strip("/")
    if not (is_network or (parts.scheme == "file" and parts.path)):
        raise PrinterAddressInvalid(address)


def _device(address: str) -> Any:
    from escpos.printer import File, Network

    parts: SplitResult = urlsplit(address)
    if parts.scheme == "file":
        return File(parts.path)
    return Network(parts.hostname or "", parts.port or PORT, timeout=PATIENCE)


def _tell_width(device: Any, dots: int) -> None:
    """Without a width the library writes a warning to standard output for each slip; its tables are shared, so on a copy."""
    device.profile.profile_data = copy.deepcopy(device.profile.profile_data)
    device.profile.profile_data["media"]["width"]["pixels"] = dots
