"""Tables that tests upload: a second district in the national shape, and items in the plain shape."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from juzhan.apps.district import services
from juzhan.apps.district.models import TableImport
from tests.world import at

YANTIAN = [
    ["street_code", "street", "village_code", "village"],
    ["440308001", "梅沙街道", "440308001001", "大梅沙社区居委会"],
    ["440308001", "梅沙街道", "440308001002", "小梅沙社区居委会"],
    ["440308002", "盐田街道", "440308002001", "沿港社区居委会"],
]
ITEMS = [
    ["department", "main_item", "name", "item_code", "task_type"],
    ["区民政局", "未分类", "测试事项甲", "511X00000001-511602000000-000-11511602008000000A-1-00", "01"],
    ["区民政局", "未分类", "测试事项乙", "511X00000002-511602000000-000-11511602008000000A-1-00", "07"],
]


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a file."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def upload(client: Client, kind: str, content: bytes, name: str = "table.csv", **given: str) -> HttpResponse:
    """Upload a file at the desk."""
    data = {"file": SimpleUploadedFile(name, content), "valid_from": "2026-04-01", **given}
    return client.post(f"/desk/district/import/{kind}", data)  # type: ignore[return-value]


def confirmed(client: Client, answer: HttpResponse) -> TableImport:
    """Confirm what an upload led to, and let the worker do its job."""
    assert answer.status_code == 302, answer.content.decode()[:800]
    assert client.post(answer["Location"]).status_code == 302
    row = TableImport.objects.get(pk=answer["Location"].rpartition("/")[2])
    assert row.state == TableImport.State.WAITING
    services.take_table_in(row.pk, at(2026, 3, 2, 10, 1))
    row.refresh_from_db()
    return row
