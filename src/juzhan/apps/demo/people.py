"""Synthetic people in the posts of every community, street and of the district; appointed by the product's own services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random

from django.db import transaction

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body, Post
from juzhan.apps.bodies.services import appoint
from juzhan.apps.demo.cast import CAST, Character
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal

_SURNAMES = {
    "王": "Wang", "李": "Li", "张": "Zhang", "刘": "Liu", "杨": "Yang", "黄": "Huang", "徐": "Xu", "孙": "Sun", "胡": "Hu",
    "朱": "Zhu", "高": "Gao", "郭": "Guo", "梁": "Liang", "宋": "Song", "许": "Xu", "邓": "Deng", "韩": "Han", "曹": "Cao",
    "彭": "Peng", "曾": "Zeng", "萧": "Xiao", "田": "Tian", "董": "Dong", "袁": "Yuan", "潘": "Pan", "蒋": "Jiang",
}  # fmt: skip
_GIVEN = {
    "晓": "xiao", "文": "wen", "志": "zhi", "建": "jian", "春": "chun", "丽": "li", "国": "guo", "雨": "yu", "思": "si",
    "永": "yong", "海": "hai", "红": "hong", "云": "yun", "诗": "shi", "嘉": "jia", "立": "li", "雪": "xue", "树": "shu",
}  # fmt: skip
_LAST = {
    "华": "hua", "明": "ming", "敏": "min", "军": "jun", "霞": "xia", "平": "ping", "宁": "ning", "琴": "qin", "辉": "hui",
    "娟": "juan", "林": "lin", "芝": "zhi", "涛": "tao", "莲": "lian", "强": "qiang", "悦": "yue", "波": "bo", "英": "ying",
}  # fmt: skip

# body key → (post key, how many); the secretary also heads the station
_SEATS: dict[str, tuple[tuple[str, int], ...]] = {
    "district_government": (("officer", 1),),
    "district_bureau": (("head", 1), ("officer", 2)),
    "street_party_committee": (("secretary", 1),),
    "street_office": (("director", 1), ("officer", 2)),
    "street_section": (("head", 1), ("officer", 2)),
    "party_branch": (("secretary", 1),),
    "workstation": (("clerk", 3),),
    "residents_committee": (("chair", 1), ("member", 2)),
    "residents_assembly": (("representative", 2),),
    "deliberation_council": (("member", 2),),
    "supervision_committee": (("member", 1),),
}


def synthetic_name(random: Random) -> tuple[str, str]:
    """A made-up name in Chinese and English."""
    surname, given, last = random.choice([*_SURNAMES]), random.choice([*_GIVEN]), random.choice([*_LAST])
    return surname + given + last, f"{_SURNAMES[surname]} {_GIVEN[given].title()}{_LAST[last]}"


def load_people(since: date, at: datetime, report: Callable[[int, int], None]) -> None:
    """Fill the posts of all places, the cast first; a place that is filled already is left alone."""
    places = list(Place.objects.exclude(kind=Place.Kind.RESIDENTS_GROUP).order_by("code"))
    with transaction.atomic():
        for character in CAST:
            _join(character, since, at)
    for number, place in enumerate(places, start=1):
        with transaction.atomic():
            _fill(place, since, at)
        report(number, len(places))


def _join(character: Character, since: date, at: datetime) -> None:
    if Person.objects.filter(username=character.username).exists():
        return
    person = _person(character.username, character.name, character.name_en)
    for place, body, post in character.seats:
        _appoint(
            person, Post.objects.get(body__place_id=place, body__key=body, body__valid_until=None, key=post), since, at
        )


def _fill(place: Place, since: date, at: datetime) -> None:
    random = Random(f"people of {place.pk}")
    for body in Body.objects.filter(place=place, valid_until=None).prefetch_related("posts").order_by("id"):
        posts = {post.key: post for post in body.posts.all()}
        for key, wanted in _SEATS.get(body.key, ()):
            seated = posts[key].holdings.count()
            for number in range(seated, wanted):
                name, name_en = synthetic_name(random)
                person = _person(f"demo-{place.pk}-{body.key}-{key}-{number}", name, name_en)
                _appoint(person, posts[key], since, at)
                if key == "secretary" and body.key == "party_branch":
                    for post in _station_head(place):
                        _appoint(person, post, since, at)


def _station_head(place: Place) -> Iterator[Post]:
    yield from Post.objects.filter(
        body__place=place, body__key="workstation", body__valid_until=None, key="station_head"
    )


def _person(username: str, name: str, name_en: str) -> Person:
    return Person.objects.create_user(username, name=name, name_en=name_en, is_synthetic=True)


def _appoint(person: Person, post: Post, since: date, at: datetime) -> None:
    begin = max(since, post.body.valid_from)
    result = appoint(person, post, begin, by=None, at=at)
    assert not isinstance(result, Refusal), (result, post, post.body)
