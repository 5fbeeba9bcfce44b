"""Routes of this part of the interface."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["district"])
