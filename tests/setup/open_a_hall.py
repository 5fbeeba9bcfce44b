"""``python -m tests.setup.open_a_hall PLACE`` sets up a hall with two clerks, on the database of its settings.

It imports nothing of the tests: they would bring their own database. The hall is open at every hour, so that tests run at any.
"""

from __future__ import annotations

import sys

CLERKS = {"clerk.one": "窗口甲", "clerk.two": "窗口乙"}
PASSWORD = "a-sound-password-of-the-tests"


def _main(place: str) -> None:
    from juzhan.cli.setup import start_django

    start_django()
    from django.utils import timezone

    from juzhan.apps.accounts.models import Person
    from juzhan.apps.accounts.services import add_person
    from juzhan.apps.bodies.models import Holding, Post
    from juzhan.apps.bodies.services import appoint
    from juzhan.apps.hall.services.arranging import set_up_hall
    from juzhan.apps.places.models import Place

    hall = set_up_hall(Place.objects.get(pk=place))
    hall.hours = {"spans": [["00:00", "23:59:59"]], "days_off": True}
    hall.calls_before_missed = 1
    hall.save()
    seat = Post.objects.get(body__place_id=place, body__key="workstation", body__valid_until=None, key="clerk")
    for username, name in CLERKS.items():
        person = add_person(username, name=name, name_en="", password=PASSWORD)
        assert isinstance(person, Person), person
        holding = appoint(person, seat, timezone.localdate(), by=None, at=timezone.localtime())
        assert isinstance(holding, Holding), holding


if __name__ == "__main__":
    _main(sys.argv[1])
