"""Small helpers with which the tests of the interface speak."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.world import ALLOWANCE, JINLI


def post(client: Client, path: str, body: Any = None, key: str = "") -> Any:
    """Send JSON; with ``key`` as an ``Idempotency-Key``."""
    headers = {"Idempotency-Key": key} if key else {}
    data = body if isinstance(body, str) else json.dumps(body or {})
    return client.post(f"/api/v1{path}", data=data, content_type="application/json", headers=headers)


def get(client: Client, path: str) -> Any:
    """Ask."""
    return client.get(f"/api/v1{path}")


def asked(**given: Any) -> dict[str, Any]:
    """A matter as a program sends it."""
    person = {"name": "测试居民", "phone": "13800000001"}
    return {"community": JINLI, "item": ALLOWANCE, "asked": person, **given}


def submit(client: Client, **given: Any) -> dict[str, Any]:
    """Open a matter and give its receipt."""
    answer = post(client, "/matters", asked(**given), key=str(uuid4()))
    assert answer.status_code == 201, answer.content
    receipt: dict[str, Any] = answer.json()
    return receipt
