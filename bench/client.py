"""A small HTTP/1.1 client that keeps its connections, so that the caller takes little of the two cores."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from attrs import define, field


@define
class Connection:
    """One kept connection to a server on this machine."""

    port: int
    token: str
    _reader: asyncio.StreamReader | None = field(default=None, init=False)
    _writer: asyncio.StreamWriter | None = field(default=None, init=False)

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        """Send a request and give status and body; a connection that the server closed is opened again once."""
        data = json.dumps(body).encode() if body is not None else b""
        lines = [f"{method} /api/v1{path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(data)}"]
        lines += [f"Authorization: Bearer {self.token}", "Content-Type: application/json", "Accept-Language: zh"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        request = "\r\n".join(lines).encode() + b"\r\n\r\n" + data
        for _ in range(2):
            try:
                return await self._exchange(request)
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
