"""A clerk finds the item in the person's words, writes the matter down and prints the receipt."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from juzhan.apps.matters.models import Matter
from tests.matters.desk.reading import html, words
from tests.world import ALLOWANCE, CERTIFICATE, HOME_CARE, JINLI, LAMP, LAOMALU, XIMIANQIAO, World

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
GOOD = {"channel": "counter", "name": "测试来人", "phone": "13900000002", "community": JINLI, "summary": "想办低保"}


def register(client: Client, item: str = ALLOWANCE, **answers: object) -> HttpResponse:
    data = {"submission": str(uuid4()), **GOOD, **answers}
    return client.post(f"/desk/register?item={item}", {k: v for k, v in data.items() if v is not None})  # type: ignore[return-value]


def test_the_item_is_found_in_plain_words(signed_in: Enter, world: World) -> None:
    page = signed_in("clerk").get("/desk/register", {"q": "楼道灯坏了"})
    assert f"/desk/register?item={LAMP}" in html(page)


def test_an_item_that_has_ended_leads_to_what_stands_in_its_place(signed_in: Enter, world: World) -> None:
    page = signed_in("clerk").get("/desk/register", {"q": "测试旧证明"})
    assert f"/desk/register?item={CERTIFICATE}" not in html(page)
    assert "已取消" in words(page)


@pytest.mark.parametrize("query", ["q=%00", "q=" + "字" * 500, "item=%00", "item=nothing", "q=%27%3B--"])
def test_broken_questions_are_answered_calmly(query: str, signed_in: Enter, world: World) -> None:
    assert signed_in("clerk").get(f"/desk/register?{query}").status_code in {200, 404}


def test_the_form_says_whose_it_will_be_and_why(signed_in: Enter, world: World) -> None:
    own = words(signed_in("clerk").get(f"/desk/register?item={ALLOWANCE}"))
    assert "由锦里社区工作站办理" in own
    assert "首问负责" not in own
    other = words(signed_in("clerk").get(f"/desk/register?item={LAMP}"))
    assert "由锦里社区居民委员会办理" in other
    assert "本单位仍对居民负责（首问负责）" in other


def test_registering_leads_to_the_receipt(signed_in: Enter, world: World) -> None:
    client = signed_in("clerk")
    response = register(client)
    matter = Matter.objects.get()
    assert response.headers["location"] == f"/desk/matters/{matter.code}/receipt"
    assert (matter.channel, matter.applicant.name, matter.steps.get().person) == (
        "counter", "测试来人", world.person("clerk"),
    )  # fmt: skip
    receipt = words(client.get(response.headers["location"]))
    assert "手机号后四位（0002）" in receipt
    assert "13900000002" not in receipt


def test_what_the_committee_owns_is_registered_all_the_same(signed_in: Enter, world: World) -> None:
    client = signed_in("clerk")
    response = register(client, LAMP, name="", phone="", summary="三楼的灯", spot="2单元")
    matter = Matter.objects.get()
    assert (matter.owner.key, matter.first_contact.key, matter.spot) == ("residents_committee", "workstation", "2单元")
    assert "锦里社区居民委员会受理之前，由锦里社区工作站对您负责" in words(client.get(response.headers["location"]))


def test_the_same_form_sent_twice_is_one_matter(signed_in: Enter, world: World) -> None:
    client, number = signed_in("clerk"), str(uuid4())
    first, second = (register(client, submission=number).headers["location"] for _ in range(2))
    assert first == second
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"name": ""}, "请填写：姓名"),
        ({"phone": ""}, "请填写：电话"),
        ({"phone": "123"}, "不像一个电话号码"),
        ({"name": "甲" * 41}, ""),
        ({"summary": "字" * 2001}, ""),
        ({"summary": "a\x00b"}, ""),
        ({"channel": "online"}, ""),
        ({"channel": None}, "请选择：怎样来的"),
        ({"community": LAOMALU}, ""),
        ({"submission": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    answers: dict[str, object], said: str, signed_in: Enter, world: World
) -> None:
    response = register(signed_in("clerk"), **answers)
    assert response.status_code == 422
    assert said in words(response)
    assert 'value="13900000002"' in html(response) or "phone" in answers
    assert Matter.objects.count() == 0


def test_papers_need_the_persons_consent(signed_in: Enter, world: World) -> None:
    client = signed_in("clerk")
    jpeg = b"\xff\xd8\xff\xe0" + b"0" * 50
    refused = register(client, papers=SimpleUploadedFile("证.jpg", jpeg))
    assert (refused.status_code, "请先征得同意再勾选" in words(refused)) == (422, True)
    assert register(client, papers=SimpleUploadedFile("证.jpg", jpeg), consent="on").status_code == 302
    matter = Matter.objects.latest("pk")
    assert matter.steps.get().data["consent"] is True
    page = words(client.get(f"/desk/matters/{matter.code}"))
    assert "已同意为办这件事使用材料里的敏感个人信息" in page
    assert Matter.objects.get().attachments.get().name == "证.jpg"


@pytest.mark.parametrize("item", [CERTIFICATE, HOME_CARE])
def test_a_post_in_the_wrong_form_or_item_is_no_server_error(item: str, signed_in: Enter, world: World) -> None:
    assert register(signed_in("clerk"), item).status_code in {302, 422}


def test_a_street_officer_chooses_among_the_communities_of_the_street(signed_in: Enter, world: World) -> None:
    client = signed_in("street_officer")
    page = words(client.get(f"/desk/register?item={ALLOWANCE}"))
    assert ("锦里社区" in page, "洗面桥社区" in page, "老马路社区" in page) == (True, True, False)
    assert register(client, community=XIMIANQIAO).status_code == 302
    matter = Matter.objects.get()
    assert (matter.community_id, matter.first_contact.key) == (XIMIANQIAO, "street_office")


@pytest.mark.parametrize("who", ["representative", "council_member"])
def test_those_without_a_desk_are_told_so(who: str, signed_in: Enter, world: World) -> None:
    for response in (signed_in(who).get("/desk/register"), register(signed_in(who))):
        assert (response.status_code, "不受理居民的事项" in words(response)) == (403, True)
