"""Anyone checks a receipt or a community's record; a resident takes the proof of a matter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from juzhan import verify_record
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness.checking import MOST_SIGNATURES
from juzhan.apps.record.models import Checkpoint
from juzhan.apps.record.services import sign_checkpoints
from tests.openness.reading import queries, read, text_of
from tests.world import JINLI, LAOMALU, World, at

SAVED: list[str] = []
"""The state of the database before anything was signed."""


@pytest.fixture
def opened(world: World, anyone: Client) -> Matter:
    """A matter that was accepted, signed for, and opened in this browser."""
    SAVED[:] = [transaction.savepoint()]
    matter = world.matter(summary="我家住在三楼")
    services.accept_matter(matter, by=world.actor("clerk"), at=at(2026, 3, 2))
    sign_checkpoints(at(2026, 3, 2, 11))
    assert anyone.post("/follow", {"code": matter.code, "last_four": "0001"}).status_code == 302
    return matter


def receipt_of(client: Client, matter: Matter, place: int = 0) -> bytes:
    receipts = client.get(f"/m/{matter.code}/proof").json()
    answer = client.get(f"/m/{matter.code}/proof?entry={receipts[place]['index']}")
    assert answer.status_code == 200
    return bytes(answer.content)


def sent(client: Client, content: bytes) -> str:
    answer = client.post("/verify", {"file": SimpleUploadedFile("receipt.json", content)})
    assert answer.status_code == 200
    return text_of(answer.content.decode())


def test_a_receipt_is_found_sound_and_said_in_plain_words(anyone: Client, opened: Matter) -> None:
    page = sent(anyone, receipt_of(anyone, opened))
    assert "可信：没有被改动" in page
    assert "“提交或登记事项”在 2026年3月2日 10:00 记入存证" in page
    assert "锦里社区" in page
    assert "附带的内容：写的内容 我家住在三楼" in page


def test_a_receipt_can_be_pasted(anyone: Client, opened: Matter) -> None:
    answer = anyone.post("/verify", {"text": receipt_of(anyone, opened, 1).decode()})
    assert "“受理”" in text_of(answer.content.decode())


def test_a_receipt_with_one_changed_character_is_not_sound(anyone: Client, opened: Matter) -> None:
    changed = receipt_of(anyone, opened).replace(b"matter.submitted", b"matter.submittee")
    page = sent(anyone, changed)
    assert "不可信" in page
    assert "条目不在签名的日志里" in page


def test_a_receipt_shows_its_holder_what_they_wrote(anyone: Client, opened: Matter) -> None:
    assert "我家住在三楼" in sent(anyone, receipt_of(anyone, opened))


def test_a_receipt_signed_with_a_key_of_another_site_is_told_apart(
    anyone: Client, opened: Matter, settings: pytest.FixtureRequest
) -> None:
    receipt = receipt_of(anyone, opened)
    settings.RECORD_KEY = "11" * 32  # type: ignore[attr-defined]
    page = sent(anyone, receipt)
    assert "不能证明出自本站" in page
    assert "不是本站公布的公钥" in page


def test_a_checkpoint_that_the_site_does_not_have_is_told(anyone: Client, opened: Matter) -> None:
    receipt = receipt_of(anyone, opened)
    transaction.savepoint_rollback(SAVED.pop())
    assert not Checkpoint.objects.filter(log__place=JINLI).exists()
    assert "本站现在的记录里没有这个检查点" in sent(anyone, receipt)


@pytest.mark.parametrize(
    "odd",
    [b"", b"{}", b"\x00\xff", b"[]", b'{"format":"juzhan-record-receipt/1"}', b"MZ" + b"\x00" * 100, b"{" * 5000],
)
def test_whatever_is_sent_gets_an_answer(anyone: Client, world: World, odd: bytes) -> None:
    answer = anyone.post("/verify", {"file": SimpleUploadedFile("x", odd)})
    assert answer.status_code in {200, 422}
    assert "可信：没有被改动" not in text_of(answer.content.decode())


def test_nothing_sent_asks_for_something(anyone: Client) -> None:
    answer = anyone.post("/verify", {})
    assert answer.status_code == 422
    assert "请粘贴回执，或者选择文件" in text_of(answer.content.decode())


def test_a_file_over_a_megabyte_is_for_the_offline_verifier(anyone: Client) -> None:
    answer = anyone.post("/verify", {"file": SimpleUploadedFile("big", b"x" * (1024 * 1024 + 1))})
    assert answer.status_code == 422
    assert "请下载核验程序" in text_of(answer.content.decode())


def test_a_file_with_very_many_signatures_is_for_the_offline_verifier(anyone: Client) -> None:
    answer = anyone.post("/verify", {"file": SimpleUploadedFile("many", "— ".encode() * (MOST_SIGNATURES + 1))})
    assert answer.status_code == 422


def test_the_bundle_and_the_verifier_that_are_offered_fit_together(
    anyone: Client, opened: Matter, tmp_path: Path
) -> None:
    bundle, program = anyone.get(f"/c/{JINLI}/record/bundle"), anyone.get("/verify/verify_record.py")
    (tmp_path / "record.jsonl").write_bytes(b"".join(bundle.streaming_content))  # type: ignore[attr-defined]
    (tmp_path / "verify_record.py").write_bytes(b"".join(program.streaming_content))  # type: ignore[attr-defined]
    done = subprocess.run(
        [sys.executable, "-I", "verify_record.py", "record.jsonl"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()
    assert "可信" in done.stdout.decode()


def test_a_bundle_is_checked_on_the_page_too(anyone: Client, opened: Matter) -> None:
    bundle = b"".join(anyone.get(f"/c/{JINLI}/record/bundle").streaming_content)  # type: ignore[attr-defined]
    assert "条记录完整、次序正确，签名有效" in sent(anyone, bundle)


def test_the_checkpoint_is_the_signed_note_itself(anyone: Client, opened: Matter) -> None:
    answer = anyone.get(f"/c/{JINLI}/record/checkpoint")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == Checkpoint.objects.filter(log__place=JINLI).latest("size").note


def test_before_the_first_checkpoint_there_is_nothing_to_take(anyone: Client, world: World) -> None:
    assert anyone.get(f"/c/{LAOMALU}/record/checkpoint").status_code == 404
    assert anyone.get(f"/c/{LAOMALU}/record/bundle").status_code == 404


def test_the_record_of_a_matter_shows_each_entry_with_hash_and_proof(anyone: Client, opened: Matter) -> None:
    page = read(anyone, f"/m/{opened.code}/record")
    assert "提交或登记事项" in page
    assert "受理" in page
    assert "到总摘要的证明" in page
    assert page.count("下载回执") == 2


def test_an_entry_that_is_not_signed_yet_says_so(anyone: Client, opened: Matter) -> None:
    services.withdraw_matter(opened, at=at(2026, 3, 2, 12))
    assert "马上会签名" in read(anyone, f"/m/{opened.code}/record")
    assert len(anyone.get(f"/m/{opened.code}/proof").json()) == 2


def test_who_has_not_opened_the_matter_is_asked_for_code_and_digits(foreigner: Client, opened: Matter) -> None:
    for path in (f"/m/{opened.code}/record", f"/m/{opened.code}/proof"):
        answer = foreigner.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/follow")


def test_a_receipt_of_another_matter_is_not_given(anyone: Client, opened: Matter) -> None:
    for odd in ("999999", "-1", "x", "９", ""):
        assert anyone.get(f"/m/{opened.code}/proof?entry={odd}").status_code == 404


def test_the_verifier_that_is_offered_is_the_one_that_the_page_uses(anyone: Client) -> None:
    offered = b"".join(anyone.get("/verify/verify_record.py").streaming_content)  # type: ignore[attr-defined]
    assert offered == Path(verify_record.__file__).read_bytes()


def test_the_proofs_of_a_matter_take_the_same_queries_however_many_steps_it_had(
    anyone: Client, opened: Matter, world: World
) -> None:
    few = queries(anyone, f"/m/{opened.code}/record")
    for number in range(20):
        services.note_progress(opened, note=f"进展{number}", by=world.actor("clerk"), at=at(2026, 3, 2, 12, number))
    sign_checkpoints(at(2026, 3, 2, 13))
    assert queries(anyone, f"/m/{opened.code}/record") == few
