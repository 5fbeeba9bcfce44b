"""``juzhan forget``: delete the personal data of one ended matter before its time, because its person asks for it."""

from __future__ import annotations

import click

from juzhan.cli.setup import start_django
from juzhan.cli.speaking import granted, in_language, say, stop
from juzhan.domain.shared import Text

NO_MATTER = Text("没有查询码为 {code} 的事项。", "There is no matter with the code {code}.")
SURE = (
    "将删除姓名、电话、材料和文字，不能恢复；事项的日期和存证保留。继续吗？"
    " / Names, phone, papers and words will be deleted for good; days and record stay. Go on?"
)
FORGOTTEN = Text(
    "已删除 {code} 的个人信息，并已记入存证。", "The personal data of {code} is deleted; the record says so."
)


@click.command()
@click.argument("code")
@click.confirmation_option(prompt=SURE, help="不再询问 / do not ask")
@in_language
def forget(code: str) -> None:
    """按本人要求提前删除个人信息 / Delete the personal data of an ended matter (PIPL, art. 47)."""
    start_django()
    from django.utils import timezone

    from juzhan.apps.matters.codes import clean_code
    from juzhan.apps.matters.models import Matter
    from juzhan.apps.matters.services.forgetting import forget_person

    matter = Matter.objects.filter(code=clean_code(code) or "").first() or stop(NO_MATTER.format(code=code))
    granted(forget_person(matter, at=timezone.localtime()))
    say(FORGOTTEN.format(code=matter.code))
