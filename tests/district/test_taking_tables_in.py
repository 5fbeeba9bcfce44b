"""An administrator takes places and items in: checked, previewed, confirmed; whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import time_machine
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import CharterTerm
from juzhan.apps.catalogue.models import Item
from juzhan.apps.district import services, tasks
from juzhan.apps.district.models import TableImport
from juzhan.apps.places.models import Place
from juzhan.apps.record.models import Entry
from tests.district.tables import ITEMS, YANTIAN, confirmed, csv_of, upload
from tests.openness.reading import read, text_of
from tests.world import JINLI, World, at


def shown(answer: object) -> str:
    return text_of(answer.content.decode())  # type: ignore[attr-defined]


def test_a_sound_table_is_shown_before_it_is_taken_in(desk: Client) -> None:
    answer = upload(desk, "places", csv_of(YANTIAN), charter="shenzhen")
    page = read(desk, answer["Location"])
    assert "检查完毕，没有错误" in page
    assert "新增 6" in page
    assert "启用章程的社区 3" in page
    assert not Place.objects.filter(code__startswith="440308").exists()


def test_when_confirmed_it_is_taken_in_and_the_page_says_what_changed(desk: Client) -> None:
    row = confirmed(desk, upload(desk, "places", csv_of(YANTIAN), charter="shenzhen"))
    assert row.state == TableImport.State.DONE
    page = read(desk, f"/desk/district/tables/{row.pk}")
    assert "已导入" in page
    assert "新增 6" in page
    assert Place.objects.get(pk="440308").name == "盐田区"
    charter = selectors.charter_of("440308001001", date(2026, 4, 1))
    assert charter is not None
    assert charter.key == "shenzhen"


def test_a_table_can_be_taken_in_without_a_charter(desk: Client) -> None:
    confirmed(desk, upload(desk, "places", csv_of(YANTIAN), charter="", valid_from=""))
    assert not CharterTerm.objects.filter(community__code__startswith="440308").exists()
    assert "还没有登记办理机构" in read(desk, "/c/440308001001")


def test_the_same_table_again_changes_nothing(desk: Client) -> None:
    confirmed(desk, upload(desk, "places", csv_of(YANTIAN), charter="shenzhen"))
    again = confirmed(desk, upload(desk, "places", csv_of(YANTIAN), charter="shenzhen"))
    assert again.outcome == {"added": 0, "changed": 0, "unchanged": 6, "adopted": 0}


def test_a_renamed_community_keeps_its_code_and_its_bodies(desk: Client, world: World) -> None:
    table = csv_of([*YANTIAN[:1], ["510107001", "浆洗街街道", JINLI, "锦里新社区居委会"]])
    row = confirmed(desk, upload(desk, "places", table))
    assert world.place().name == "锦里新社区"
    assert row.outcome["added"] == 0
    assert world.body("workstation")


def test_english_names_stay_where_the_table_has_none(desk: Client, world: World) -> None:
    confirmed(desk, upload(desk, "places", csv_of([YANTIAN[0], ["510107001", "浆洗街街道", JINLI, "锦里社区居委会"]])))
    assert world.place().name_en == "Jinli Community"
    assert world.place("510107001").name_en == "Jiangxijie Street"


@pytest.mark.parametrize(
    ("line", "column", "bad", "reason"),
    [
        (2, "village_code", ["440308001", "梅沙街道", "44030800100", "甲社区居委会"], "应是 12 位数字"),
        (3, "village_code", ["440308001", "梅沙街道", "440308001001", "乙社区居委会"], "与第 2 行重复"),
        (4, "street_code", ["540308001", "梅沙街道", "540308001009", "丙社区居委会"], "不属于本表的区"),
        (3, "village", ["440308001", "梅沙街道", "440308001003", "=cmd|' /C calc'!A0"], "像公式"),
        (3, "village", ["440308001", "梅沙街道", "440308001003", ""], "必填"),
        (3, "整行", ["440308001", "梅沙街道", "440308001003"], "只有 3 格"),
    ],
)
def test_a_damaged_table_names_line_column_and_reason_and_takes_nothing_in(
    desk: Client, line: int, column: str, bad: list[str], reason: str
) -> None:
    rows = [list(row) for row in YANTIAN]
    rows[line - 1] = bad
    answer = upload(desk, "places", csv_of(rows))
    page = shown(answer)
    assert answer.status_code == 422
    assert f"第 {line} 行 {column}" in page
    assert reason in page
    assert "什么都没有导入" in page
    assert not Place.objects.filter(code__startswith="440308").exists()
    assert not TableImport.objects.exists()


def test_every_bad_line_is_named(desk: Client) -> None:
    rows = [YANTIAN[0], *[["44", "梅沙街道", f"x{number}", "社区"] for number in range(40)]]
    page = shown(upload(desk, "places", csv_of(rows)))
    assert "有 80 处错误" in page
    assert "第 41 行 village_code" in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("program.csv", b"MZ\x90\x00" + b"\x00" * 60, "可执行程序"),
        ("empty.csv", b"", "文件是空的"),
        ("header.csv", b"street_code,street,village_code,village\n", "只有表头"),
        ("other.csv", b"a,b,c\n1,2,3\n", "表头缺少这一列"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, ".xlsx"),
        ("bytes.csv", b"\xff\x00\xfe\x81\x82", "编码"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_the_reason(desk: Client, name: str, content: bytes, said: str) -> None:
    answer = upload(desk, "places", content, name)
    assert answer.status_code == 422
    assert said in shown(answer)


def test_a_file_that_is_too_large_is_refused(desk: Client) -> None:
    answer = upload(desk, "places", b"a," * (4 * 1024 * 1024 + 10))
    assert answer.status_code in {413, 422}
    assert not TableImport.objects.exists()


def test_a_district_that_is_not_known_needs_its_name(desk: Client) -> None:
    rows = [YANTIAN[0], ["330102001", "清波街道", "330102001001", "清波门社区居委会"]]
    assert "请同时给出区" in shown(upload(desk, "places", csv_of(rows)))
    confirmed(desk, upload(desk, "places", csv_of(rows), name_zh="上城区", name_en="Shangcheng District"))
    assert Place.objects.get(pk="330102").name_en == "Shangcheng District"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"charter": "utopia"}, "没有这个章程"),
        ({"charter": "wuhou", "valid_from": ""}, "请填写章程从哪天起生效"),
        ({"charter": "wuhou", "valid_from": "2026-02-30"}, "日期"),
        ({"name_zh": "上城区"}, "名称要中英文都填"),
    ],
)
def test_what_is_chosen_beside_the_file_is_checked_too(desk: Client, given: dict[str, str], said: str) -> None:
    answer = upload(desk, "places", csv_of(YANTIAN), **given)
    assert answer.status_code == 422
    assert said in shown(answer)


def test_items_are_taken_in_the_same_way(desk: Client) -> None:
    row = confirmed(desk, upload(desk, "items", csv_of(ITEMS)))
    assert row.outcome["added"] == 2
    assert Item.objects.filter(code__startswith="national.511X").count() == 2
    again = confirmed(desk, upload(desk, "items", csv_of(ITEMS)))
    assert (again.outcome["added"], again.outcome["unchanged"]) == (0, 2)


def test_items_come_from_a_workbook_too(desk: Client, tmp_path) -> None:  # type: ignore[no-untyped-def]
    book = openpyxl.Workbook()
    for row in ITEMS:
        book.active.append(row)
    book.save(tmp_path / "items.xlsx")
    row = confirmed(desk, upload(desk, "items", (tmp_path / "items.xlsx").read_bytes(), "items.xlsx"))
    assert row.outcome["added"] == 2


def test_a_damaged_table_of_items_takes_nothing_in(desk: Client) -> None:
    bad = [*ITEMS, ["区民政局", "未分类", "", "511X00000003-511602000000-000-11511602008000000A-1-00", "01"]]
    answer = upload(desk, "items", csv_of(bad))
    assert answer.status_code == 422
    assert "第 4 行 name" in shown(answer)
    assert not Item.objects.filter(code__startswith="national.511X").exists()


def test_the_record_of_the_district_says_who_took_which_file_in(desk: Client, world: World) -> None:
    row = confirmed(desk, upload(desk, "places", csv_of(YANTIAN)))
    entry = Entry.objects.get(act="places.imported")
    assert f'"person":"person:{world.person("administrator").pk}"'.encode() in bytes(entry.canonical)
    assert row.digest.encode() in bytes(entry.canonical)


def test_the_file_itself_is_not_kept_when_it_is_done(desk: Client) -> None:
    row = confirmed(desk, upload(desk, "places", csv_of(YANTIAN)))
    assert bytes(row.content) == b""


def test_a_table_that_nobody_confirmed_is_dropped_after_a_day(
    signed_in: Callable[..., Client], clock: time_machine.Coordinates
) -> None:
    upload(signed_in("administrator"), "places", csv_of(YANTIAN))
    clock.move_to(at(2026, 3, 3, 11))
    upload(signed_in("administrator"), "items", csv_of(ITEMS))
    assert [row.kind for row in TableImport.objects.all()] == ["items"]


def test_confirming_sends_for_the_worker_and_the_page_shows_how_far_it_is(desk: Client) -> None:
    answer = upload(desk, "places", csv_of(YANTIAN))
    desk.post(answer["Location"])
    job = ProcrastinateJob.objects.get(task_name="district.take_table_in")
    assert job.args == {"number": answer["Location"].rpartition("/")[2]}
    page = read(desk, answer["Location"])
    assert "正在导入" in page
    assert "0/6" in page


def test_confirming_twice_takes_it_in_once(desk: Client) -> None:
    row = confirmed(desk, upload(desk, "places", csv_of(YANTIAN)))
    tasks.send(row.pk)
    services.take_table_in(row.pk, at(2026, 3, 2, 11))
    assert Entry.objects.filter(act="places.imported").count() == 1
    assert ProcrastinateJob.objects.filter(task_name="district.take_table_in").count() == 1


def test_what_became_impossible_since_the_preview_is_refused_and_says_why(desk: Client, world: World) -> None:
    first = upload(desk, "items", csv_of(ITEMS))
    renamed = [ITEMS[0], [*ITEMS[1][:2], "另一个名称", *ITEMS[1][3:]]]
    confirmed(desk, upload(desk, "items", csv_of(renamed), valid_from="2026-06-01"))
    desk.post(first["Location"])
    number = first["Location"].rpartition("/")[2]
    services.take_table_in(number, at(2026, 3, 2, 12))  # type: ignore[arg-type]
    page = read(desk, first["Location"])
    assert "没有导入，什么都没有改变" in page
    assert "2026-06-01" in page


def test_only_the_districts_administrators_take_tables_in(signed_in: Callable[..., Client]) -> None:
    for who in ("clerk", "street_director", "bureau_officer", "secretary", "outsider"):
        assert signed_in(who).get("/desk/district/import/places").status_code == 403
        assert upload(signed_in(who), "places", csv_of(YANTIAN)).status_code == 403


def test_there_are_tables_of_two_kinds(desk: Client) -> None:
    assert desk.get("/desk/district/import/people").status_code == 404
    assert desk.get("/desk/district/tables/00000000-0000-0000-0000-000000000000").status_code == 404
