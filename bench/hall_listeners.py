"""Two hundred screens that listen to a hall, in a process of their own; it prints when each saw each number at some counters.

``python -m bench.hall_listeners PORT PLACE COUNTER …``; it prints ``ready`` when all lines stand, and ends at the end of input.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence

import aiohttp

LISTENERS = 200
_PATIENCE = 30.0


async def main(port: int, place: str, counters: Sequence[str]) -> None:
    """Listen until the input ends, then print what was seen: number to moments (seconds since 1970) of the listeners."""
    seen: dict[str, dict[int, float]] = {}
    sought = re.compile(rb'"number":(?:%s),[^{}]*?"ticket":"([A-Z]\d+)"' % "|".join(counters).encode())
    standing: set[int] = set()
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as client:
        url = f"http://127.0.0.1:{port}/live/{place}"
        tasks = [asyncio.create_task(_listen(client, url, n, sought, seen, standing)) for n in range(LISTENERS)]
        until = time.monotonic() + _PATIENCE
        while len(standing) < LISTENERS and time.monotonic() < until:
            await asyncio.sleep(0.1)
        print(f"ready {len(standing)}", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    print(json.dumps({number: list(moments.values()) for number, moments in seen.items()}))


async def _listen(
    client: aiohttp.ClientSession,
    url: str,
    number: int,
    sought: re.Pattern[bytes],
    seen: dict[str, dict[int, float]],
    standing: set[int],
) -> None:
    """Keep a line; when it is refused or ends, open a new one, as a browser does."""
    while True:
        try:
            async with client.get(url) as answer:
                if answer.status == 200:
                    standing.add(number)
                    async for data in answer.content.iter_any():
                        for found in sought.findall(data):
                            seen.setdefault(found.decode(), {}).setdefault(number, time.time())
        except aiohttp.ClientError:
            pass
        standing.discard(number)
        await asyncio.sleep(0.5)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
