"""Anyone reads the record of a community; whoever opened a matter takes the proofs of its entries."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated, Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from juzhan.api import shapes
from juzhan.api.problems import taken
from juzhan.api.public import community_of
from juzhan.api.schemas.records import CheckpointOut, EntryOut
from juzhan.apps.accounts.throttle import client_key
from juzhan.apps.matters import access
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness.proofs import proofs_of
from juzhan.apps.record import selectors as record
from juzhan.apps.record.models import Checkpoint, Entry

router = Router(tags=["records"])


@router.get("/communities/{code}/record/checkpoint", response=CheckpointOut)
def checkpoint(request: HttpRequest, code: str) -> HttpResponse:
    """Give the newest signed checkpoint of a community's record."""
    found = record.latest_checkpoint(community_of(code).pk)
    if found is None:
        raise Http404("checkpoint")
    return shapes.answer(_checkpoint(found), cache="no-cache")


def _checkpoint(row: Checkpoint) -> dict[str, Any]:
    return {
        "origin": row.log.origin,
        "size": row.size,
        "root": b64encode(bytes(row.root)).decode(),
        "at": row.at,
        "key": row.key,
        "note": row.note,
    }


@router.get("/communities/{code}/record/entries", response=list[EntryOut])
def entries(
    request: HttpRequest,
    code: str,
    after: Annotated[int, Query(ge=-1, le=2**62)] = -1,
    size: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> HttpResponse:
    """List entries of a community's record in order; ``after`` is the last index of the page before, -1 at the beginning."""
    return shapes.answer([_entry(row) for row in record.entries(community_of(code).pk, after, size)])


def _entry(row: Entry) -> dict[str, Any]:
    canonical = bytes(row.canonical)
    return {
        "index": row.index,
        "leaf": bytes(row.leaf_hash).hex(),
        "canonical": canonical.decode(),
        "entry": orjson.loads(canonical),
    }


@router.get("/matters/{code}/proof", response=list[dict[str, Any]])
def proof(request: HttpRequest, code: str, last_four: Annotated[str, Query(max_length=8)] = "") -> HttpResponse:
    """Give the receipts of a matter's entries; each, written as one line, is a file for ``verify_record.py``.

    Entries that no checkpoint counts yet are left out; they are signed within a minute.
    """
    client = client_key(request, "receipt")
    matter: Matter = taken(access.matter_for_resident(code, last_four, client, timezone.now()))
    receipts = (found.receipt for found in proofs_of(matter))
    return shapes.answer([orjson.loads(receipt.to_line()) for receipt in receipts if receipt is not None])
