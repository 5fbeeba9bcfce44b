"""``juzhan person``: the people who sign in, and the first posts of a new site."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from juzhan.cli.days import on_day
from juzhan.cli.setup import start_django
from juzhan.cli.speaking import granted, in_language, say, stop
from juzhan.domain.shared import Text

if TYPE_CHECKING:
    from juzhan.apps.accounts.models import Person

ADDED = Text(
    "已添加 {name}（{username}）。没有职务就什么也做不了，用 juzhan person appoint 任命。",
    "{name} ({username}) is added. Without a post they can do nothing: juzhan person appoint.",
)
NOBODY = Text("没有用户名为 {username} 的人。", "There is nobody with the user name {username}.")
NO_POST = Text("{place} 没有职务 {post}。那里有：{known}", "There is no post {post} in {place}. There are: {known}")
APPOINTED = Text("{name}自 {day} 起任{body}{post}。", "{name} is {post} in the {body} from {day}.")
CHANGED = Text("已更换 {name} 的密码。", "The password of {name} is changed.")
BLOCKED = Text("{name} 不能再登录。", "{name} can sign in no more.")
TOKEN = Text("只显示这一次，请保存好，{days} 天后失效：", "Shown only this once; keep it safe. It ends in {days} days:")
password_option = click.option("--password", prompt="密码 / password", hide_input=True, confirmation_prompt=True)


@click.group()
def person() -> None:
    """人员：添加、任命、换密码、停用 / The people who sign in."""


@person.command()
@click.argument("username")
@click.option("--name", required=True, help="姓名 / name")
@click.option("--name-en", default="", help="英文姓名 / name in English")
@password_option
@in_language
def add(username: str, name: str, name_en: str, password: str) -> None:
    """添加一个人 / Add somebody who can sign in."""
    start_django()
    from juzhan.apps.accounts.services import add_person

    added = granted(add_person(username, name=name, name_en=name_en, password=password))
    say(ADDED.format(name=added.text, username=username))


@person.command()
@click.argument("username")
@click.argument("place")
@click.argument("post", metavar="BODY.POST")
@on_day("从哪天起 / from which day")
@in_language
def appoint(username: str, place: str, post: str, on: date) -> None:
    """任命：如 510107 district_government.officer / Put somebody into a post of a PLACE, by its code."""
    start_django()
    from django.utils import timezone

    from juzhan.apps.bodies.models import Post
    from juzhan.apps.bodies.services import appoint as put

    somebody = _person(username)
    seats = {
        f"{seat.body.key}.{seat.key}": seat
        for seat in Post.objects.filter(body__place_id=place, body__valid_until=None).select_related("body")
    }
    seat = seats.get(post)
    if seat is None:
        stop(NO_POST.format(place=place, post=post, known=", ".join(sorted(seats)) or "—"))
    granted(put(somebody, seat, on, by=None, at=timezone.localtime()))
    say(APPOINTED.format(name=somebody.text, day=on.isoformat(), body=seat.body.text, post=seat.text))


@person.command()
@click.argument("username")
@password_option
@in_language
def password(username: str, password: str) -> None:
    """换密码 / Change a password."""
    start_django()
    from juzhan.apps.accounts.services import change_password

    changed = granted(change_password(_person(username), password))
    say(CHANGED.format(name=changed.text))


@person.command()
@click.argument("username")
@in_language
def block(username: str) -> None:
    """停用：不能再登录，令牌失效 / Let somebody sign in no more; their tokens end."""
    start_django()
    from django.utils import timezone

    from juzhan.apps.accounts.services import block_person

    say(BLOCKED.format(name=block_person(_person(username), at=timezone.localtime()).text))


@person.command()
@click.argument("username")
@click.option("--label", required=True, help="给谁用 / what for")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="有效天数 / days")
@in_language
def token(username: str, label: str, days: int) -> None:
    """接口令牌 / Make a token with which a program acts as a person."""
    start_django()
    from django.utils import timezone

    from juzhan.apps.accounts.services import give_token

    made = give_token(_person(username), label=label, days=days, at=timezone.localtime())
    say(TOKEN.format(days=days))
    say(made)


def _person(username: str) -> Person:
    from juzhan.apps.accounts.models import Person

    return Person.objects.filter(username=username).first() or stop(NOBODY.format(username=username))
