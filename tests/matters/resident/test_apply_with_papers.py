"""Papers are judged by their bytes; a refused one costs neither the others nor what was typed."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from juzhan.apps.matters.models import Attachment, HeldPaper, Matter
from juzhan.apps.record.selectors import entries_about
from tests.matters.resident.asking import Resident, code_of, text_of
from tests.matters.resident.papers import JPEG, PDF, PNG, packed, photo
from tests.world import ALLOWANCE, LAMP, at

PROGRAM = photo("照片.jpg", b"MZ\x90" + b"\x00" * 100)


def kept(code: str) -> list[tuple[str, str, str]]:
    """The papers of a matter: material, name, media type."""
    return list(
        Attachment.objects.filter(matter__code=code).order_by("pk").values_list("material", "name", "media_type")
    )


def test_papers_are_kept_with_the_material_they_stand_for(resident: Resident) -> None:
    code = code_of(resident.apply(paper_1=photo("身份证.jpg"), papers=[photo("其他.pdf", PDF)], consent="on"))
    assert kept(code) == [("identity", "身份证.jpg", "image/jpeg"), ("", "其他.pdf", "application/pdf")]
    paper = Attachment.objects.get(matter__code=code, material="identity")
    assert (bytes(paper.content), paper.size) == (JPEG, len(JPEG))


def test_papers_are_wanted_and_never_needed_to_begin(resident: Resident) -> None:
    code = code_of(resident.apply())
    assert kept(code) == []
    assert "可以先提交，材料以后再补" in resident.read(f"/c/510107001006/apply/{ALLOWANCE}")


def test_sensitive_data_in_papers_need_a_consent_of_their_own(resident: Resident) -> None:
    answer = resident.apply(paper_1=photo())
    assert answer.status_code == 422
    assert "请勾选同意" in text_of(answer)
    assert Matter.objects.count() == 0


def test_the_consent_that_was_given_is_kept_with_the_submission_and_in_the_record(resident: Resident) -> None:
    matter = Matter.objects.get(code=code_of(resident.apply(paper_1=photo(), consent="on")))
    assert matter.steps.get().data["consent"] is True
    assert b'"consent":true' in bytes(entries_about(matter.record_subject).get().canonical)


def test_no_consent_is_kept_where_no_paper_came_with_it(resident: Resident) -> None:
    for given in ({}, {"consent": "on"}):
        matter = Matter.objects.get(code=code_of(resident.apply(**given)))
        assert "consent" not in matter.steps.get().data


def test_the_photo_of_a_broken_lamp_needs_no_such_consent(resident: Resident) -> None:
    code = code_of(resident.apply(LAMP, summary="灯坏了", spot="三楼", papers=[photo("灯.jpg")]))
    assert [name for _, name, _ in kept(code)] == ["灯.jpg"]
    page = resident.read(f"/c/510107001006/apply/{LAMP}")
    assert 'name="consent"' not in page
    assert "尽量别拍到别人的脸" in page


def test_the_same_paper_twice_is_kept_once(resident: Resident) -> None:
    code = code_of(
        resident.apply(paper_1=photo("一.jpg"), papers=[photo("二.jpg"), photo("三.png", PNG)], consent="on")
    )
    assert [name for _, name, _ in kept(code)] == ["一.jpg", "三.png"]


def test_a_program_with_the_name_of_a_photo_is_refused_by_name(resident: Resident) -> None:
    answer = resident.apply(paper_1=photo("照片.jpg", b"MZ\x90" + b"\x00" * 100), summary="写好的话", consent="on")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "“照片.jpg”是程序" in page
    assert "写好的话" in page
    assert Matter.objects.count() == 0


def test_a_bomb_is_refused_without_being_unpacked(resident: Resident) -> None:
    bomb = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": b"\x00" * (40 * 1024 * 1024)})
    page = text_of(resident.apply(paper_1=photo("证明.docx", bomb), consent="on"))
    assert "“证明.docx”解开后会大得不正常" in page


def test_each_refused_file_is_told_beside_its_own_line(resident: Resident) -> None:
    page = text_of(
        resident.apply(paper_1=[photo("甲.exe", b"MZ12"), photo("乙.zip", packed({"a": "b"}))], consent="on")
    )
    assert "“甲.exe”是程序" in page
    assert "“乙.zip”是压缩包" in page


def test_good_papers_survive_a_form_that_is_sent_back(resident: Resident) -> None:
    submission = str(uuid4())
    sent_back = resident.apply(submission=submission, phone="123", paper_1=photo("身份证.jpg"), consent="on")
    assert "这些已经传上来了" in text_of(sent_back)
    assert "身份证.jpg" in text_of(sent_back)
    code = code_of(resident.apply(submission=submission, consent="on"))
    assert kept(code) == [("identity", "身份证.jpg", "image/jpeg")]
    assert HeldPaper.objects.count() == 0


def test_a_good_paper_survives_beside_a_bad_one_in_the_same_input(resident: Resident) -> None:
    submission = str(uuid4())
    resident.apply(submission=submission, papers=[photo("好.jpg"), PROGRAM], consent="on")
    code = code_of(resident.apply(submission=submission, consent="on"))
    assert [name for _, name, _ in kept(code)] == ["好.jpg"]


def test_a_paper_that_was_kept_can_be_left_out_again(resident: Resident) -> None:
    submission = str(uuid4())
    resident.apply(submission=submission, phone="123", paper_1=photo(), consent="on")
    digest = HeldPaper.objects.get().digest
    code = code_of(resident.apply(submission=submission, drop=digest))
    assert kept(code) == []


def test_nobody_else_gets_at_kept_papers(resident: Resident) -> None:
    resident.apply(submission=str(uuid4()), phone="123", paper_1=photo(), consent="on")
    assert kept(code_of(resident.apply(submission=str(uuid4())))) == []


def test_kept_papers_are_forgotten_after_a_day(clock, resident: Resident) -> None:
    old = str(uuid4())
    resident.apply(submission=old, phone="123", paper_1=photo(), consent="on")
    clock.move_to(at(2026, 3, 3, 11))
    resident.apply(submission=str(uuid4()), phone="123")
    assert HeldPaper.objects.count() == 0
    assert kept(code_of(resident.apply(submission=old))) == []


def test_more_than_ten_at_once_are_too_many(resident: Resident) -> None:
    many = [photo(f"{n}.jpg", JPEG + bytes([n])) for n in range(11)]
    page = text_of(resident.apply(papers=many, consent="on"))
    assert "一次最多传 10 个文件，您选了 11 个" in page


def test_far_more_files_than_are_taken_give_the_form_back_with_what_was_typed(resident: Resident) -> None:
    many = [photo(f"{n}.jpg", JPEG + bytes([n])) for n in range(60)]
    answer = resident.apply(papers=many, summary="写了很久的话", consent="on")
    assert answer.status_code == 422
    assert "一次最多传 10 个文件，您选了 60 个" in text_of(answer)
    assert "写了很久的话" in text_of(answer)
    assert Matter.objects.count() == 0


def test_there_is_an_end_to_the_files_that_are_read_at_all(resident: Resident) -> None:
    many = [photo(f"{n}.jpg") for n in range(101)]
    assert resident.apply(papers=many, consent="on").status_code == 400


def test_together_they_may_not_be_larger_than_one_may(settings, resident: Resident) -> None:
    settings.UPLOAD_BYTES = 1024 * 1024
    half = b"\xff\xd8\xff" + b"\x00" * 600 * 1024
    page = text_of(resident.apply(papers=[photo("一.jpg", half), photo("二.jpg", half + b"2")], consent="on"))
    assert "加起来超过 1 MB" in page


def test_a_file_of_twenty_megabytes_is_given_up_and_everything_else_stays(resident: Resident) -> None:
    submission = str(uuid4())
    large = SimpleUploadedFile("大.jpg", JPEG + b"\x00" * 20 * 1024 * 1024)
    answer = resident.apply(
        submission=submission, summary="写了很久的话", paper_1=[large, photo("小.jpg")], consent="on"
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert "“大.jpg”超过 10 MB" in page
    assert "写了很久的话" in page
    assert Matter.objects.count() == 0
    assert [name for _, name, _ in kept(code_of(resident.apply(submission=submission, consent="on")))] == ["小.jpg"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.jpg", "照\u202e片gpj.exe", "x" * 300 + ".jpg", "a/b\\c.jpg"]
)
def test_names_of_files_are_made_harmless(name: str, resident: Resident) -> None:
    code = code_of(resident.apply(paper_1=photo(name), consent="on"))
    for _, kept_name, _ in kept(code):
        assert kept_name.endswith(".jpg")
        assert not set(kept_name) & set("/\\\x00\u202e")
        assert len(kept_name) <= 85
