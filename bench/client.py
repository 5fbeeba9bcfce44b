"""A small HTTP/1.1 client that keeps its connection, so that the caller takes little of the two cores."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

from attrs import define, field


@define
class Connection:
    """One kept connection to a server on this machine; ``cookie`` is sent with pages, tokens with the interface."""

    port: int
    cookie: str = ""
    _reader: asyncio.StreamReader | None = field(default=None, init=False)
    _writer: asyncio.StreamWriter | None = field(default=None, init=False)

    async def call(
        self, method: str, path: str, body: Any = None, token: str = "", **headers: str
    ) -> tuple[int, bytes]:
        """Ask the interface and give status and body."""
        data = json.dumps(body).encode() if body is not None else b""
        sent = {
            "Content-Type": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        if token:
            sent["Authorization"] = f"Bearer {token}"
        return await self._ask(method, f"/api/v1{path}", data, sent)

    async def page(self, path: str) -> tuple[int, bytes]:
        """Open a page as a browser does that keeps its cookie."""
        return await self._ask("GET", path, b"", {"Cookie": self.cookie} if self.cookie else {})

    async def post(self, path: str, token: str, **fields: str) -> tuple[int, bytes]:
        """Send a form as a browser does; ``token`` is that of the cookie ``csrftoken``. A redirect is not followed."""
        form = "application/x-www-form-urlencoded"
        headers = {"Cookie": self.cookie, "X-CSRFToken": token, "Content-Type": form}
        return await self._ask("POST", path, urlencode(fields).encode(), headers)

    async def _ask(self, method: str, path: str, data: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(data)}", "Accept-Language: zh"]
        request = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items())]).encode()
        for _ in range(2):
            try:
                return await self._exchange(request + b"\r\n\r\n" + data)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
        raise ConnectionError("the server closed the connection twice")

    async def _exchange(self, request: bytes) -> tuple[int, bytes]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        lowered = head.lower()
        place = lowered.index(b"content-length:")
        length = int(lowered[place + 15 : lowered.index(b"\r\n", place)])
        body = await self._reader.readexactly(length)
        if b"connection: close" in lowered:
            self.close()
        return status, body

    def close(self) -> None:
        """Drop the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None
