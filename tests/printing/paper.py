"""A printer that is no printer: a socket that keeps what it is sent, and the paper that comes out, read back dot by dot."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import Any

import segno

from juzhan.cli.slip_drawing import QR_SHARE, Font, chinese_font

RASTER = b"\x1dv0"
CUT = b"\x1dV"


def font() -> Font:
    """A Chinese font of this machine, or the one that the browser tests bring."""
    found = chinese_font()
    if found is None:
        from tools.browser import FONTS, find

        find()
        found = chinese_font() or Font(str(FONTS.folder() / FONTS.files[0]))
    return found


def slip(number: str = "A012", address: str = "https://shequ.example.cn/ticket/7KQ4M2ABCD") -> dict[str, Any]:
    """A slip as the site gives it."""

    def line(look: str, zh: str, en: str) -> dict[str, Any]:
        return {"look": look, "text": {"zh": zh, "en": en}}

    return {
        "hall": {"zh": "锦里社区便民服务大厅", "en": "Jinli Community service hall"},
        "number": number,
        "above": [
            line("title", "最低生活保障", "Minimum living allowance"),
            line("plain", "前面还有 3 位", "Ahead: 3"),
        ],
        "address": address,
        "below": [
            line("head", "您要带的", "What you must have with you"),
            line(
                "entry", "居民身份证：原件和复印件，户口簿的首页和本人那一页也要带上" * 2, "Identity card and copy " * 6
            ),
        ],
    }


@dataclass
class Roll:
    """What a printer put on paper: its dots, row by row, and how often it was cut."""

    sent: bytes
    rows: list[list[bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        at = self.sent.find(RASTER)
        while at >= 0:
            width = self.sent[at + 4] + 256 * self.sent[at + 5]
            height = self.sent[at + 6] + 256 * self.sent[at + 7]
            for row in range(height):
                begin = at + 8 + row * width
                self.rows.append(_dots(self.sent[begin : begin + width]))
            at = self.sent.find(RASTER, at + 8 + width * height)

    @property
    def cuts(self) -> int:
        """How many slips were cut off."""
        return self.sent.count(CUT)

    def shows_code(self, address: str) -> bool:
        """Whether the QR code of an address stands on the paper, module by module."""
        matrix = [[bool(module) for module in row] for row in segno.make(address, error="m", micro=False).matrix]
        width = len(self.rows[0])
        size = max(3, int(width * QR_SHARE) // len(matrix))
        left = (width - size * len(matrix)) // 2 + size // 2
        columns = [left + size * n for n in range(len(matrix))]
        return any(
            all([self.rows[top + size * y][x] for x in columns] == row for y, row in enumerate(matrix))
            for top in range(len(self.rows) - size * len(matrix))
        )


def _dots(row: bytes) -> list[bool]:
    return [bool(byte >> (7 - bit) & 1) for byte in row for bit in range(8)]


class NetworkPrinter:
    """Listens like a printer in the network; ``rolls`` has one entry for each connection that sent something."""

    def __init__(self, port: int = 0) -> None:
        self.rolls: list[Roll] = []
        self._listening = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._print, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """How a program names it."""
        return f"tcp://127.0.0.1:{self.port}"

    def switch_off(self) -> None:
        """Answer nobody any more."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _print(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line:
                sent = b"".join(iter(lambda: line.recv(65536), b""))  # noqa: B023
            if sent:
                self.rolls.append(Roll(sent))
