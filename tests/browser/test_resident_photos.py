"""Large photographs are made smaller on the device before they are sent; without scripts they are sent as they are."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ADDRESS = "/c/510107001006/apply/self_governance.facility_repair"
_NOISE = """async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 3600; canvas.height = 2700;
    const draw = canvas.getContext("2d"), image = draw.createImageData(3600, 2700);
    const numbers = new Uint32Array(image.data.buffer);
    let seed = 7;
    for (let at = 0; at < numbers.length; at++) {
        seed = (seed * 1664525 + 1013904223) >>> 0;
        numbers[at] = seed | 0xff000000;
    }
    draw.putImageData(image, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
}"""


@pytest.fixture
def photo(desk: Page, tmp_path: Path) -> Path:
    """A photograph of ten million pixels and several megabytes."""
    desk.goto("/styleguide")
    path = tmp_path / "现场.jpg"
    path.write_bytes(base64.b64decode(desk.evaluate(_NOISE)))
    assert path.stat().st_size > 4_000_000
    return path


def test_a_large_photo_arrives_small_and_of_full_use(phone: Page, photo: Path, site) -> None:
    phone.goto(ADDRESS)
    phone.locator("[name=summary]").fill("路面破了")
    phone.locator("[name=spot]").fill("南门")
    phone.locator("input[type=file]").first.set_input_files(photo)
    send = phone.locator("main form[data-once] button:not([type=button])")
    expect(send).to_be_enabled()
    send.click()
    expect(phone).to_have_url(re.compile(r"/m/\w+/receipt$"))
    code = phone.url.split("/m/")[1].split("/")[0]
    [(name, media_type, size)] = site.query(
        "select a.name, a.media_type, a.size from matters_attachment a join matters_matter m on m.id = a.matter_id"
        " where m.code = %s",
        code,
    )
    assert (name, media_type) == ("现场.jpg", "image/jpeg")
    assert size < photo.stat().st_size * 0.7


def test_what_is_no_photo_is_left_as_it_is(phone: Page, tmp_path: Path) -> None:
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + b"x" * 2_000_000)
    phone.goto(ADDRESS)
    phone.locator("input[type=file]").first.set_input_files(paper)
    assert phone.evaluate("document.querySelector('input[type=file]').files[0].size") == paper.stat().st_size


def test_a_file_that_only_claims_to_be_a_photo_is_sent_as_it_is(phone: Page, tmp_path: Path) -> None:
    fake = tmp_path / "假.jpg"
    fake.write_bytes(b"MZ" + b"x" * 2_000_000)
    phone.goto(ADDRESS)
    phone.locator("input[type=file]").first.set_input_files(fake)
    expect(phone.locator("main form[data-once] button:not([type=button])")).to_be_enabled()
    assert phone.evaluate("document.querySelector('input[type=file]').files[0].size") == fake.stat().st_size


def test_of_fifteen_files_the_first_ten_are_kept_and_it_is_said(phone: Page, tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.jpg" for n in range(15)]
    for path in files:
        path.write_bytes(b"\xff\xd8\xff" + path.name.encode())
    phone.goto(ADDRESS)
    phone.locator("input[type=file]").first.set_input_files(files)
    expect(phone.get_by_role("status").filter(has_text="一次最多传 10 个文件")).to_be_visible()
    assert phone.evaluate("document.querySelector('input[type=file]').files.length") == 10
