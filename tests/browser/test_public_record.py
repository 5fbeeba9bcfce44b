"""A resident takes the proof of a matter home, and anyone finds it sound, or finds what was changed in it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import REPAIR
from tests.browser.serving import Site, environment
from tests.environment import ROOT, VAR

JINLI = "510107001006"
Look = Callable[[Page], None]


def report(page: Page, words: str) -> str:
    """Report something broken, without a name; gives the code of the matter, which the browser has opened."""
    page.goto(f"/c/{JINLI}/apply/{REPAIR}")
    page.locator("[name=summary]").fill(words)
    page.locator("[name=spot]").fill("3 栋 2 单元楼梯口")
    page.get_by_role("button", name=re.compile("^(提交|Submit)$")).click()
    page.wait_for_url("**/receipt")
    return page.url.split("/m/")[1].split("/")[0]


def signed(site: Site, folder: Path) -> Path:
    """Sign the community's record now, as the site itself does every minute; gives the whole of it."""
    whole = folder / "record.jsonl"
    command = [sys.executable, "-m", "juzhan.cli", "record", "export", JINLI, "-o", str(whole)]
    subprocess.run(command, env=environment(site.database, VAR / "site"), cwd=ROOT, check=True, capture_output=True)
    return whole


def receipt_of(page: Page, code: str, folder: Path) -> Path:
    """Go from the matter to its record and take the first receipt home."""
    page.goto(f"/m/{code}")
    page.locator(f"a[href='/m/{code}/record']").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载回执|Download the receipt")).first.click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def check(page: Page, file: Path) -> None:
    """Let the site check a file, as anybody may."""
    page.goto("/verify")
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name=re.compile("^(核验|Check)$")).click()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_receipt_is_taken_home_and_found_sound(
    phone: Page, site: Site, tmp_path: Path, look: Look, picture: Callable[[Page, str], None]
) -> None:
    code = report(phone, "三单元楼道灯不亮")
    signed(site, tmp_path)
    receipt = receipt_of(phone, code, tmp_path)
    look(phone)
    picture(phone, "resident-record")
    check(phone, receipt)
    expect(phone.locator(".notice--ok")).to_contain_text(re.compile("可信|Sound"))
    expect(phone.locator(".facts")).to_contain_text(re.compile("写的内容|what was written"))
    look(phone)
    picture(phone, "resident-proof-sound")
    offline = subprocess.run([sys.executable, "-I", ROOT / "src/juzhan/verify_record.py", receipt], check=False)
    assert offline.returncode == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_changed_receipt_is_found_out(
    phone: Page, site: Site, tmp_path: Path, look: Look, picture: Callable[[Page, str], None]
) -> None:
    code = report(phone, "五单元楼道灯不亮")
    signed(site, tmp_path)
    receipt = receipt_of(phone, code, tmp_path)
    changed = receipt.read_bytes().replace(b"matter.submitted", b"matter.accepted")
    assert changed != receipt.read_bytes()
    receipt.write_bytes(changed)
    check(phone, receipt)
    expect(phone.locator(".notice--late")).to_contain_text(re.compile("不可信|Not sound"))
    look(phone)
    picture(phone, "resident-proof-changed")


def test_the_proof_is_taken_and_checked_without_javascript(
    desk: Page, without_javascript: None, site: Site, tmp_path: Path
) -> None:
    code = report(desk, "六单元楼道灯不亮")
    signed(site, tmp_path)
    check(desk, receipt_of(desk, code, tmp_path))
    expect(desk.locator(".notice--ok")).to_contain_text("可信")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_record_of_a_community_is_checked_on_ones_own_computer(desk: Page, tmp_path: Path, look: Look) -> None:
    desk.goto(f"/c/{JINLI}")
    for name in ("下载全部记录|Download the record", "verify_record.py"):
        desk.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        with desk.expect_download() as download:
            desk.get_by_role("link", name=re.compile(name)).first.click()
        download.value.save_as(tmp_path / download.value.suggested_filename)
    look(desk)
    bundle = next(tmp_path.glob("*.jsonl"))
    done = subprocess.run(
        [sys.executable, "-I", "verify_record.py", bundle.name], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()
